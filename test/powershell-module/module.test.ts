// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { powershellModule } from '../../scripts/powershell-module.ts'
import { ofThisTurn } from '../support/in-turn.ts'
import { pwshFor } from '../support/powershell/find-pwsh.ts'
import { PWSH_WORDS } from '../support/powershell/pwsh-words.ts'
import { SHORT_LIVED } from '../support/powershell/short-lived.ts'
import { samples } from '../support/samples.ts'

/** What module.ps1 does, part by part: each starts the command a dozen times and more. */
const PARTS = ['examples', 'errors', 'many'] as const
const DUE = ofThisTurn(PARTS, 3)
const of = (part: (typeof PARTS)[number]) => (DUE.includes(part) ? test : test.skip)
const [ofExamples, ofErrors, ofMany] = [of('examples'), of('errors'), of('many')]

const ROOT = resolve(import.meta.dirname, '../..')

const MANY = samples(300)

const ESTATE = `name: demo
product: cmcb
sites: { PS1: { type: primary, communication: https } }
networks: { hq: [10.10.0.0/16] }
hosts:
  cm01.contoso.test: { addresses: [10.0.0.10], site: PS1, roles: [site-server, management-point] }
  sql01.contoso.test: { addresses: [10.0.0.11], site: PS1, roles: [sql-server] }
clients:
  workstations: { site: PS1, networks: [hq] }
  "Büro 'Süd'": { site: PS1, networks: [10.20.0.0/16] }
firewall: { targets: [wfw, csv] }
`
const FILES: Readonly<Record<string, string>> = {
  'estate.yaml': ESTATE,
  'old.yaml': ESTATE.replace('[sql-server]', '[{ role: sql-server, port: 14330 }]'),
  'broken.yaml': ESTATE.replace('sql-server', 'sqlserver'),
  'server.cmd':
    'netsh advfirewall firewall add rule name="SQL" dir=in action=allow protocol=TCP localport=1433,445 remoteip=any\r\n' +
    'netsh advfirewall firewall add rule name="RDP" dir=in action=allow protocol=TCP localport=3389 remoteip=10.0.0.0/8 profile=private\r\n' +
    'netsh advfirewall firewall add rule name=%COMPUTED% dir=in action=allow protocol=TCP localport=%PORT%\r\n',
  'questions.csv': `From,To,Packet\r\nworkstations,cm01.contoso.test,443/tcp\r\n"Büro 'Süd'",cm01.contoso.test,23/tcp\r\n`,
  'site.json': JSON.stringify({
    '@odata.context': 'https://cm01.contoso.test/AdminService/wmi/$metadata#SMS_SCI_SysResUse',
    value: [
      { NetworkOSPath: '\\\\cm01.contoso.test', RoleName: 'SMS Site Server', SiteCode: 'PS1', Type: 2 },
      { NetworkOSPath: '\\\\cm01.contoso.test', RoleName: 'SMS Management Point', SiteCode: 'PS1', Type: 2 },
    ],
  }),
  'many.cmd': Array.from(
    { length: MANY },
    (_, at) =>
      `netsh advfirewall firewall add rule name="Rule ${at}" dir=in action=allow protocol=TCP localport=${1000 + (at % 50_000)} remoteip=10.0.0.0/8\r\n`,
  ).join(''),
}

interface Example {
  readonly function: string
  readonly code: string
  readonly undescribed: readonly string[]
  readonly synopsis: boolean
  readonly types: readonly string[]
  readonly text: string
}

interface Seen {
  readonly [name: string]: unknown
  readonly examples: readonly Example[]
}

let folder = ''
let seen: Promise<Seen> | null = null

/** One run of PowerShell for all tests that are due: it says everything that they look at. */
const use = async (pwsh: string): Promise<Seen> => {
  folder = mkdtempSync(join(tmpdir(), 'portwright-module-'))
  const module = join(folder, 'package/dist/powershell/Portwright')
  mkdirSync(module, { recursive: true })
  symlinkSync(join(ROOT, 'bin'), join(folder, 'package/bin'), 'junction')
  for (const [name, bytes] of await powershellModule('0.1.0')) writeFileSync(join(module, name), bytes)
  const work = join(folder, 'work')
  mkdirSync(work)
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(work, name), text)
  const script = join(import.meta.dirname, 'module.ps1')
  const newer = join(ROOT, 'test/support/powershell/newer-syntax.ps1')
  return new Promise((done, failed) => {
    const child = spawn(pwsh, [...PWSH_WORDS, '-File', script, module, newer, ROOT, DUE.join()], {
      cwd: work,
      env: { ...process.env, ...SHORT_LIVED, NO_COLOR: '1', TERM: 'dumb' },
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')))
    child.on('close', () => {
      try {
        done(JSON.parse(out.slice(out.indexOf('{'))) as Seen)
      } catch {
        failed(new Error(`${out.slice(0, 3000)}\n${err}`))
      }
    })
  })
}
test.after.always(() => {
  if (folder !== '') rmSync(folder, { recursive: true, force: true })
})

const run = async (t: ExecutionContext): Promise<Seen | null> => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return null
  seen ??= use(pwsh)
  return seen
}

const NAMES = [
  'Compare-PortwrightPolicy',
  'Find-PortwrightFault',
  'Get-PortwrightReason',
  'Get-PortwrightRule',
  'Import-PortwrightEstate',
  'New-PortwrightPolicy',
  'Test-PortwrightEstate',
  'Test-PortwrightFlow',
  'Test-PortwrightOutput',
]

test('the parameters of the module are the options of the commands', async (t) => {
  const text = new TextDecoder().decode((await powershellModule('0.1.0')).get('Portwright.psm1'))
  const of = (name: string): readonly string[] => {
    const [, block = ''] =
      new RegExp(`^function ${name} \\{[\\s\\S]*?param\\(([\\s\\S]*?)^    \\)`, 'm').exec(text) ?? []
    return [...block.matchAll(/\] \$(\w+)/g)].map(([, word = '']) => word)
  }
  t.deepEqual(of('Test-PortwrightEstate'), ['Quiet', 'Estate', 'LiteralPath'])
  t.deepEqual(of('New-PortwrightPolicy'), ['Estate', 'LiteralPath', 'Out', 'Target', 'HostName', 'Since', 'AllowLoss'])
  t.deepEqual(of('Find-PortwrightFault'), ['Path', 'LiteralPath', 'Estate', 'All'])
  t.true(of('Compare-PortwrightPolicy').includes('ToVersion'))
  t.regex(text, /^\uFEFF?# Part of Portwright\. SPDX-License-Identifier: MIT\r\n/)
})

test('the manifest is valid, the verbs are approved, and Windows PowerShell 5.1 can read every line', async (t) => {
  const found = await run(t)
  if (found === null) return
  t.deepEqual(found.manifest, NAMES)
  t.deepEqual(found.unapproved, [])
  t.deepEqual(found.newer, [])
})

ofExamples('every function has help, and every example of it does what it shows', async (t) => {
  const found = await run(t)
  if (found === null) return
  t.deepEqual([...new Set(found.examples.map((one) => one.function))].sort(), NAMES)
  for (const { code, undescribed, synopsis, text, types } of found.examples) {
    t.true(synopsis, code)
    t.deepEqual(undescribed, [], code)
    t.false(types.includes('System.Management.Automation.ErrorRecord'), `${code}\n${text}`)
  }
  const of = (start: string): Example => found.examples.find(({ code }) => code.startsWith(start)) as Example
  const type = (start: string, ...names: readonly string[]): boolean =>
    t.deepEqual(
      of(start).types.map((name) => name.replace('Portwright.', '')),
      names,
      start,
    )
  type('Test-PortwrightEstate estate.yaml', 'Check')
  type('if (Test-PortwrightEstate', 'Policy')
  t.is(of('try { Test-PortwrightEstate').text, '7')
  type('New-PortwrightPolicy estate.yaml -Out out', 'Policy')
  t.regex(of('New-PortwrightPolicy estate.yaml -Out out').text, /PS1-sql-server/)
  type('Compare-PortwrightPolicy estate.yaml -Against old.yaml', 'Change')
  t.regex(
    of('Compare-PortwrightPolicy estate.yaml -Against old.yaml').text,
    /opened\s+cm01\.contoso\.test reaches sql01\.contoso\.test on tcp 1433/,
  )
  t.is(of('@(Compare-PortwrightPolicy').text, 'True')
  type('Find-PortwrightFault server.cmd', 'Fault')
  type('Find-PortwrightFault server.cmd -Estate', 'Fault')
  t.deepEqual(of('Get-PortwrightRule server.cmd').types, [
    'Portwright.Rule',
    'System.Management.Automation.WarningRecord',
  ])
  t.regex(of('Get-PortwrightRule server.cmd').text, /in\s+allow\s+tcp\s+1433, 445\s+SQL/)
  type('Test-PortwrightFlow estate.yaml workstations cm01.contoso.test 443', 'Answer')
  t.is(of('if (Test-PortwrightFlow').text, '')
  t.regex(of('Import-Csv').text, /From\s+: Büro 'Süd'/)
  t.notRegex(of('Import-Csv').text, /workstations/)
  type('Test-PortwrightOutput out', 'Verification')
  t.is(of('if (-not (Test-PortwrightOutput').text, '')
  type('Import-PortwrightEstate site.json -Out', 'Import')
  t.regex(of('Import-PortwrightEstate site.json -Out').text, /imported\.yaml/)
  type('Get-PortwrightReason estate.yaml cm01', 'Reason')
  t.regex(of('(Get-PortwrightReason estate.yaml unknown-role)').text, /role/i)
})

ofExamples('what docs/powershell.md shows stands in the help', async (t) => {
  const found = await run(t)
  if (found === null) return
  const page = readFileSync(join(ROOT, 'docs/powershell.md'), 'utf8')
  const codes = found.examples.map(({ code }) => code)
  for (const [, block = ''] of page.matchAll(/^```powershell\n([\s\S]*?)^```$/gm))
    for (const line of block.trim().split('\n')) t.true(codes.includes(line), line)
})

ofExamples('-WhatIf tells files and what opens, and writes nothing', async (t) => {
  const found = await run(t)
  if (found === null) return
  // The output is that of this very estate: nothing opens.
  t.is(found.examples.find(({ code }) => code.includes('-WhatIf'))?.text, '')
  const [files, opened, untouched] = found.forecast as readonly (readonly (string | boolean)[])[]
  t.true(files?.includes('changed csv/rules.csv') && files.includes('new wfw/PS1-sql-server.wfw'))
  t.deepEqual(opened, ['cm01.contoso.test reaches sql01.contoso.test on tcp 14330'])
  t.deepEqual(untouched, [true])
})

ofExamples('rules go into tables, CSV files and conditions as they are', async (t) => {
  const found = await run(t)
  if (found === null) return
  const [head = '', first = ''] = found.csv as readonly string[]
  t.regex(
    head,
    /^"Id","DisplayName","Description","Group","Direction","Action","Enabled","Profiles","Protocol","LocalPorts"/,
  )
  t.regex(first, /"1433, 445"/)
  t.regex(first, /"server\.cmd"$/)
  t.deepEqual(found.where, ['SQL'])
  t.deepEqual(found.match, ['RDP'])
})

ofErrors(
  'errors are records that try, -ErrorAction and -ErrorVariable understand, with the code as their id',
  async (t) => {
    const found = await run(t)
    if (found === null) return
    t.deepEqual(found.caught, [
      'unknown-role,Test-PortwrightEstate',
      'broken.yaml',
      7,
      68,
      'broken.yaml:7:68: “sqlserver” is not a role. Did you mean “sql-server”?',
      'InvalidData',
    ])
    t.deepEqual(found.counted, [1, 0, 0, false, 1])
    t.deepEqual(found.nobody, ['wrong-question,Test-PortwrightFlow', 'the estate knows no “nobody”'])
    t.deepEqual(found.missing, ['file-unreadable,Get-PortwrightRule'])
    t.deepEqual((found.target as readonly string[])[0], 'wrong-question,New-PortwrightPolicy')
    t.regex((found.target as readonly string[])[1] ?? '', /gppo.*did you mean “gpo”/)
    t.is(found.exit, 42)
  },
)

ofErrors('names with wildcards, quotes and letters beyond ASCII mean one file', async (t) => {
  const found = await run(t)
  if (found === null) return
  t.deepEqual(found.literal, [true, true, 'old.yaml'])
  t.deepEqual(found.drive, [true, true])
  t.deepEqual(found.quoted, [
    '""',
    'a',
    '"a b"',
    '"C:\\x y\\\\"',
    '"say \\"hi\\""',
    '"tail\\\\\\""',
    '\\\\server\\share\\',
    '%PATH%&^',
  ])
})

ofMany('rules come one by one, and a pipeline that has enough ends the command', async (t) => {
  const found = await run(t)
  if (found === null) return
  t.is(found.many, MANY)
  t.deepEqual(found.few, ['Rule 0', 'Rule 1', 'Rule 2'])
})

ofMany('hosts, targets, roles and client groups are completed', async (t) => {
  const found = await run(t)
  if (found === null) return
  const [hosts, targets, roles, groups, onDrive] = found.completion as readonly (readonly string[])[]
  t.deepEqual(hosts, ['cm01.contoso.test'])
  t.true(targets?.includes('gpo') && targets.includes('intune'))
  t.deepEqual(roles, ['management-point', 'management-point-replica'])
  t.true(groups?.includes("'Büro ''Süd'''"))
  t.deepEqual(onDrive, ['workstations'])
})

ofMany('the checks for Windows run here as far as they need no Windows', async (t) => {
  const found = await run(t)
  if (found === null || process.platform === 'win32') return
  const checks = found.windows as readonly { readonly id: string; readonly state: string; readonly saw: string }[]
  t.true(checks.length > 10)
  for (const { id, state, saw } of checks)
    if (id === 'parse' || id === 'module') t.is(state, 'passed', `${id}: ${saw}`)
    else t.regex(`${state}: ${saw}`, /^skipped: needs windows/, id)
})
