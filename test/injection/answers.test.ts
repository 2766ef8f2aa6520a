// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { check } from '../../src/library/check.ts'
import { seeded } from '../read/damage/mutate.ts'
import { portwright, type Ran, temporaryFolder } from '../support/command-line.ts'
import { ofThisTurn } from '../support/in-turn.ts'
import { pwshFor } from '../support/powershell/find-pwsh.ts'
import { required, skip } from '../support/shared.ts'
import { estateOfNames, type Naming } from './support/estate-of-names.ts'
import { settledNames } from './support/settled-names.ts'

/** Turn about with the names in files (injection.test.ts). */
const declare = ofThisTurn(['files', 'answers'], 2).includes('answers') ? test : test.skip

/** Estates that are asked; more by hand and each week. */
const ESTATES = Math.max(1, Math.round(Number(process.env.PORTWRIGHT_NAMES ?? 100) / 100))
const SEED = Number(process.env.PORTWRIGHT_NAMES_SEED ?? 1)
const SUPPORT = join(import.meta.dirname, 'support')

const STEERING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: nothing that somebody wrote may steer a terminal
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Cs}/u

/** As a runner of GitHub reads a line of a log: null where it is no command. */
const command = (line: string): { readonly name: string; readonly text: string; readonly keys: string } | null => {
  const said = line.trim()
  const end = said.startsWith('::') ? said.indexOf('::', 2) : -1
  if (end < 0) return null
  const [name = '', ...rest] = said.slice(2, end).split(' ')
  const keys = rest
    .join(' ')
    .split(',')
    .map((pair) => pair.split('=')[0])
  const text = said
    .slice(end + 2)
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%25', '%')
  return { name, text, keys: keys.join() }
}

const COMMAND: Readonly<Record<Diagnostic['severity'], string>> = { error: 'error', warning: 'warning', info: 'notice' }

/** As a person sees what would steer a terminal; a carriage return is written out by the format itself. */
const shown = (text: string): string =>
  text.replace(new RegExp(STEERING, 'gu'), (found) =>
    found === '\r'
      ? found
      : Array.from(
          { length: found.length },
          (_, at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`,
        ).join(''),
  )

const githubFaults = (out: string, json: string): readonly string[] => {
  const expected = (JSON.parse(json) as readonly Diagnostic[]).map(({ severity, message, hint }) => ({
    name: COMMAND[severity],
    text: shown(hint === null ? message : `${message}\n${hint}`),
    keys: 'file,line,endLine,col,endColumn,title',
  }))
  const found = out.split('\n').slice(0, -1).map(command)
  return JSON.stringify(found) === JSON.stringify(expected) ? [] : [`commands of GitHub: ${out.slice(0, 300)}`]
}

/** Rules of somebody else, the last two alike, as Get-NetFirewallRule and its filters give them in one list. */
const listing = (name: Naming): string =>
  JSON.stringify(
    Array.from({ length: 6 }, (_, at) => ({
      Name: name('rule', `rule-${at}`),
      DisplayName: name('rule name', `Rule ${at}`),
      Description: name('rule text', `What rule ${at} is for`),
      Group: name('rule group', `Group ${at}`),
      Enabled: 1,
      Profile: 0,
      Direction: 1,
      Action: 2,
      Protocol: 'TCP',
      LocalPort: [String(7100 + Math.min(at, 4))],
      RemotePort: 'Any',
      IcmpType: 'Any',
      LocalAddress: 'Any',
      RemoteAddress: at === 0 ? 'Any' : [`10.9.0.${Math.min(at, 4)}`],
      Program: at === 1 ? name('program', 'C:\\app.exe') : 'Any',
      Service: at === 2 ? name('service of a rule', 'Spooler') : 'Any',
      InterfaceAlias: 'Any',
      InterfaceType: 'Any',
      Authentication: 'NotRequired',
      Encryption: 'NotRequired',
      LocalUser: 'Any',
      RemoteUser: 'Any',
      RemoteMachine: 'Any',
      Package: 'Any',
    })),
  )

/** A call that no flow of the estate covers. */
const LOG = `#Version: 1.5
#Software: Microsoft Windows Firewall
#Time Format: Local
#Fields: date time action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path
2026-01-10 08:00:00 ALLOW TCP 10.9.0.77 10.0.0.1 50000 4444 0 - 0 0 0 - - - RECEIVE
`

/** Of what a file may be called: a folder ends at a slash, and a name at nothing. */
const fileName = (name: string): string => name.replace(/[/\0]/g, '_').toWellFormed().slice(0, 40)

const harmless: Naming = (_, text) => text
/** What every estate is compared with: others at every address, of other names. */
const BEFORE = JSON.stringify(
  estateOfNames((kind, text) => (/^(?:host|group|flow|policy)$/.test(kind) ? `old-${text}` : text)),
)

interface Asked {
  /** By the name of the file that it goes into; what it is stands behind the dot. */
  readonly files: ReadonlyMap<string, string>
  readonly faults: readonly string[]
}

const ENDINGS: Readonly<Record<string, string>> = { text: 'txt', markdown: 'md', sarif: 'sarif.json' }

/** Puts every question to an estate. */
const ask = async (folder: string, text: string, name: Naming): Promise<Asked> => {
  mkdirSync(folder, { recursive: true })
  const place = (file: string, content: string): string => {
    writeFileSync(join(folder, file), content)
    return join(folder, file)
  }
  const estate = place('estate.json', text)
  const before = place('before.json', BEFORE)
  const rules = place(`${fileName(name('file', 'rules'))}.json`, listing(name))
  const log = place(`${fileName(name('file', 'pfirewall'))}.log`, LOG)
  const files = new Map<string, string>()
  const faults: string[] = []
  const say = async (file: string, ...words: readonly string[]): Promise<Ran> => {
    const ran = await portwright(words)
    if (![0, 1, file.startsWith('no-') ? 2 : 3].includes(ran.exit))
      faults.push(`${file}: exit ${ran.exit}: ${ran.err.slice(0, 300)}`)
    const isDocument = /\.(?:html|csv|md|yaml)$/.test(file)
    if (STEERING.test(isDocument ? ran.err : ran.out + ran.err))
      faults.push(`${file}: a character that steers the terminal`)
    files.set(file, ran.out)
    return ran
  }
  const host = name('host', 'h0.contoso.test')
  const group = name('group', 'group0')
  for (const [of, word, path] of [
    ['check', 'check', estate],
    ['lint-rules', 'lint', rules],
  ] as const) {
    await say(`${of}.txt`, word, path)
    const json = await say(`${of}.json`, word, path, '--format', 'json')
    await say(`${of}.sarif.json`, word, path, '--format', 'sarif')
    const github = await say(`${of}.github`, word, path, '--format', 'github')
    faults.push(...githubFaults(github.out, json.out))
  }
  for (const [of, formats, words] of [
    ['plan', ['text', 'markdown', 'json', 'sarif', 'csv', 'html'], [estate, '--against', before]],
    [
      'plan-rules',
      ['text', 'markdown', 'json'],
      [estate, '--against', rules, '--policy', await policyOf(estate, host), '--with-foreign'],
    ],
  ] as const)
    for (const format of formats) await say(`${of}.${ENDINGS[format] ?? format}`, 'plan', ...words, '--format', format)
  // What begins with a dash is an option to any command.
  await say('explain-host.txt', 'explain', '--verbose', estate, '--', host)
  await say('explain-owner.txt', 'explain', '--verbose', estate, '--', name('owner', 'flow owner 0'))
  await say('explain-group.json', 'explain', '--json', estate, '--', group)
  await say('explain-flow.json', 'explain', '--json', estate, '--', name('flow', 'flow 0'))
  await say('can.txt', 'can', estate, '--', group, host, '7000/tcp')
  await say('can.json', 'can', '--json', estate, '--', group, host, '7000/tcp')
  await say('can-rules.txt', 'can', rules, '10.9.0.5', '10.0.0.1', '7100/tcp')
  await say('can-rules.json', 'can', rules, '10.9.0.5', '10.0.0.1', '7100/tcp', '--json')
  await say('read.txt', 'read', rules)
  await say('read.json', 'read', rules, '--json')
  await say('adopt.txt', 'adopt', estate, rules, '--host', host)
  await say('adopt.json', 'adopt', estate, rules, '--host', host, '--json')
  await say('adopt.yaml', 'adopt', estate, rules, '--host', host, '--out', '-')
  await say('traffic.txt', 'traffic', estate, log, '--host', host)
  await say('traffic.json', 'traffic', estate, log, '--host', host, '--json')
  await say('traffic.yaml', 'traffic', estate, log, '--host', host, '--flows', '-')
  await say('traffic.html', 'traffic', estate, log, '--host', host, '--html', '-')
  await say('preview.txt', 'preview', estate, '--host', host)
  // Words that name nothing are repeated in what is said about them.
  const word = name('word', 'nothing')
  await say('no-host.txt', 'compile', estate, '--out', join(folder, 'out'), `--host=${word}`)
  await say('no-file.txt', 'check', `./${fileName(word)}`)
  await say('no-target.txt', 'compile', estate, '--out', join(folder, 'out'), `--target=${word}`)
  return { files, faults }
}

const policyOf = async (estate: string, host: string): Promise<string> => {
  const { out } = await portwright(['plan', estate, '--against', estate, '--json'])
  const { policies } = JSON.parse(out) as {
    readonly policies: readonly { readonly id: string; readonly members: readonly string[] }[]
  }
  return policies.find(({ members }) => members.some((one) => one.toLowerCase() === host.toLowerCase()))?.id ?? ''
}

/** What does something in a page: not one more than where all names are harmless. */
const ACTS = /^(?:<\/?(?:script|style|iframe|object|embed|img|svg|link|meta|base|form)|(?:on\w+|src|srcdoc|action)=)/

type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>

/** Marks, columns and kinds of values that no file has where all names are harmless; `broken` and `formula` are such too. */
const structureFaults = (found: Counts, usual: Counts): readonly string[] =>
  Object.entries(found).flatMap(([group, words]) =>
    Object.keys(words)
      .filter((word) => {
        const then = usual[group]?.[word] ?? 0
        return then === 0 || (ACTS.test(word) && words[word] !== then)
      })
      .map((word) => `${group}: ${usual[group]?.[word] ?? 0} → ${words[word]} ${JSON.stringify(word)}`),
  )

const hasPython = spawnSync('python3', ['-c', 'import yaml']).status === 0

const run = (t: ExecutionContext, program: string, words: readonly string[]): string => {
  const { stdout, stderr, status } = spawnSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 30 })
  t.is(status, 0, stderr)
  return stdout
}

declare('whatever somebody calls a thing, an answer about it says the same and does nothing', async (t) => {
  t.timeout(36_000_000)
  const folder = temporaryFolder(t)
  const random = seeded(SEED)
  const roots: string[] = []
  const faults: string[] = []
  const total = { tried: 0, refused: 0 }
  const put = (root: string, { files, faults: found }: Asked): void => {
    faults.push(...found)
    roots.push(root)
    for (const [file, text] of files) {
      if (/\.(?:txt|github)$/.test(file) || text === '') continue
      // Counts are by folder: a page that Markdown becomes has fewer kinds of marks than one of ours.
      const path = join(root, file.replace(/\..*/, file.endsWith('.md') ? '-markdown' : ''), file)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
  }
  put(
    join(folder, 'usual'),
    await ask(join(folder, 'usual-in'), JSON.stringify(estateOfNames(harmless), null, 1), harmless),
  )
  for (let at = 0; at < ESTATES && faults.length < 20; at++) {
    const settled = await settledNames(random, async (text) =>
      (await check({ path: 'estate.json', text, today: '2026-01-15' })).filter(
        ({ severity, code }) => severity === 'error' && code !== 'loss',
      ),
    )
    faults.push(...settled.faults)
    if (settled.text === '') continue
    total.tried += settled.tried
    total.refused += settled.refused
    put(join(folder, String(at)), await ask(join(folder, `${at}-in`), settled.text, settled.naming))
  }
  const pwsh = pwshFor(t)
  if (pwsh !== null) {
    const list = join(folder, 'list')
    writeFileSync(list, roots.join('\n'))
    run(t, pwsh, ['-NoProfile', '-NonInteractive', '-File', join(SUPPORT, 'markdown-pages.ps1'), list])
  }
  if (!hasPython && required(t, 'python3')) t.fail('python3 with yaml is required, but not installed')
  if (!hasPython) skip(t, `${t.title}: JSON, CSV, YAML and HTML are not looked at without python3 and its yaml`)
  else {
    const [usual, ...others] = run(t, 'python3', [join(SUPPORT, 'foreign_tokens.py'), ...roots])
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line).groups as Readonly<Record<string, Readonly<Record<string, number>>>>)
    for (const found of others) faults.push(...structureFaults(found, usual ?? {}))
  }
  t.log(`${total.tried} names, ${total.refused} refused, ${roots.length - 1} estates asked`)
  t.deepEqual([...new Set(faults)].slice(0, 30), [])
})
