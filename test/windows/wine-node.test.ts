// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { portableFiles } from '../../scripts/portable/portable-files.ts'
import { windowsNodePath } from '../../scripts/portable/windows-node.ts'
import { zip } from '../../scripts/portable/zip.ts'
import { answerTexts, SAMPLE_SITE } from '../support/live-site/sample-site.ts'
import { ARGUMENTS, commandSteps } from './support/command-steps.ts'
import { EDGE_ESTATE, LOG, TINY_ESTATE } from './support/edge-estate.ts'
import type { Answer, Step } from './support/step.ts'
import { COMMON, LONG, REFUSED, TYPESCRIPT, windowsSteps } from './support/steps.ts'
import { type WineNode, windowsPath, wineNodeFor } from './support/wine-node.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const DRIVER = join(ROOT, 'test/windows/support/driver.ts')
const COMMAND = join(ROOT, 'dist/main.cjs')

const folder = mkdtempSync(join(tmpdir(), 'portwright-windows-'))
const [wine, linux] = [join(folder, 'wine'), join(folder, 'linux')]
let windows: WineNode | null = null
test.after.always(() => {
  windows?.end()
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
})

const prepare = (place: string): void => {
  cpSync(join(ROOT, 'policies/examples'), join(place, 'estates'), { recursive: true })
  mkdirSync(join(place, 'logs'))
  const files: Readonly<Record<string, string | Buffer>> = {
    'edge.yaml': EDGE_ESTATE,
    'tiny.yaml': TINY_ESTATE,
    'broken.yaml': 'name: x\r\nproduct: cmcb\r\nhosts:\r\n  a: { rolls: [] }\r\n',
    'logs/a.log': LOG,
    'logs/B.LOG': Buffer.from(`\ufeff${LOG.replace('9800', '9801')}`, 'utf16le'),
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(place, name), content)
  answerTexts(SAMPLE_SITE).forEach((text, index) => {
    writeFileSync(join(place, `facts-${index}.json`), text.replaceAll('\n', '\r\n'))
  })
}

/** Runs the steps in a folder; gives the answers by the names of the steps. */
const drive = (
  place: string,
  steps: readonly Step[],
  run: (words: readonly string[]) => void,
): ReadonlyMap<string, Answer> => {
  const [asked, answered] = [`${place}.steps.json`, `${place}.answers.json`]
  writeFileSync(asked, JSON.stringify(steps))
  run([DRIVER, COMMAND, asked, answered])
  const answers = JSON.parse(readFileSync(answered, 'utf8')) as readonly Answer[]
  return new Map(answers.map((answer) => [answer.name, answer]))
}

const hashesBelow = (place: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(place, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  )

/** The archive, unpacked where names are hard: with a program that prints its arguments in the place of Node.js, and real. */
const unpack = (): { readonly echo: string; readonly real: string } => {
  const place = join(folder, "R&D gr\u00fc\u00df ^!a! (x86)'")
  mkdirSync(place)
  const program = join(folder, 'echo.exe')
  const source = join(ROOT, 'test/windows/support/echo.c')
  const built = spawnSync('x86_64-w64-mingw32-gcc', ['-municode', '-O1', '-o', program, source], { encoding: 'utf8' })
  if (built.status !== 0) throw new Error(built.stderr)
  const entries = portableFiles(ROOT, { program: readFileSync(program), licence: Buffer.from('Node.js') })
  const archive = join(folder, 'archive.zip')
  writeFileSync(archive, zip(entries))
  const unzipped = spawnSync('python3', ['-m', 'zipfile', '-e', archive, place], { encoding: 'utf8' })
  if (unzipped.status !== 0) throw new Error(unzipped.stderr)
  const echo = join(place, entries[0]?.path.split('/')[0] ?? '')
  const real = join(folder, 'real')
  cpSync(echo, real, { recursive: true })
  rmSync(join(real, 'node.exe'))
  symlinkSync(windowsNodePath('node.exe'), join(real, 'node.exe'))
  return { echo, real }
}

/** Everything that is run, once; starting a program of Windows under wine takes longer than what it does. */
const runAll = (t: ExecutionContext) => {
  windows = wineNodeFor(t, folder)
  if (windows === null) return null
  const { run } = windows
  for (const place of [wine, linux]) prepare(place)
  const { echo, real } = unpack()
  const steps = [
    ...COMMON,
    ...windowsSteps(windowsPath(wine)),
    ...commandSteps(windowsPath(wine), windowsPath(echo), windowsPath(real)),
  ]
  const answers = drive(wine, steps, (words) => {
    const { status, output } = run(words.map(windowsPath), wine)
    t.is(status, 0, output)
  })
  const elsewhere = drive(linux, [...COMMON, TYPESCRIPT], (words) => {
    const { status, stderr } = spawnSync(process.execPath, words, { cwd: linux, encoding: 'utf8' })
    t.is(status, 0, stderr)
  })
  return { answers, elsewhere, echo: windowsPath(echo) }
}
let all: ReturnType<typeof runAll> | undefined

const windowsTest = (title: string, body: (t: ExecutionContext, ran: NonNullable<ReturnType<typeof runAll>>) => void) =>
  test.serial(title, (t) => {
    if (all === undefined) all = runAll(t)
    if (all === null) wineNodeFor(t, folder)
    else body(t, all)
  })

const slashesIn = (text: string): string => text.replaceAll(/\\+/g, '/')

/** Paths of an answer with the slash that all systems take. */
const slashes = (answer: Answer | undefined) =>
  answer && { ...answer, out: slashesIn(answer.out), err: slashesIn(answer.err) }

windowsTest(
  'every command says and writes on Windows what it does elsewhere, byte for byte',
  (t, { answers, elsewhere }) => {
    for (const { name } of COMMON) t.deepEqual(slashes(answers.get(name)), slashes(elsewhere.get(name)))
    t.deepEqual(
      COMMON.map(({ name }) => answers.get(name)?.exit),
      [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 1, 1, 1, 1, 1],
    )
    for (const name of ['made', 'out', 'pages']) {
      const written = hashesBelow(join(wine, name))
      t.true(Object.keys(written).length > 1, name)
      t.deepEqual(written, hashesBelow(join(linux, name)), name)
    }
    t.is(readFileSync(join(wine, 'out/notes/mine.txt'), 'utf8'), 'mine')
  },
)

windowsTest('a path in any spelling of Windows leads to one and the same output', (t, { answers }) => {
  for (const name of ['back slashes', 'upper case', 'long', 'namespace', 'drive-relative', 'read-only'])
    t.is(answers.get(name)?.exit, 0, JSON.stringify(answers.get(name)))
  const wanted = hashesBelow(join(wine, 'w/back'))
  t.true(Object.keys(wanted).length >= 3)
  for (const name of ['namespace', 'drive', LONG.replaceAll('\\', '/')])
    t.deepEqual(hashesBelow(join(wine, 'w', name)), wanted)
  // Nothing beside them: no run that was left behind, no second folder for another spelling.
  t.deepEqual(readdirSync(join(wine, 'w')).sort(), [LONG.split('\\')[0], 'back', 'drive', 'namespace'])
})

windowsTest('what another program uses is named, and the output stays whole', (t, { answers }) => {
  t.is(answers.get('a file held')?.exit, 0)
  t.regex(
    answers.get('a file held')?.err ?? '',
    /warning\[output-left\].*\u201cw\\back\\csv\\rules\.csv\u201d could not be taken away/,
  )
  t.is(answers.get('whole after that')?.exit, 0)
  t.is(answers.get('a program in the folder')?.exit, 1)
  t.regex(answers.get('a program in the folder')?.err ?? '', /error\[output-held\]/)
  t.is(answers.get('this one in the folder')?.exit, 2)
})

windowsTest('a folder that Explorer could not delete is refused before anything is made', (t, { answers }) => {
  for (const name of REFUSED) {
    const answer = answers.get(`refused ${name}`)
    t.is(answer?.exit, 1, name)
    t.regex(answer?.err ?? '', /error\[output-unwritable\].*(?:device of Windows|Windows takes)/, name)
  }
  t.regex(answers.get(`refused ${String(REFUSED.at(-1))}`)?.err ?? '', /leave out the backslash before the closing one/)
})

windowsTest('wildcards are files, and what fits none is told of by its own name', (t, { answers }) => {
  t.is(answers.get('wildcards')?.exit, 3)
  t.is(slashes(answers.get('wildcards'))?.out, slashes(answers.get('traffic'))?.out)
  t.regex(answers.get('no wildcards')?.err ?? '', /^logs\\\*\.nothing:1:1: error\[file-unreadable\]/)
})

windowsTest(
  'portwright.cmd hands on arguments and exit codes, wherever it lies and however it is called',
  (t, { answers, echo }) => {
    const script = `[${echo}\\bin\\portwright.js]`
    const printed = (name: string) => answers.get(name)?.out.trimEnd().split('\n')
    t.deepEqual(printed('arguments'), [script, ...ARGUMENTS.map(([, got]) => `[${got}]`)])
    t.deepEqual(printed('found by the path'), [script, '[a]', '[b c]'])
    t.deepEqual(printed('delayed expansion'), [script, '[a]'])
    t.is(answers.get('exit code')?.exit, 3)
    t.is(printed('exit code in a line')?.at(-1), 'seventy')
    t.is(printed('called')?.at(-1), 'next')
  },
)

windowsTest(
  'the archive runs with its own Node.js, and what it prints into a file is UTF-8',
  (t, { answers, elsewhere }) => {
    t.is(answers.get('real')?.exit, 0)
    const printed = readFileSync(join(wine, 'printed.txt'), 'utf8')
    const home = `\\\\?\\${windowsPath(wine)}\\`
    t.is(slashesIn(printed.replaceAll(home, '')), slashesIn(elsewhere.get('typescript')?.err ?? ''))
    t.regex(printed, / {2}gr\u00f6\u00dfe\\csv /)
    t.deepEqual(hashesBelow(join(wine, 'gr\u00f6\u00dfe')), hashesBelow(join(linux, 'gr\u00f6\u00dfe')))
  },
)
