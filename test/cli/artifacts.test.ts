// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import test from 'ava'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { inTurn } from '../support/in-turn.ts'
import { pwshFor } from '../support/powershell/find-pwsh.ts'
import { runScript } from '../support/powershell/run-script.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const EXAMPLES = readdirSync(join(ROOT, 'policies/examples')).map((name) => {
  const folder = join(ROOT, 'policies/examples', name)
  const file = readdirSync(folder).find((entry) => entry.startsWith('estate.'))
  return join(folder, file ?? '')
})
const NEWER = join(ROOT, 'test/support/powershell/newer-syntax.ps1')

/** More files and scripts than these, by example. */
const LEAST: Readonly<Record<string, { readonly files: number; readonly scripts: number }>> = {
  hierarchy: { files: 190, scripts: 44 },
  small: { files: 65, scripts: 15 },
  typescript: { files: 52, scripts: 12 },
}

/** Each compiles an example whole, and PowerShell reads every script of it. */
const scenario = inTurn(test, 3)

interface Finding {
  readonly Path: string
  readonly Line: number
  readonly Text: string
}

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

const newerSyntax = async (pwsh: string, files: readonly string[]): Promise<readonly Finding[]> => {
  const { objects, errors } = await runScript<Finding>(pwsh, NEWER, {}, { PORTWRIGHT_FILES: JSON.stringify(files) })
  if (errors.length > 0) throw new Error(errors.join('\n'))
  return objects
}

for (const estate of EXAMPLES)
  scenario(
    `no artifact of ${basename(dirname(estate))} holds a mustache, every script names the hash of its policy or of the estate, and Windows PowerShell 5.1 reads it`,
    async (t) => {
      const pwsh = pwshFor(t)
      const scripts: string[] = []
      let files = 0
      const out = join(temporaryFolder(t), 'out')
      const { exit, err } = await portwright(['compile', estate, '--out', out, '--quiet'])
      t.is(exit, 0, err)
      const index = JSON.parse(readFileSync(join(out, 'portwright.json'), 'utf8'))
      const hashes = [index.estateHash, ...index.policies.map(({ hash }: { readonly hash: string }) => hash)]
      for (const file of filesOf(out)) {
        files += 1
        const bytes = readFileSync(file)
        for (const text of [bytes.toString('utf8'), bytes.toString('utf16le')]) t.false(text.includes('{{'), file)
        if (file.endsWith('.ps1')) scripts.push(file)
        if (/\.(?:ps1|cmd|dsc\.yaml)$/.test(file))
          t.true(
            hashes.some((hash: string) => bytes.includes(hash.slice(0, 16))),
            file,
          )
      }
      const least = LEAST[basename(dirname(estate))]
      t.true(
        least !== undefined && files > least.files && scripts.length > least.scripts,
        `${files} files, ${scripts.length} scripts`,
      )
      if (pwsh !== null) t.deepEqual(await newerSyntax(pwsh, scripts), [])
    },
  )

test('what Windows PowerShell 5.1 does not read is found', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const folder = temporaryFolder(t)
  const newer = [
    '$a ?? 1',
    '$a ??= 1',
    '$a ? 1 : 2',
    'Get-Item a && Get-Item b',
    'Get-Item a || Get-Item b',
    '\u0024{a}?.Length',
    '\u0024{a}?[0]',
    'Get-Item a &',
    '$IsWindows',
    '"`u{20}"',
    '"`e"',
    '0b11',
    '5uy',
    "ConvertFrom-Json -InputObject '1' -AsHashtable",
    'function f { clean { 1 } }',
    '$a = (',
    "$a.LastIndexOf('x')",
    '$a.ToLower()',
  ]
  const files = newer.map((_, index) => join(folder, `${index}.ps1`))
  for (const [index, text] of newer.entries()) writeFileSync(files[index] as string, text)
  const plain = join(folder, 'plain.ps1')
  writeFileSync(
    plain,
    '& \'a\'; "`n ``u"; 0x1u; 5L; $a = @{ b = 1 }; if (-not $a -and $b) { 1 }; $b.LastIndexOf([char]65)\n',
  )
  const found = new Set((await newerSyntax(pwsh, [...files, plain])).map(({ Path }) => Path))
  t.deepEqual([...found].sort(), [...files].sort())
})
