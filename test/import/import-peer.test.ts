// SPDX-License-Identifier: MIT
import test from 'ava'
import { importPeer } from '../../src/import/import-peer.ts'
import { catalog } from '../support/catalog.ts'
import { rule, sample, service, system } from './sample.ts'

const SERVICES = [
  service('Web', 'TCP', '80,443', { Description: 'Web pages' }),
  service('Sql', 'TCP', '1433'),
  service('Share', 'TCP', '445'),
  service('Mapper', 'TCP', 'RPCEPMAP'),
  service('Dynamic', 'TCP', 'RPC', { Program: '%systemroot%\\system32\\svchost.exe' }),
  service('Update', 'TCP', '8530-8531'),
  service('Odd', 'TCP', '9000'),
]
const TOP = system('top.example.test', '192.0.2.1', 'TOP', ['CentralAdministrationSite', 'SiteServer', 'SMSProvider'])
const P01 = system(
  'p.example.test',
  '192.0.2.10, 2001:DB8::10',
  'P01',
  ['PrimarySite', 'SiteServer', 'SQLServerRole'],
  {
    ParentSiteCode: 'TOP',
    Description: 'Site server',
  },
)
const MP = system('mp.example.test', '192.0.2.11', 'p01', [
  'ManagementPoint',
  'PullDistributionPoint',
  'DistributionPoint',
])
const TOOL = system('tool.example.test', '192.0.2.12', 'P01', ['Tool'])

const run = (parts: {
  readonly systems?: readonly object[]
  readonly rules?: readonly object[]
  readonly services?: readonly object[]
}) => importPeer(sample({ systems: [TOP, P01, MP, TOOL], services: SERVICES, ...parts }), 'dir/My Site.JSON', catalog)

const flowsOf = (estate: string | null): string => estate?.split('\nflows:\n')[1] ?? ''

test('hosts, sites, roles, services and a flow of the peer become an estate', (t) => {
  const { estate } = run({
    rules: [rule('Tool to site server', 'Tool', 'PrimarySite', ['Odd'])],
    services: SERVICES.slice(0, 1).concat(SERVICES.slice(6)),
  })
  t.is(
    estate,
    `# Imported from My Site.JSON, a configuration of New-ConfigMgrFirewallRuleDefinition.ps1.
# What was left out stands in the report that the import prints. Read it, then check: portwright check ESTATE

name: my-site
# The peer does not know the build in production: without \`version\` the newest one counts.
product: cmcb

sites:
  TOP: {type: central}
  P01: {type: primary, parent: TOP}

hosts:
  top.example.test:
    addresses: [192.0.2.1]
    site: TOP
    roles: [site-server, sms-provider]
  # Site server
  p.example.test:
    addresses: [192.0.2.10, 2001:db8::10]
    site: P01
    roles: [site-server, sql-server]
  mp.example.test:
    addresses: [192.0.2.11]
    site: P01
    roles: [management-point, pull-distribution-point]
  # Without counterpart: Tool
  tool.example.test:
    addresses: [192.0.2.12]
    site: P01

firewall:
  profiles: [domain]

# The services of the file that an estate can say.
services:
  # Web pages
  Web: {protocol: tcp, ports: [80, 443]}
  Odd: {protocol: tcp, ports: [9000]}

# What the catalogue does not open by itself.
flows:
  - name: 'Tool to site server: Odd in P01'
    from: tool.example.test
    to: p.example.test
    service: Odd
    reason: 'Imported: rule “Tool to site server”'
`,
  )
})

test('what the catalogue opens is covered and becomes no flow', (t) => {
  const { estate, report } = run({
    rules: [
      rule('MP to SQL', 'ManagementPoint', 'SQLServerRole', ['Sql']),
      rule('MP to site', 'ManagementPoint', 'SiteServer', ['Mapper', 'Dynamic', 'Share']),
    ],
  })
  t.is(flowsOf(estate), '')
  t.true(
    report.includes(
      'Covered by the catalogue (2)\n  line 7: MP to SQL: Sql 1433/tcp\n  line 8: MP to site: Mapper 135/tcp; Dynamic dynamic/tcp; Share 445/tcp\n',
    ),
  )
})

test('of a service that the catalogue opens in part, the rest becomes a flow with ports', (t) => {
  const { estate } = run({
    rules: [rule('MP to SQL', 'ManagementPoint', 'SQLServerRole', ['Both'], { Description: 'Needs | both' })],
    services: [service('Both', 'TCP', '1433,1444')],
  })
  t.is(
    flowsOf(estate),
    `  - name: 'MP to SQL: Both in P01'
    from: mp.example.test
    to: p.example.test
    protocol: tcp
    ports: [1444]
    reason: 'Imported: rule “MP to SQL”'
`,
  )
})

test('a rule that keeps to the site joins no host of another one', (t) => {
  const { estate, report } = run({ rules: [rule('Tool to top', 'Tool', 'CentralAdministrationSite', ['Odd'])] })
  t.is(flowsOf(estate), '')
  t.true(report.includes('line 7: Tool to top: Odd 9000/tcp: no two hosts of one site meet'))
})

test('a rule that ignores the site keeps what joins parent and child beyond the catalogue', (t) => {
  const { estate } = run({
    rules: [
      rule('Provider', 'PrimarySite', 'SMSProvider', ['Share'], { IgnoreSiteCode: 'True' }),
      rule('Sites', 'PrimarySite', 'CentralAdministrationSite', ['Share'], { IgnoreSiteCode: true }),
    ],
  })
  t.is(
    flowsOf(estate),
    `  - name: 'Provider: Share from P01 to TOP'
    from: p.example.test
    to: top.example.test
    service: Share
    reason: 'Imported: rule “Provider”'
`,
  )
})

test('sites that are not parent and child are named and not joined', (t) => {
  const other = system('q.example.test', '192.0.2.20', 'P02', ['PrimarySite', 'SMSProvider'], { ParentSiteCode: 'TOP' })
  const { estate, findings } = run({
    systems: [TOP, P01, other],
    rules: [rule('Provider', 'PrimarySite', 'SMSProvider', ['Share'], { IgnoreSiteCode: 'True' })],
  })
  t.is(flowsOf(estate).match(/name:/g)?.length, 2)
  t.deepEqual(
    findings.filter((finding) => finding.subject === 'Provider').map(({ line, message }) => `${line} ${message}`),
    ['6 IgnoreSiteCode also joins sites that are not parent and child (P01 → P02): no flow is made of it.'],
  )
})

test('a need with one feature of the catalogue names it; with several it asks', (t) => {
  const wsus = system('db.example.test', '192.0.2.30', 'P01', ['SUPSQLServerRole', 'ManagementPoint'])
  const { estate, findings } = run({
    systems: [TOP, P01, wsus],
    rules: [
      rule('WSUS database', 'SiteServer', 'SUPSQLServerRole', ['Sql']),
      rule('Cloud', 'ManagementPoint', 'Internet', ['Web'], { Direction: 'Outbound', IgnoreSiteCode: 'True' }),
    ],
  })
  t.regex(estate ?? '', /^features:\n {2}- wsus-maintenance # .+ \(rule “WSUS database”\)\n$/m)
  t.true(
    findings.some(
      ({ line, severity, message }) =>
        line === 7 && severity === 'warning' && /only with one of the features/.test(message),
    ),
  )
})

test('a service that is never defined is a warning with its line and column', (t) => {
  const { findings, estate } = run({ rules: [rule('Remote control', 'Tool', 'Client', ['Remote'])] })
  t.not(estate, null)
  t.deepEqual(
    findings.filter((finding) => finding.subject === 'Remote control'),
    [
      {
        severity: 'warning',
        line: 7,
        column: 159,
        message:
          'The service “Remote” is not imported: it is never defined, and the peer makes no rule at all of this one.',
        subject: 'Remote control',
      },
    ],
  )
})

test('a port that a role does not listen on is left out and said', (t) => {
  const smp = system('smp.example.test', '192.0.2.40', 'P01', ['StateMigrationPoint'])
  const { estate, report } = run({
    systems: [TOP, P01, smp],
    rules: [rule('State', 'Any', 'StateMigrationPoint', ['Fast'])],
    services: [service('Fast', 'TCP', '443,10123')],
  })
  t.is(flowsOf(estate), '')
  t.true(report.includes('line 6: State: Fast 443/tcp\n'))
  t.true(report.includes('line 6: State: Fast 10123/tcp: wrong here\n'))
})

test('Any becomes a client group of every address in each site that it reaches', (t) => {
  const { estate } = run({ rules: [rule('Clients', 'Any', 'ManagementPoint', ['Web'])] })
  t.true(estate?.includes('\n  any-P01:\n    site: P01\n    networks: [0.0.0.0/0, ::/0]\n'))
})

test('systems that are Client and nothing else become a client group, networks allowed', (t) => {
  const { estate } = run({
    systems: [TOP, P01, system('Workplaces', '10.1.0.0/16, 10.2.0.1-10.2.0.9', 'P01', ['Client'])],
  })
  t.true(estate?.includes('\n  clients-P01:\n    site: P01\n    networks: [10.1.0.0/16, 10.2.0.1-10.2.0.9]\n'))
})

test('an install method that opens the port is named, not taken as covered', (t) => {
  const { findings } = run({
    systems: [TOP, P01, system('Workplaces', '10.1.0.0/16', 'P01', ['Client'])],
    rules: [rule('Push', 'SiteServer', 'Client', ['Share'])],
  })
  t.deepEqual(
    findings.filter((finding) => finding.subject === 'Push').map((finding) => finding.message),
    ['The catalogue opens 445/tcp only with clients with `install` push: name what this estate uses.'],
  )
})

test('profiles that differ become those that every rule has', (t) => {
  const { estate, findings } = run({
    rules: [
      rule('A', 'Tool', 'PrimarySite', ['Odd'], { Profile: 'Any' }),
      rule('B', 'Tool', 'PrimarySite', ['Odd'], { Profile: 'Domain, Private' }),
    ],
  })
  t.true(estate?.includes('\n  profiles: [domain, private]\n'))
  t.is(
    findings.filter((finding) => finding.subject === 'B')[0]?.message,
    'Rules differ in their profile; an estate has one set of profiles for all. Those that every rule has are written.',
  )
})

test('a rule that blocks and outbound rules are warnings', (t) => {
  const { findings } = run({
    rules: [
      rule('No', 'Tool', 'PrimarySite', ['Odd'], { Action: 'Block' }),
      rule('Out', 'PrimarySite', 'Internet', ['Web'], { Direction: 'Outbound' }),
    ],
  })
  const of = (subject: string) =>
    findings
      .filter((finding) => finding.subject === subject)
      .map(({ severity, message }) => `${severity} ${message.split(/[.:]/)[0]}`)
  t.deepEqual(of('No'), ['warning “No” blocks'])
  t.deepEqual(of('Out'), ['warning The peer writes outbound rules with local ports'])
})

test('rules of one name give flows of different names', (t) => {
  const { estate } = run({
    rules: [rule('A', 'Tool', 'PrimarySite', ['Odd']), rule('A', 'Tool', 'ManagementPoint', ['Odd'])],
  })
  t.deepEqual(flowsOf(estate).match(/name: .*/g), ["name: 'A: Odd in P01'", "name: 'A: Odd in P01 (2)'"])
})

test('the same file gives the same bytes', (t) => {
  const rules = [rule('A', 'Tool', 'PrimarySite', ['Odd', 'Web'])]
  t.deepEqual(run({ rules }), run({ rules }))
})

test('the second site server of a site becomes the passive one, and what it needs is covered', (t) => {
  const second = system('p2.example.test', '192.0.2.50', 'P01', ['PrimarySite', 'SiteServer'])
  const { estate, findings } = run({
    systems: [TOP, P01, second],
    rules: [rule('Both nodes', 'SiteServer', 'SiteServer', ['Mapper', 'Dynamic', 'Share'])],
  })
  t.true(estate?.includes('    roles: [passive-site-server]\n'))
  t.is(flowsOf(estate), '')
  t.true(
    findings.some(
      ({ line, message }) =>
        line === 4 && message.startsWith('p2.example.test and p.example.test are both site servers of P01'),
    ),
  )
})

test('a role that ended is left out with the version in which it ended', (t) => {
  const { estate, findings } = run({
    systems: [TOP, P01, system('crp.example.test', '192.0.2.60', 'P01', ['CertificateRegistrationPoint'])],
  })
  t.regex(estate ?? '', /crp\.example\.test:\n {4}addresses: \[192\.0\.2\.60\]\n {4}site: P01\n\n/)
  t.deepEqual(
    findings
      .filter((finding) => finding.subject === 'crp.example.test')
      .map(({ line, severity, message }) => [line, severity, message.split(':')[0]]),
    [[4, 'warning', 'certificate-registration-point ended with version 2403']],
  )
})

test('a host without an address is written with its name, a warning and a comment; what DNS knows fills it in', (t) => {
  const text = sample({ systems: [TOP, P01, system('old.example.test', '', 'P01', ['StateMigrationPoint'])] })
  const without = importPeer(text, 'config.json', catalog)
  t.deepEqual(without.unresolved, ['old.example.test'])
  t.regex(
    without.estate ?? '',
    /# not readable: addresses: the file names none, .*\n {2}old\.example\.test:\n {4}addresses: \[\]/,
  )
  t.true(
    without.findings.some(
      ({ severity, message }) => severity === 'warning' && /^old\.example\.test has no IPAddress/.test(message),
    ),
  )
  const known = importPeer(
    text,
    'config.json',
    catalog,
    new Map([['old.example.test', { addresses: ['127.0.0.1', '192.0.2.77'], reason: '' }]]),
  )
  t.regex(known.estate ?? '', /old\.example\.test:\n {4}addresses: \[192\.0\.2\.77\]/)
  const unknown = importPeer(
    text,
    'config.json',
    catalog,
    new Map([['old.example.test', { addresses: [], reason: 'DNS does not know this name' }]]),
  )
  t.regex(unknown.estate ?? '', /# not readable: addresses: DNS does not know this name\n/)
})
