// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { exportScript } from '../../scripts/export-script.ts'
import { importLive } from '../../src/import/live/import-live.ts'
import { catalog } from '../support/catalog.ts'
import { temporaryFolder } from '../support/command-line.ts'
import { inTurn } from '../support/in-turn.ts'
import { randomFacts } from '../support/live-site/random-facts.ts'
import { type Answers, answer, prop, roleRow, SAMPLE_SITE, SECRET } from '../support/live-site/sample-site.ts'
import { pwshFor } from '../support/powershell/find-pwsh.ts'
import { parsePowerShell } from '../support/powershell/parse.ts'
import { runScript, type ScriptOutput } from '../support/powershell/run-script.ts'
import { samples } from '../support/samples.ts'
import { corpusFolder, required, skip } from '../support/shared.ts'

/** Each starts programs that take seconds. */
const scenario = inTurn(test, 3)

const SCRIPT = resolve(import.meta.dirname, '../../scripts/Export-ConfigMgrEstate.ps1')

const factsOf = (answers: Answers): string =>
  JSON.stringify(Object.entries(answers).map(([name, rows]) => answer(name, rows)))

const imported = async (text: string): Promise<string | null> =>
  (await importLive([{ path: 'facts.json', text }], catalog, null)).estate

interface Run extends ScriptOutput<unknown> {
  /** The estate that was written; null where there is none. */
  readonly estate: string | null
}

const run = async (
  t: ExecutionContext,
  pwsh: string,
  parameters: object,
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> => {
  const path = join(temporaryFolder(t), 'estate.yaml')
  const output = await runScript(pwsh, SCRIPT, { Path: path, ...parameters }, environment)
  return { ...output, estate: existsSync(path) ? readFileSync(path, 'utf8') : null }
}

const offline = async (
  t: ExecutionContext,
  pwsh: string,
  facts: string,
  more: object = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> => {
  const path = join(temporaryFolder(t), 'facts.json')
  writeFileSync(path, facts)
  return run(t, pwsh, { FactsPath: path, ...more }, environment)
}

test('the script is what template and tables make; “npm run docs” writes it', (t) => {
  t.true(Buffer.from(exportScript(catalog)).equals(readFileSync(SCRIPT)))
})

test('the script parses, ends its lines as Windows does, and Windows PowerShell 5.1 reads it', async (t) => {
  const text = readFileSync(SCRIPT, 'utf8')
  t.deepEqual(await parsePowerShell(text), [])
  t.false(/(?<!\r)\n/.test(text))
  t.is(text.startsWith('\ufeff'), /[^\0-\x7f\ufeff]/.test(text))
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const newer = resolve(import.meta.dirname, '../support/powershell/newer-syntax.ps1')
  const { objects, errors } = await runScript(pwsh, newer, {}, { PORTWRIGHT_FILES: JSON.stringify([SCRIPT]) })
  t.deepEqual([objects, errors], [[], []])
})

test('one of everything: script and import write the same estate, whatever the culture', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  // To .NET a dot is U+2028 too, to JavaScript it is not.
  const odd = ['http://a:81/\u2028x', 'http://a:83/\u2029'].map((uri, at) =>
    roleRow('SMS SRS Reporting Point', `ps1dp${1 + (at % 3)}.contoso.test`, 'PS1', [
      prop('ReportServerUri', uri, 'Value2'),
    ]),
  )
  const facts = factsOf({ ...SAMPLE_SITE, SMS_SCI_SysResUse: [...(SAMPLE_SITE.SMS_SCI_SysResUse ?? []), ...odd] })
  // Under tr-TR the capital of i is another letter.
  const { estate, errors, exit, information } = await offline(t, pwsh, facts, {}, { PORTWRIGHT_CULTURE: 'tr-TR' })
  t.deepEqual([errors, exit], [[], 0])
  t.is(estate, await imported(facts))
  t.notRegex(estate ?? '', /httpPort: 8[13]\b/)
  t.regex(information[0] ?? '', /^4 sites, 20 hosts, 18 of them without an address\. /)
})

scenario('the real site: script and import write the same estate', async (t) => {
  const pwsh = pwshFor(t)
  const names = ['SMS_SCI_SiteDefinition', 'SMS_SCI_SysResUse']
  const files = names.map((name) => join(corpusFolder(), `fleet/adminservice-${name}.json`))
  if (!files.every((file) => existsSync(file)))
    return required(t, 'corpus')
      ? t.fail('the recorded answers are missing')
      : skip(t, 'the recorded answers are missing')
  if (pwsh === null) return
  const facts = JSON.stringify(
    files.map((file, index) => ({ '@odata.context': `#${names[index]}`, ...JSON.parse(readFileSync(file, 'utf8')) })),
  )
  t.is((await offline(t, pwsh, facts)).estate, await imported(facts))
})

scenario('any facts: script and import write the same estate, or both write none', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  await fc.assert(
    fc.asyncProperty(randomFacts, async (answers) => {
      const facts = factsOf(answers)
      const { estate, exit } = await offline(t, pwsh, facts)
      const expected = await imported(facts)
      t.is(estate, expected)
      t.is(exit, expected === null ? 1 : 0)
    }),
    { numRuns: samples(4) },
  )
})

scenario(
  '-Json gives the facts in ASCII, without keys and accounts, and import makes the same estate of them',
  async (t) => {
    const pwsh = pwshFor(t)
    if (pwsh === null) return
    const { objects, estate } = await offline(t, pwsh, factsOf(SAMPLE_SITE), { Json: true })
    const [text] = objects as readonly string[]
    t.is(estate, null)
    t.regex(text ?? '', /^[\0-\x7f]+$/)
    t.false(text?.includes(SECRET))
    t.is(await imported(text ?? ''), await imported(factsOf(SAMPLE_SITE)))
  },
)

scenario(
  'a file that is there is left alone without -Force; -WhatIf and facts of two hierarchies write nothing',
  async (t) => {
    const pwsh = pwshFor(t)
    if (pwsh === null) return
    const folder = temporaryFolder(t)
    const path = join(folder, 'mine.yaml')
    writeFileSync(path, 'mine')
    const refused = await offline(t, pwsh, factsOf(SAMPLE_SITE), { Path: path })
    t.is(refused.exit, 1)
    t.regex(refused.errors[0] ?? '', /is already there/)
    t.is(readFileSync(path, 'utf8'), 'mine')
    // A run that was killed left the one, a run on another computer may write the other.
    const computer = hostname().split('.')[0]
    const ended = spawnSync(process.execPath, ['-e', '']).pid
    const others = [`mine.yaml.other-${ended}.tmp`, `mine.yaml.${computer}-${process.pid}.tmp`, 'mine.yaml.tmp']
    for (const name of [`mine.yaml.${computer}-${ended}.tmp`, ...others]) writeFileSync(join(folder, name), 'half')
    await offline(t, pwsh, factsOf(SAMPLE_SITE), { Path: path, Force: true })
    t.is(readFileSync(path, 'utf8'), (await imported(factsOf(SAMPLE_SITE))) ?? '')
    t.deepEqual(readdirSync(folder).sort(), ['mine.yaml', ...others].sort())
    const what = await offline(t, pwsh, factsOf(SAMPLE_SITE), { WhatIf: true })
    t.deepEqual([what.exit, what.estate], [0, null])
    const drive = await offline(t, pwsh, factsOf(SAMPLE_SITE), { Path: 'Env:estate.yaml' })
    t.is(drive.exit, 1)
    t.regex(drive.errors[0] ?? '', /is no place for a file/)
    const [first, ...rest] = SAMPLE_SITE.SMS_SCI_SiteDefinition ?? []
    const mixed = {
      ...SAMPLE_SITE,
      SMS_SCI_SiteDefinition: [first ?? {}, { ...first, SiteServerName: 'other.lab.test' }, ...rest],
    }
    const two = await offline(t, pwsh, factsOf(mixed))
    t.deepEqual([two.exit, two.estate], [1, null])
    t.regex(two.errors[0] ?? '', /Site CAS has the site servers cas01\.contoso\.test and other\.lab\.test/)
  },
)

const hasTool = (name: string): boolean => spawnSync(name, ['--version']).status === 0
/** What happens to the one file that the script writes; the first is in every run, all of them in a long one. */
const ENDS: readonly (readonly [tool: string, ...words: string[]])[] = [
  ['prlimit', '--fsize=3000'],
  ['strace', '-f', '-e', 'trace=fsync', '-e', 'inject=fsync:signal=KILL:when=1'],
  ['strace', '-f', '-e', 'trace=fsync', '-e', 'inject=fsync:error=EIO:when=1'],
  ['strace', '-f', '-e', 'trace=rename', '-e', 'inject=rename:signal=KILL:when=1'],
  ['strace', '-f', '-e', 'trace=rename', '-e', 'inject=rename:error=ENOSPC:when=1'],
  ['strace', '-f', '-e', 'trace=pwrite64', '-e', 'inject=pwrite64:signal=KILL:when=1'],
  ['strace', '-f', '-e', 'trace=pwrite64', '-e', 'inject=pwrite64:error=ENOSPC:when=1'],
]

scenario(
  'wherever the script is killed and whatever the disk says, the estate is the old one or the new one',
  async (t) => {
    const pwsh = pwshFor(t)
    if (pwsh === null) return
    const folder = temporaryFolder(t)
    const [facts, path] = [join(folder, 'facts.json'), join(folder, 'estate.yaml')]
    writeFileSync(facts, factsOf(SAMPLE_SITE))
    const whole = (await imported(factsOf(SAMPLE_SITE))) ?? ''
    t.true(whole.length > 3000)
    let tried = 0
    for (const [tool, ...words] of samples(1) > 1 ? ENDS : ENDS.slice(0, 1)) {
      if (!hasTool(tool)) {
        if (required(t, tool)) t.fail(`${tool} is required, but not installed`)
        else skip(t, `no ${tool}`)
        continue
      }
      for (const old of samples(1) > 1 ? [null, 'old\n'] : ['old\n']) {
        rmSync(path, { force: true })
        if (old !== null) writeFileSync(path, old)
        const { status, stdout, stderr } = spawnSync(
          tool,
          [
            ...words,
            pwsh,
            '-NoProfile',
            '-NonInteractive',
            '-File',
            SCRIPT,
            '-FactsPath',
            facts,
            '-Path',
            path,
            '-Force',
          ],
          // The runtime itself writes to files in memory otherwise.
          { encoding: 'utf8', env: { ...process.env, DOTNET_EnableWriteXorExecute: '0' } },
        )
        const text = existsSync(path) ? readFileSync(path, 'utf8') : null
        t.true(
          text === old || text === whole,
          `${tool} ${words.at(-1)}: ${text?.length} ${stdout}${stderr.slice(-500)}`,
        )
        // Whoever is told that all went well has the new one.
        if (status === 0) t.is(text, whole)
        // What a kill left goes with the next run that writes the file.
        if (/signal=KILL|fsize/.test(words.join())) {
          await offline(t, pwsh, factsOf(SAMPLE_SITE), { Path: path, Force: true })
          t.is(readFileSync(path, 'utf8'), whole)
        }
        t.deepEqual(
          readdirSync(folder).filter((name) => name !== 'estate.yaml'),
          ['facts.json'],
          words.join(' '),
        )
        tried++
      }
    }
    t.log(`${tried} interruptions`)
  },
)
