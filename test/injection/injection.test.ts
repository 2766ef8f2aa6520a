// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { readCabinet } from '../../src/formats/cab/read-cabinet.ts'
import { check } from '../../src/library/check.ts'
import { compile } from '../../src/library/compile.ts'
import { seeded } from '../read/damage/mutate.ts'
import { temporaryFolder } from '../support/command-line.ts'
import { inTurn } from '../support/in-turn.ts'
import { pwshFor } from '../support/powershell/find-pwsh.ts'
import { required, skip } from '../support/shared.ts'
import { cmdTokens } from './support/cmd-tokens.ts'
import { estateOfNames, type Naming } from './support/estate-of-names.ts'
import { mofTokens } from './support/mof-tokens.ts'
import { settledNames } from './support/settled-names.ts'
import { pathsOf, textPaths } from './support/text-paths.ts'

/** How many names are tried; a hundred thousand by hand and each week. */
const NAMES = Number(process.env.PORTWRIGHT_NAMES ?? 40)
const SEED = Number(process.env.PORTWRIGHT_NAMES_SEED ?? 1)
const BATCH = 40
/** Own flows of an estate: of very many names more stand in one, since a compile costs more than the names in it. */
const FLOWS = NAMES < 1000 ? 24 : 160
const SUPPORT = join(import.meta.dirname, 'support')
const schema = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../schema/estate.schema.json'), 'utf8'))

type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>
type Files = ReadonlyMap<string, Uint8Array>

/** What somebody can write, and where the compiler takes no text but a word that it knows. */
const harmless: Naming = (_, text) => text

test('every text that the schema takes has a name of its own in the estate that is attacked', (t) => {
  const paths = textPaths(schema)
  t.true(paths.size > 30)
  const named = estateOfNames((kind, text) => `\u0001${kind} ${text}`)
  const covered = pathsOf(named, paths, (text) => text.includes('\u0001'))
  t.deepEqual(
    // One of something, where a list of it may stand too.
    [...paths].filter((path) => !covered.has(path) && !covered.has(`${path}[]`)),
    [],
  )
})

interface Attacked {
  readonly files: Files
  readonly tried: number
  readonly refused: number
  readonly faults: readonly string[]
}

/** Puts a hostile name into every text of the estate, takes back those that are refused, and compiles what is left. */
const attack = async (random: (below: number) => number): Promise<Attacked> => {
  let made: Files = new Map()
  const settled = await settledNames(
    random,
    async (text) => {
      const { files, diagnostics } = await compile(
        { path: 'estate.json', text, today: '2026-01-15' },
        { allowLoss: true },
      )
      made = files
      return files.size > 0 ? [] : diagnostics.filter(({ severity, code }) => severity === 'error' && code !== 'loss')
    },
    FLOWS,
  )
  return { ...settled, files: made }
}

const add = (counts: Record<string, Record<string, number>>, group: string, words: readonly string[]): void => {
  const count = counts[group] ?? {}
  counts[group] = count
  for (const word of words) count[word] = (count[word] ?? 0) + 1
}

const textOf = (bytes: Uint8Array): string =>
  bytes[0] === 0xff && bytes[1] === 0xfe
    ? new TextDecoder('utf-16le').decode(bytes)
    : new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/** `[key;value;type;size;data]` of registry.pol, without a look at what data means. */
const polEntries = (bytes: Uint8Array): readonly string[] =>
  [
    ...Buffer.from(bytes)
      .subarray(8)
      .toString('utf16le')
      .matchAll(/\[([^;[\]]*)\0;/g),
  ].map(([, key = '']) => key.toLowerCase())

const ruleFields = (text: string, end: string): readonly string[] =>
  text
    .split(end)
    .flatMap((line) => /v2\.\d+\|.*/s.exec(line)?.[0] ?? [])
    .flatMap((rule) => rule.split('|').map((field) => field.split('=')[0] as string))

/** What the tokenizers of this folder see; null for what another parser reads. */
const ownTokens = (path: string, bytes: Uint8Array): readonly string[] | null => {
  switch (path.split('.').at(-1)?.toLowerCase()) {
    case 'mof':
      return mofTokens(textOf(bytes)) ?? [`broken ${path}`]
    case 'cmd':
      // A policy's file and mark have names that are made of its own.
      return cmdTokens(textOf(bytes)).map((word) =>
        word.replace(/^[^\s"\\/%&|<>^]+\.cmd$/, 'FILE').replace(/\[pw-[0-9a-f]{8}-/, '[pw-'),
      )
    case 'pol':
      return [...polEntries(bytes), ...ruleFields(Buffer.from(bytes).toString('utf16le'), '\0')]
    case 'wfw':
      return ruleFields(Buffer.from(bytes).toString('utf16le'), '\0')
    case 'txt':
    case 'reg':
      return textOf(bytes)
        .split(/\r?\n/)
        .filter((line) => !line.startsWith(';'))
        .flatMap((line) => [
          line.replace(/[=:].*/s, '').replace(/\{[^}]*\}|"[^"]*"|[0-9a-f]{8,}/gi, 'S'),
          ...ruleFields(line, '\n'),
        ])
    case 'inf':
    case 'ini':
      return textOf(bytes).split(/\r?\n/)
    default:
      return null
  }
}

const FOREIGN = /\.(?:ya?ml|json|xml|admx|adml|cmtx|html|csv|ps1|cab|psd1)$/i

/** Writes what foreign parsers read, and counts the rest; gives the kinds of files that nobody looks at. */
const prepare = (
  root: string,
  files: Files,
): { readonly counts: Record<string, Record<string, number>>; readonly unknown: readonly string[] } => {
  const counts: Record<string, Record<string, number>> = {}
  const unknown: string[] = []
  const put = (path: string, bytes: Uint8Array): void => {
    const group = `${path.split('/')[0]} ${path.split('.').at(-1)?.toLowerCase()}`
    const own = ownTokens(path, bytes)
    if (own !== null) {
      add(counts, group, own)
      return
    }
    if (!FOREIGN.test(path)) {
      unknown.push(path)
      return
    }
    if (path.endsWith('.cab')) {
      const read = readCabinet(bytes)
      for (const [at, file] of ('files' in read ? read.files : []).entries())
        put(`${path.split('/')[0]}/${at}-${files.size}.xml`, file.bytes)
      return
    }
    const place = join(root, path)
    mkdirSync(dirname(place), { recursive: true })
    writeFileSync(place, bytes)
  }
  for (const [path, bytes] of files) put(path, bytes)
  return { counts, unknown }
}

const byRoot = (lines: string): ReadonlyMap<string, Counts> =>
  new Map(
    lines
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { readonly root: string; readonly groups: Counts })
      .map(({ root, groups }) => [root, groups]),
  )

/** A page may have more or fewer marks of its own, and none of these, which do something. */
const ACTS = /^(?:<\/?(?:script|style|iframe|object|embed|img|svg|link|meta|base|form)|(?:on\w+|src|srcdoc|action)=)/
const isOwnMark = (group: string, word: string, then: number): boolean =>
  group.endsWith(' html') && then > 0 && !ACTS.test(word)

/** What is more or less in a group of files than where all names are harmless. */
const differences = (found: Counts, usual: Counts): readonly string[] =>
  [...new Set([...Object.keys(found), ...Object.keys(usual)])].flatMap((group) => {
    const [now, then] = [found[group] ?? {}, usual[group] ?? {}]
    return [...new Set([...Object.keys(now), ...Object.keys(then)])]
      .filter((word) => now[word] !== then[word] && !isOwnMark(group, word, then[word] ?? 0))
      .map((word) => `${group}: ${then[word] ?? 0} → ${now[word] ?? 0} ${JSON.stringify(word)}`)
  })

/** Turn about with the answers (answers.test.ts). */
const scenario = inTurn(test, 2)

const hasPython = spawnSync('python3', ['-c', 'import yaml']).status === 0

const run = (t: ExecutionContext, command: string, words: readonly string[]): string => {
  const { stdout, stderr, status } = spawnSync(command, words, { encoding: 'utf8', maxBuffer: 1 << 30 })
  t.is(status, 0, stderr)
  return stdout
}

scenario('hostile names are refused, or stand as texts in every file that is made of them', async (t) => {
  t.timeout(36_000_000)
  const pwsh = pwshFor(t)
  if (!hasPython && required(t, 'python3')) t.fail('python3 with yaml is required, but not installed')
  if (!hasPython) skip(t, `${t.title}: YAML, XML, HTML, CSV and JSON are not looked at without python3 and its yaml`)
  const base = JSON.stringify(estateOfNames(harmless, FLOWS), null, 1)
  t.deepEqual(
    (await check({ path: 'estate.json', text: base, today: '2026-01-15' })).filter(
      ({ severity, code }) => severity === 'error' && code !== 'loss',
    ),
    [],
  )
  const usual = (await compile({ path: 'estate.json', text: base, today: '2026-01-15' }, { allowLoss: true })).files
  t.true(usual.size > 20)
  const random = seeded(SEED)
  const total = { tried: 0, refused: 0, files: 0 }
  let checked = 0
  const faults: string[] = []
  while (total.tried < NAMES && faults.length < 20) {
    const folder = temporaryFolder(t)
    const roots: { readonly root: string; readonly counts: Counts }[] = []
    const begin = (name: string, files: Files): void => {
      const root = join(folder, name)
      const { counts, unknown } = prepare(root, files)
      for (const path of unknown) faults.push(`nobody looks at ${path}`)
      roots.push({ root, counts })
    }
    begin('usual', usual)
    for (let at = 0; at < BATCH && total.tried < NAMES; at++) {
      const one = await attack(random)
      for (const fault of one.faults) faults.push(fault)
      if (one.files.size === 0) continue
      total.tried += one.tried
      total.refused += one.refused
      total.files += one.files.size
      begin(String(at), one.files)
    }
    const list = join(folder, 'list')
    writeFileSync(list, roots.map(({ root }) => root).join('\n'))
    const foreign = hasPython
      ? byRoot(run(t, 'python3', [join(SUPPORT, 'foreign_tokens.py'), ...roots.map(({ root }) => root)]))
      : new Map()
    const scripts =
      pwsh === null
        ? new Map()
        : byRoot(run(t, pwsh, ['-NoProfile', '-NonInteractive', '-File', join(SUPPORT, 'powershell-tokens.ps1'), list]))
    const all = roots.map(({ root, counts }): Counts => ({ ...counts, ...foreign.get(root), ...scripts.get(root) }))
    for (const found of all.slice(1)) {
      checked++
      for (const difference of differences(found, all[0] as Counts)) faults.push(difference)
    }
  }
  t.log(
    `${total.tried} names, ${total.refused} refused, ${total.tried - total.refused} written, ${checked} estates, ${total.files} files`,
  )
  t.deepEqual(faults.slice(0, 20), [])
})
