// SPDX-License-Identifier: MIT
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { skip } from '../support/shared.ts'
import { eventXmlText, gzip, pfirewallText } from '../support/traffic/log-texts.ts'

const ESTATE = `name: a
product: cmcb
sites: { PS1: { type: primary } }
networks: { hq: [10.10.0.0/24] }
hosts:
  cm01.a.test: { addresses: [10.0.0.10], site: PS1, roles: [site-server] }
  mp01.a.test: { addresses: [10.0.0.11], site: PS1, roles: [management-point] }
clients:
  workstations: { site: PS1, networks: [hq], install: [] }
`

const call = (port: number, from = '10.10.0.5') => ({
  from,
  to: '10.0.0.11',
  fromPort: 50_000 + port,
  port,
  protocol: 'tcp' as const,
  dropped: port === 9800,
  time: 1_767_225_600,
  rows: 2,
  at: 'to' as const,
})

const LOG = pfirewallText([call(443), call(9800), call(9800, '10.10.0.6')])

const withFiles = (t: Parameters<typeof temporaryFolder>[0], files: Readonly<Record<string, string | Uint8Array>>) => {
  const folder = temporaryFolder(t)
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of Object.entries({ 'estate.yaml': ESTATE, ...files }))
    writeFileSync(join(folder, name), bytes)
  return (name: string): string => join(folder, name)
}

test('a call that no flow covers is listed with the entry for it, and the exit code is 3', async (t) => {
  const at = withFiles(t, { 'a.log': LOG })
  const { exit, out } = await portwright(['traffic', at('estate.yaml'), at('a.log'), '--json'])
  t.is(exit, 3)
  const { files, uncovered, seen, unseen, unlogged } = JSON.parse(out)
  t.like(files[0], {
    format: 'pfirewall',
    lines: 6,
    skipped: 0,
    duplicates: 3,
    first: '2026-01-01T00:00:00',
    last: '2026-01-01T00:00:00',
  })
  t.is(uncovered.length, 1)
  t.like(uncovered[0], {
    from: { address: '10.10.0.5', host: null, clients: 'workstations', roles: ['client'] },
    to: { address: '10.0.0.11', host: 'mp01.a.test', clients: null, roles: ['management-point'] },
    protocol: 'tcp',
    port: 9800,
    count: 2,
    dropped: 2,
    decidedBy: 'log',
    policy: 'mp01.a.test',
    flow: { from: '10.10.0.5-10.10.0.6', to: 'mp01.a.test', protocol: 'tcp', ports: [9800], reason: 'TODO' },
  })
  t.like(
    seen.find(({ flow }: { flow: string }) => flow.includes('/https')),
    { count: 1, first: '2026-01-01T00:00:00' },
  )
  t.true(unseen.some((id: string) => id.includes('management-point')))
  t.true(Array.isArray(unlogged))
})

test('a rule of the estate that dropped a packet is told by its name', async (t) => {
  const at = withFiles(t, {})
  t.is((await portwright(['compile', at('estate.yaml'), '--out', at('out'), '--target', 'csv', '--quiet'])).exit, 0)
  const { policies } = JSON.parse(readFileSync(join(at('out'), 'portwright.json'), 'utf8'))
  const [rule] = policies.flatMap(({ rules }: { rules: readonly object[] }) => rules)
  t.regex(rule.id, /^\{[-0-9A-F]{36}\}$/)
  const event = (port: number, origin: string): string =>
    eventXmlText([call(port)], false).replaceAll(
      '</EventData>',
      `<Data Name='FilterOrigin'>${origin}</Data></EventData>`,
    )
  const strange = '{00000000-0000-5000-8000-000000000000}'
  const texts = [rule.id, strange, 'Default'].map((origin, index) =>
    event(9800 + index, origin).replace(/515\d/g, '5157'),
  )
  writeFileSync(at('a.xml'), texts.join(''))
  const { out } = await portwright(['traffic', at('estate.yaml'), at('a.xml'), '--json'])
  const { uncovered } = JSON.parse(out)
  t.deepEqual(
    uncovered.map(({ port, droppedBy }: { port: number; droppedBy: readonly string[] }) => [port, droppedBy]).sort(),
    [
      [9800, [rule.displayName]],
      [9801, [strange]],
      [9802, ['Default']],
    ],
  )
})

test('the entries are written as a piece of an estate, and never over a file', async (t) => {
  const at = withFiles(t, { 'a.log': gzip(LOG) })
  const words = ['traffic', at('estate.yaml'), at('a.log'), '--flows', at('more.yaml')]
  t.is((await portwright(words)).exit, 3)
  const text = readFileSync(at('more.yaml'), 'utf8')
  writeFileSync(at('estate.yaml'), `${ESTATE}${text.replace('TODO\n', 'known\n').replace(/^#.*\n/gm, '')}`)
  t.is((await portwright(['traffic', at('estate.yaml'), at('a.log')])).exit, 0)
  const again = await portwright(words)
  t.is(again.exit, 1)
  t.regex(again.err, /already there/)
})

test('standard input is read, and text says what matters', async (t) => {
  const at = withFiles(t, {})
  const { exit, out } = await portwright(['traffic', at('estate.yaml'), '-'], LOG)
  t.is(exit, 3)
  t.regex(out, /workstations \(2 addresses\) → mp01\.a\.test, tcp 9800\n {4}2 conversations, dropped/)
  t.regex(out, /reason: TODO/)
})

test('a file that is no log is refused before any is read, and the others are named too', async (t) => {
  const at = withFiles(t, {
    'a.log': LOG,
    'b.txt': 'nothing of the kind\n',
    'c.evtx': 'ElfFile\0',
    'd.csv':
      'Level,Date and Time,Source,Event ID,Task Category\r\nInformation,1/1/2026,Microsoft-Windows-Security-Auditing,5156,x,"The Windows Filtering Platform has permitted a connection."\r\n',
  })
  const { exit, out, err } = await portwright([
    'traffic',
    at('estate.yaml'),
    at('a.log'),
    at('b.txt'),
    at('c.evtx'),
    at('d.csv'),
    at('gone.log'),
  ])
  t.is(exit, 1)
  t.is(out, '')
  t.regex(err, /b\.txt:1:1: error\[unknown-log\]/)
  t.regex(err, /c\.evtx:1:1: error\[log-binary\][\s\S]*wevtutil/)
  t.regex(err, /d\.csv:1:1: error\[log-in-words\][\s\S]*\/f:xml/)
  t.regex(err, /gone\.log:1:1: error\[file-unreadable\]/)
})

test('a host that the estate lacks, a wrong time and an option twice are told', async (t) => {
  const at = withFiles(t, { 'a.log': LOG })
  const words = ['traffic', at('estate.yaml'), at('a.log')]
  const host = await portwright([...words, '--host', 'mp01'])
  t.is(host.exit, 2)
  t.regex(host.err, /did you mean “mp01\.a\.test”/)
  t.is((await portwright([...words, '--host', 'MP01.A.TEST', '--json'])).exit, 3)
  t.is((await portwright([...words, '--since', 'yesterday'])).exit, 2)
  t.is((await portwright([...words, '--since', '2026-02-31'])).exit, 2)
  t.is((await portwright([...words, '--json', '--flows', '-'])).exit, 2)
  t.is((await portwright(['traffic', at('estate.yaml'), '-', '-'])).exit, 2)
})

test('a page that cannot be written leaves no flows behind, which would stand in the way of the next try', async (t) => {
  const at = withFiles(t, { 'a.log': LOG })
  const words = ['traffic', at('estate.yaml'), at('a.log'), '--flows', at('flows.yaml'), '--html', at('page.html')]
  mkdirSync(at('page.html'))
  const stopped = await portwright(words)
  t.is(stopped.exit, 1)
  t.regex(stopped.err, /page\.html cannot be read or written: a folder stands where a file is needed/)
  t.false(existsSync(at('flows.yaml')))
  rmdirSync(at('page.html'))
  t.is((await portwright(words)).exit, 3)
  t.true(existsSync(at('flows.yaml')) && existsSync(at('page.html')))
})

test('--since leaves out what was before, and counts it', async (t) => {
  const at = withFiles(t, { 'a.log': LOG })
  const { exit, out } = await portwright(['traffic', at('estate.yaml'), at('a.log'), '--since', '14d', '--json'])
  // Today is 2026-01-15: the first is not before.
  t.is(exit, 3)
  t.is(JSON.parse(out).files[0].before, 0)
  const later = await portwright([
    'traffic',
    at('estate.yaml'),
    at('a.log'),
    '--since',
    '2026-01-01T00:00:01',
    '--json',
  ])
  t.is(later.exit, 0)
  t.is(JSON.parse(later.out).files[0].before, 6)
})

test('the page has every call with its entry, needs no script, and says nothing of a file but its name', async (t) => {
  const at = withFiles(t, { 'a <b>&.log': LOG })
  const { exit, out } = await portwright(['traffic', at('estate.yaml'), at('a <b>&.log'), '--html', '-'])
  t.is(exit, 3)
  t.regex(out, /^<!DOCTYPE html>/)
  t.notRegex(out, /<script/)
  t.regex(out, /a &lt;b&gt;&amp;\.log/)
  t.regex(out, /workstations \(2 addresses\)[\s\S]*mp01\.a\.test[\s\S]*tcp 9800[\s\S]*all dropped[\s\S]*reason: TODO/)
  t.is(out, (await portwright(['traffic', at('estate.yaml'), at('a <b>&.log'), '--html', '-'])).out)
  t.is((await portwright(['traffic', at('estate.yaml'), at('a <b>&.log'), '--html', '-', '--json'])).exit, 2)
})

test('a log that is given by two names is read once, and one without a row is not passed over in silence', async (t) => {
  const head = LOG.split('\r\n\r\n')[0] as string
  const at = withFiles(t, { 'a.log': LOG, 'b.log': `${head}\r\n`, 'c.log': LOG.replaceAll('\r\n', '\r') })
  const names = ['estate.yaml', 'a.log', './a.log', 'b.log', 'c.log']
  const { out, err } = await portwright(['traffic', ...names.map((name) => at(name)), '--json'])
  t.deepEqual(
    JSON.parse(out).files.map(({ lines }: { readonly lines: number }) => lines),
    [6, 0, 0],
  )
  t.is(err.match(/log-twice/g)?.length, 1)
  t.is(err.match(/log-without-rows/g)?.length, 2)
})

test('events whose times depend on a language are told of, and so is a file of which no row was understood', async (t) => {
  const row = (port: string): string =>
    `"03.04.2026 08:00:00","5156","%%14592","10.10.0.5","50000","10.0.0.11","${port}","6"\r\n`
  const head = 'TimeCreated,Id,Direction,SourceAddress,SourcePort,DestAddress,DestPort,Protocol\r\n'
  // netstat without -n.
  const names =
    '  TCP    10.0.0.11:443    pc17:https    ESTABLISHED\r\n  TCP    10.0.0.11:443    10.10.0.5:50000    ESTABLISHED\r\n'
  const path = withFiles(t, {
    'a.csv': `${head}${row('443')}`,
    'b.csv': `${head}${row('x')}${row('y')}`,
    'c.txt': names,
  })
  const { err } = await portwright(['traffic', path('estate.yaml'), path('a.csv'), path('b.csv'), path('c.txt')])
  t.regex(err, /a\.csv:1:1: warning\[log-without-times\]/)
  t.notRegex(err, /b\.csv:1:1: warning\[log-without-times\]/)
  t.regex(err, /2 of 2 rows are damaged[\s\S]*No row of the file was understood/)
  t.regex(err, /c\.txt:1:1: .* 1 of 2 rows are damaged[\s\S]*netstat needs -n/)
})

test('rows that Windows PowerShell appended in UTF-16, and those behind the mark of a second file, are read', async (t) => {
  const [head, rows] = LOG.split('\r\n\r\n') as [string, string]
  const more = pfirewallText([call(9801)]).split('\r\n\r\n')[1] as string
  const at = withFiles(t, {
    'a.log': Buffer.concat([Buffer.from(LOG), Buffer.from(more, 'utf16le')]),
    'b.log': Buffer.concat([Buffer.from(`${head}\r\n\r\n`), Buffer.from(`\ufeff${rows}`)]),
    'c.log': Buffer.concat([Buffer.from(LOG), Buffer.from(`\ufeff${more}`, 'utf16le')]),
  })
  const { out } = await portwright(['traffic', ...['estate.yaml', 'a.log', 'b.log', 'c.log'].map(at), '--json'])
  const { files, uncovered } = JSON.parse(out)
  t.deepEqual(
    files.map(({ lines, skipped }: { readonly lines: number; readonly skipped: number }) => [lines, skipped]),
    [
      [8, 0],
      [6, 0],
      [8, 0],
    ],
  )
  t.true(uncovered.some(({ port }: { readonly port: number }) => port === 9801))
})

test('a named pipe is a log as a file is, though it can be read once only', async (t) => {
  const at = withFiles(t, { 'a.log': LOG })
  if (spawnSync('mkfifo', [at('pipe')]).status !== 0) return skip(t, `${t.title}: no mkfifo`)
  const writer = spawn('sh', ['-c', 'cat "$1" > "$2"', 'sh', at('a.log'), at('pipe')])
  t.teardown(() => writer.kill())
  const piped = await portwright(['traffic', at('estate.yaml'), at('pipe'), '--json'])
  const plain = await portwright(['traffic', at('estate.yaml'), at('a.log'), '--json'])
  t.is(piped.exit, 3)
  t.is(piped.out.replaceAll('pipe', 'a.log'), plain.out)
})

test('a named pipe that is given twice is read once, and let go of where another log is wrong', async (t) => {
  const at = withFiles(t, { 'a.log': LOG, 'b.log': 'hello\n' })
  if (spawnSync('mkfifo', [at('pipe')]).status !== 0) return skip(t, `${t.title}: no mkfifo`)
  const write = (): void => {
    const writer = spawn('sh', ['-c', 'cat "$1" > "$2"', 'sh', at('a.log'), at('pipe')])
    t.teardown(() => writer.kill())
  }
  write()
  const twice = await portwright(['traffic', at('estate.yaml'), at('pipe'), `${at('.')}/./pipe`, '--json'])
  t.is(twice.exit, 3)
  t.is(JSON.parse(twice.out).files.length, 1)
  t.is(twice.err.match(/log-twice/g)?.length, 1)
  write()
  const wrong = await portwright(['traffic', at('estate.yaml'), at('pipe'), at('b.log'), at('pipe')])
  t.is(wrong.exit, 1)
  t.deepEqual(wrong.err.match(/error\[[\w-]+\]/g), ['error[unknown-log]'])
  // The folder that lists them is open itself while it is read, and gone behind that.
  const isThePipe = (name: string): boolean => {
    const link = `/proc/self/fd/${name}`
    return existsSync(link) && readlinkSync(link) === at('pipe')
  }
  if (existsSync('/proc/self/fd')) t.false(readdirSync('/proc/self/fd').some(isThePipe))
})
