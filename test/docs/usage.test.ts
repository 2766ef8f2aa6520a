// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import { Command } from 'commander'
import { COMMANDS } from '../../src/cli/commands.ts'
import type { DefineCommand } from '../../src/cli/define-command.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { fencesOf } from '../support/docs/page.ts'
import { QUIET_STREAMS } from '../support/quiet-streams.ts'
import { skip } from '../support/shared.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const pages = (folder: string, ending: RegExp): readonly (readonly [string, string])[] =>
  readdirSync(join(ROOT, folder), { recursive: true })
    .map((path) => join(folder, String(path)))
    .filter((path) => ending.test(path))
    .map((path) => [path, readFileSync(join(ROOT, path), 'utf8').replaceAll('\r\n', '\n')])

const PAGES = [...pages('docs', /\.md$/), ['README.md', readFileSync(join(ROOT, 'README.md'), 'utf8')] as const]

/** Lines that somebody may type, of blocks. */
const typedIn = (markdown: string): readonly string[] =>
  fencesOf(markdown)
    .filter(({ language }) => ['', 'console', 'powershell', 'sh'].includes(language))
    .flatMap(({ text }) => text.split('\n'))

/** What the text itself names. */
const namedIn = (markdown: string): readonly string[] =>
  [...markdown.replaceAll(/^```.*?^```$/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)

let defined: readonly DefineCommand[] = []
test.before(async () => {
  defined = await Promise.all(Object.values(COMMANDS).map((load) => load()))
})

const programOf = (): Command => {
  const program = new Command('portwright')
  for (const define of defined) define(program, QUIET_STREAMS, () => undefined)
  return program
}

/** Commander's complaint about a command line; null where it would run. */
const complaint = (words: readonly string[]): string | null => {
  const program = programOf()
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
  program.version('')
  for (const command of program.commands) {
    command.exitOverride().option('--quiet').option('--verbose').option('--no-color').helpOption('-h, --help')
    command.configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
    command.action(() => undefined)
  }
  try {
    program.parse(words, { from: 'user' })
    return null
  } catch (error) {
    const { code, message } = error as { readonly code: string; readonly message: string }
    return code === 'commander.helpDisplayed' || code === 'commander.version' ? null : message
  }
}

test('every command line on the pages is one that the command takes', (t) => {
  let tried = 0
  for (const [page, text] of PAGES) {
    const named = new Set(namedIn(text))
    for (const line of [...typedIn(text), ...named]) {
      // What stands behind two blanks, a bar or a sign of a comment is no part of it.
      const [, words = ''] =
        /(?:^|\| |\$ |-- )portwright ([a-z-].*?)(?:\s{2,}.*|\s+(?:[#|>]|&&).*|\s*…?)$/.exec(line.trim()) ?? []
      if (words === '' || /[[\]]|^COMMAND/.test(words)) continue
      const all = words
        .replaceAll(/ < \S+/g, '')
        .replaceAll('…', '')
        .split(/\s+/)
        .filter((word) => word !== '')
      // A command named alone is a name, no line to type.
      if (all.length === 1 && !all[0]?.startsWith('-')) {
        t.true(Object.hasOwn(COMMANDS, all[0] ?? ''), `${page}: ${line}`)
        continue
      }
      tried += 1
      const found = complaint(all)
      // The text may name a command with an option and without what it is about.
      if (!named.has(line) || !found?.includes('missing required argument')) t.is(found, null, `${page}: ${line}`)
    }
  }
  t.true(tried > 30, `${tried} lines`)
})

test('every parameter that the pages give a script is one that it has', (t) => {
  const scripts = [...pages('templates', /\.hbs$/), ...pages('scripts', /\.ps1$/)]
  const known = new Set(
    scripts.flatMap(([, text]) =>
      [...text.matchAll(/\[[^\]\n]+\]\s*\$(\w+)/g)].map(([, name = '']) => name.toLowerCase()),
    ),
  )
  for (const common of ['WhatIf', 'Confirm', 'Verbose', 'File', 'ErrorAction']) known.add(common.toLowerCase())
  let tried = 0
  for (const [page, text] of PAGES) {
    for (const line of [...typedIn(text), ...namedIn(text)]) {
      const [, given = ''] = /^(?:PS> )?(?:& )?\S*\.ps1\b(.*)$/.exec(line.trim()) ?? []
      for (const [, name = ''] of given.replace(/[|})].*/, '').matchAll(/\s-([A-Za-z]\w*)/g)) {
        tried += 1
        t.true(known.has(name.toLowerCase()), `${page}: ${line}: -${name}`)
      }
    }
  }
  t.true(tried > 20, `${tried} parameters`)
})

const ESTATE = `name: contoso
product: cmcb
version: 2509
sites: { PS1: { type: primary, communication: https } }
networks: { office: [10.10.0.0/16] }
hosts:
  cm01.contoso.test: { addresses: [10.0.0.10], site: PS1, roles: [site-server, management-point] }
  sql01.contoso.test: { addresses: [10.0.0.11], site: PS1, roles: [sql-server] }
clients: { workstations: { site: PS1, networks: [office], install: [push] } }
`
const RULE = 'netsh advfirewall firewall add rule name="Web" dir=in action=allow protocol=TCP localport=443\r\n'
const ROLE = { SiteCode: 'PS1', RoleName: 'SMS Site Server', NetworkOSPath: '\\\\cm01.contoso.test', Type: 2 }

/** Blocks that show how a command is used: without output, so nothing there is compared. */
const USAGE = /^(?:portwright|npm run -s portwright --) ([a-z].*?)(?:\s{2,}.*)?$/
/** Needs servers (test/servers/apply-over-ssh runs those), or is a form and no line to type. */
const NOT_RUN = /^apply\b|--against live|\bESTATE\b/
/** What a command is given that stands for a file of the reader's. */
const NAMES = /^(?:--estate=)?(?:\.?[\w-]+\/)*(?:out|backups|my-estate|[\w-]+\.(?:yaml|wfw|cmd|json|txt|sarif))$/

test('every line of the blocks without output runs, where no server is needed', async (t) => {
  const folder = temporaryFolder(t)
  const put = (name: string, text: string): void => {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const facts = (name: string, rows: readonly object[]): void =>
    put(name, JSON.stringify({ '@odata.context': `https://cm01/AdminService/wmi/$metadata#${name}`, value: rows }))
  put('estate.yaml', ESTATE)
  put('old/estate.yaml', ESTATE.replace('[sql-server]', '[{ role: sql-server, port: 14330 }]'))
  put('firewall.cmd', RULE)
  put('questions.txt', 'workstations cm01.contoso.test 443/tcp\n')
  facts('SMS_SCI_SysResUse', [ROLE])
  renameSync(join(folder, 'SMS_SCI_SysResUse'), join(folder, 'roles.json'))
  facts('SMS_Boundary', [{ BoundaryID: 1, BoundaryType: 3, Value: '10.1.0.1-10.1.0.9', DisplayName: 'one' }])
  renameSync(join(folder, 'SMS_Boundary'), join(folder, 'boundaries.json'))
  facts('SMS_SCI_SiteDefinition', [
    { SiteCode: 'PS1', SiteType: 2, ParentSiteCode: '', SiteServerName: 'cm01.contoso.test' },
  ])
  renameSync(join(folder, 'SMS_SCI_SiteDefinition'), join(folder, 'sites.json'))
  const at = (word: string): string => (NAMES.test(word) ? join(folder, word) : word)
  t.is((await portwright(['compile', at('estate.yaml'), '--out', at('out'), '--quiet'])).exit, 0)
  t.is(
    (await portwright(['compile', at('estate.yaml'), '--out', join(folder, 'more'), '--target', 'gpo,wfw', '--quiet']))
      .exit,
    0,
  )
  renameSync(join(folder, 'more/gpo'), join(folder, 'backups'))
  const [wfw = ''] = readdirSync(join(folder, 'more/wfw'))
  renameSync(join(folder, 'more/wfw', wfw), join(folder, 'server.wfw'))
  let ran = 0
  for (const [page, text] of PAGES)
    for (const { text: block } of fencesOf(text).filter(({ language }) => language === ''))
      for (const line of block.split('\n')) {
        const [, typed = ''] = USAGE.exec(line) ?? []
        if (typed === '' || NOT_RUN.test(typed)) continue
        const [command = '', input] = typed.replace(/ >>? \S+$/, '').split(' < ')
        // An import never writes over an estate.
        const words = command.replace('--out estate.yaml', '--out imported.yaml').split(' ').map(at)
        const { exit, err } = await portwright(words, input === undefined ? '' : readFileSync(at(input)))
        t.true(exit === 0 || exit === 3, `${page}: ${line}: ${exit} ${err}`)
        ran += 1
      }
  t.true(ran >= 18, `${ran} lines`)
})

/** Windows' own programs stand in as scripts that copy what they are given: an export is a file, and an import needs one. */
const STAND_INS: Readonly<Record<string, string>> = {
  netsh: 'case "$2" in export) cp "$STORE/netsh" "$3" ;; import) cp "$3" "$STORE/netsh" ;; *) exit 1 ;; esac',
  'LGPO.exe': 'case "$1" in /t) cp "$2" "$STORE/LGPO.exe" ;; /parse) test -f "$3" ;; *) exit 1 ;; esac',
}
const OF_WINDOWS = /^(?:netsh advfirewall (?:export|import)|LGPO\.exe) /

test('the lines that give a file to netsh or LGPO name one that the compile of the page writes, and that is read back', async (t) => {
  if (process.platform === 'win32') return skip(t, 'the stand-ins are scripts of a Unix shell')
  const folder = temporaryFolder(t)
  const [bin, store, out] = ['bin', 'store', 'out'].map((name) => join(folder, name)) as [string, string, string]
  for (const one of [bin, store]) mkdirSync(one)
  writeFileSync(join(folder, 'estate.yaml'), ESTATE)
  const words = ['compile', join(folder, 'estate.yaml'), '--out', out, '--target', 'wfw,lgpo', '--quiet']
  t.is((await portwright(words)).exit, 0)
  for (const [name, text] of Object.entries(STAND_INS))
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  const before = 'the policy of this computer'
  writeFileSync(join(store, 'netsh'), before)
  const place = (word: string): string =>
    /^C:\\.*\\registry\.pol$/.test(word)
      ? join(store, 'LGPO.exe')
      : /\.(?:wfw|txt)$/.test(word)
        ? join(folder, word.replace(/^C:\\/, ''))
        : word
  for (const target of ['wfw', 'lgpo'])
    for (const name of readdirSync(join(out, target))) renameSync(join(out, target, name), join(folder, name))
  const took: string[] = []
  for (const [page, text] of PAGES)
    for (const line of fencesOf(text).flatMap(({ language, text: block }) =>
      language === '' ? block.split('\n') : [],
    )) {
      if (!OF_WINDOWS.test(line)) continue
      const [program = '', ...given] = line.split(' ')
      const environment = { PATH: `${bin}:/usr/bin:/bin`, STORE: store }
      const { status, stderr } = spawnSync(join(bin, program), given.map(place), { env: environment, encoding: 'utf8' })
      t.is(status, 0, `${page}: ${line}: ${stderr}`)
      const file = place(given.at(-1) as string)
      // What was there before goes back at the end.
      if (given.includes('import') && readFileSync(file, 'utf8') === before) took.push('before')
      else if (given.includes('import') || given[0] === '/t') {
        const read = await portwright(['read', file, '--json', '--strict'])
        t.is(read.exit, 0, read.err)
        const { format, rules } = JSON.parse(read.out) as {
          readonly format: string
          readonly rules: readonly unknown[]
        }
        t.true(rules.length > 0)
        took.push(format)
      }
    }
  t.deepEqual([...new Set(took)].sort(), ['before', 'lgpo', 'wfw'])
})
