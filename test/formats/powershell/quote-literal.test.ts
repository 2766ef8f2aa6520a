// SPDX-License-Identifier: MIT
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import test from 'ava'
import fc from 'fast-check'
import { checkPowerShell } from '../../../src/formats/powershell/check-powershell.ts'
import { quoteLiteral } from '../../../src/formats/powershell/quote-literal.ts'
import { scriptBytes } from '../../../src/formats/powershell/script-bytes.ts'
import { isEncodeError } from '../../../src/formats/template/encode-error.ts'
import { codePoint } from '../../support/code-point.ts'
import { pwshFor } from '../../support/powershell/find-pwsh.ts'
import { PWSH_WORDS } from '../../support/powershell/pwsh-words.ts'
import { samples } from '../../support/samples.ts'

const HARD = [
  "'",
  '‘',
  '’',
  '‚',
  '‛',
  '"',
  '“',
  '”',
  '„',
  '$',
  '`',
  '#',
  '@',
  '(',
  ')',
  '{',
  '}',
  '\n',
  '\r',
  '\t',
  '\u202E',
  'é',
  '🔥',
  'a',
  ' ',
]
const hardText = fc.array(fc.constantFrom(...HARD)).map((parts) => parts.join(''))
const anyText = fc
  .oneof(hardText, fc.string({ unit: 'grapheme' }), fc.string({ unit: codePoint }))
  .filter((text) => text.isWellFormed() && !text.includes('\0'))

/** Reads back what the encoder writes, by PowerShell's rules for single-quoted strings and `[char]`. */
const textOf = (expression: string): string =>
  [...expression.matchAll(/['‘’‚‛]((?:[^'‘’‚‛]|['‘’‚‛]{2})*)['‘’‚‛]|\[char\]0x([0-9A-F]{4})/g)]
    .map(([, text, code]) =>
      code === undefined
        ? (text ?? '').replace(/(['‘’‚‛])['‘’‚‛]/g, '$1')
        : String.fromCharCode(Number.parseInt(code, 16)),
    )
    .join('')

test('a plain text is a single-quoted literal', (t) => {
  t.is(quoteLiteral('abc'), "'abc'")
  t.is(quoteLiteral(''), "''")
  t.is(quoteLiteral('$(x) `n "y"'), `'$(x) \`n "y"'`)
})

test('every quote character of PowerShell is doubled', (t) => {
  t.is(quoteLiteral("'‘’‚‛"), "'''‘‘’’‚‚‛‛'")
})

test('line ends and invisible characters are written as numbers', (t) => {
  t.is(quoteLiteral('a\r\nb'), "('a' + [char]0x000D + [char]0x000A + 'b')")
  t.is(quoteLiteral('\u202E'), "('' + [char]0x202E)")
  t.is(quoteLiteral('\u{E0001}x'), "('' + [char]0xDB40 + [char]0xDC01 + 'x')")
})

test('U+0000 and half a surrogate pair are refused', (t) => {
  for (const text of ['a\0b', '\uD800', 'x\uDC00']) {
    const error = t.throws(() => quoteLiteral(text))
    t.true(isEncodeError(error))
  }
})

test('any text stays inside its literal and keeps its value', (t) => {
  fc.assert(
    fc.property(anyText, (text) => {
      const literal = quoteLiteral(text)
      return (
        checkPowerShell(`$a = ${literal} # end`).length === 0 && textOf(literal) === text && !/[\r\n]/.test(literal)
      )
    }),
    { numRuns: samples(500) },
  )
  t.pass()
})

test('PowerShell itself reads every literal as the text it stands for', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const texts = [...fc.sample(anyText, { numRuns: 400, seed: 1 }), ...HARD.flatMap((a) => HARD.map((b) => a + b))]
  const folder = await mkdtemp(join(tmpdir(), 'portwright-literal-'))
  const script = join(folder, 'literals.ps1')
  const output = join(folder, 'output.txt')
  const lines = texts.map(
    (text) => `[Convert]::ToBase64String([Text.Encoding]::BigEndianUnicode.GetBytes(${quoteLiteral(text)}))`,
  )
  await writeFile(
    script,
    scriptBytes(`param($Output)\n@(\n${lines.join('\n')}\n) | Set-Content -LiteralPath $Output\n`),
  )
  await promisify(execFile)(pwsh, [...PWSH_WORDS, '-File', script, output])
  const read = (await readFile(output, 'utf8')).split(/\r?\n/).slice(0, texts.length)
  t.deepEqual(
    read.map((line) => Buffer.from(line, 'base64').swap16().toString('utf16le')),
    texts,
  )
  await rm(folder, { recursive: true })
})
