// SPDX-License-Identifier: MIT
import test from 'ava'
import { importPeer } from '../../src/import/import-peer.ts'
import { read } from '../estate/support/read.ts'
import { catalog } from '../support/catalog.ts'
import { rule, sample, service, system } from './sample.ts'

const errors = (text: string): readonly string[] =>
  importPeer(text, 'config.json', catalog)
    .findings.filter((finding) => finding.severity === 'error')
    .map(({ line, column, message }) => `${line}:${column} ${message}`)

const site = (...more: readonly object[]): readonly object[] => [
  system('p.example.test', '192.0.2.1', 'P01', ['PrimarySite']),
  ...more,
]

const cases: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
  ['text that is no JSON', '<xml/>', ['1:1 Expected a value, found “<”.']],
  ['a list', '[]', ['1:1 The file must be an object and is a list.']],
  [
    'another object',
    '{"a": 1}',
    [
      '1:1 The key “FirewallRuleDefinition” is missing: this is no configuration of New-ConfigMgrFirewallRuleDefinition.ps1.',
    ],
  ],
  [
    'a prototype as key',
    '{"__proto__": {"FirewallRuleDefinition": {}}}',
    [
      '1:1 The key “FirewallRuleDefinition” is missing: this is no configuration of New-ConfigMgrFirewallRuleDefinition.ps1.',
    ],
  ],
  [
    'missing lists',
    '{"FirewallRuleDefinition": {\n"SystemAndRoleList": 7}}',
    [
      '1:1 The file names no system.',
      '1:28 The key “RuleDefinition” is missing.',
      '1:28 The key “ServiceDefinition” is missing.',
      '2:22 SystemAndRoleList must be a list and is a number.',
    ],
  ],
  [
    'a number for a name',
    sample({ systems: site(system(5 as never, '192.0.2.2', 'P01', [])) }),
    ['3:28 FullQualifiedDomainName must be a text and is a number.'],
  ],
  [
    'a role that is a number',
    sample({ systems: site(system('a.example.test', '192.0.2.2', 'P01', [7 as never])) }),
    ['3:118 An entry of RoleList must be a text and is a number.'],
  ],
  [
    'a client without an address',
    sample({ systems: site(system('a.example.test', ' ', 'P01', ['Client'])) }),
    ['3:57 a.example.test has no IPAddress: the peer would ask DNS, an estate names every address.'],
  ],
  [
    'an address that is none',
    sample({ systems: site(system('a.example.test', '192.0.2.256', 'P01', [])) }),
    ['3:57 “192.0.2.256” is no address.'],
  ],
  [
    'a network for a server',
    sample({ systems: site(system('a.example.test', '192.0.2.0/24', 'P01', [])) }),
    ['3:57 “192.0.2.0/24” is a network: only a system that is Client and nothing else may have one.'],
  ],
  [
    'a host that stands twice',
    sample({ systems: site(system('P.example.TEST', '192.0.2.2', 'P01', [])) }),
    ['3:28 P.example.TEST stands twice, first in line 2.'],
  ],
  [
    'an address that nobody reaches',
    sample({ systems: site(system('a.example.test', '127.0.0.1', 'P01', [])) }),
    ['3:57 127.0.0.1 is a loopback address: no other computer is reached there.'],
  ],
  [
    'an address of two hosts',
    sample({ systems: site(system('a.example.test', '192.0.2.1', 'P01', [])) }),
    ['3:57 192.0.2.1 belongs to p.example.test as well (line 2).'],
  ],
  [
    'a name that is no DNS name',
    sample({ systems: site(system('a b|c', '192.0.2.2', 'P01', [])) }),
    ['3:28 “a b|c” is no fully qualified DNS name.'],
  ],
  [
    'a site of unknown type',
    sample({ systems: site(system('a.example.test', '192.0.2.2', 'X01', [])) }),
    ['3:80 The type of site X01 is unknown: no host of it is CentralAdministrationSite, PrimarySite or SecondarySite.'],
  ],
  [
    'a key that stands twice',
    '{"FirewallRuleDefinition": {"SystemAndRoleList": [], "systemandrolelist": [], "RuleDefinition": [], "ServiceDefinition": []}}',
    ['1:1 The file names no system.', '1:54 FirewallRuleDefinition has the key “systemandrolelist” twice.'],
  ],
  [
    'a service that stands twice',
    sample({ systems: site(), services: [service('A', 'TCP', '80'), service('a', 'TCP', '81')] }),
    ['6:9 The service “a” stands twice, first in line 5.'],
  ],
  [
    'a port that is none',
    sample({ systems: site(), services: [service('A', 'TCP', '80,x')] }),
    ['5:37 “80,x” is no port.'],
  ],
  [
    'a port as a number',
    sample({ systems: site(), services: [service('A', 'TCP', 80 as never)] }),
    ['5:37 Port must be a text and is a number.'],
  ],
  [
    'a rule name that no rule string can hold',
    sample({ systems: site(), rules: [rule('a|b', 'Any', 'PrimarySite', [])] }),
    ['4:13 A rule name must be 1 to 200 printable characters without “|”.'],
  ],
  [
    'a direction that is none',
    sample({ systems: site(), rules: [rule('a', 'Any', 'PrimarySite', [], { Direction: 'Both' })] }),
    ['4:72 Direction is Inbound or Outbound, not “Both”.'],
  ],
]
for (const [what, text, expected] of cases)
  test(`${what} is an error with its place, and no estate is written`, (t) => {
    t.deepEqual(errors(text), expected)
    t.is(importPeer(text, 'config.json', catalog).estate, null)
  })

test('a description cannot leave its comment', (t) => {
  const Description = 'first\r\nproduct: cm2007\u2028flows: []\u0085x'
  const { estate } = importPeer(
    sample({ systems: [system('p.example.test', '192.0.2.1', 'P01', ['PrimarySite'], { Description })] }),
    'a\r\nname: b.json',
    catalog,
  )
  t.regex(estate ?? '', /^ {2}# first product: cm2007 flows: \[\] x$/m)
  t.notRegex(estate ?? '', /[\r\u0085\u2028]/)
  t.is(estate?.match(/^product:/gm)?.length, 1)
})

test('what no estate file holds becomes a blank in a comment and is no name, and a text is never cut within a character', async (t) => {
  const long = `${'x'.repeat(109)}\u{1f600}${'y'.repeat(40)}`
  for (const bad of ['\uffff', '\ufffe', '\ufdd0', '\u{1ffff}', '\ufffd', '\ud800']) {
    const { estate } = importPeer(
      sample({
        systems: [
          system('p.example.test', '192.0.2.1', 'P01', ['PrimarySite'], { Description: `one${bad}two` }),
          ...[2, 3, 4, 5].map((at) =>
            system(`h${at}.example.test`, `192.0.2.${at}`, 'P01', ['ManagementPoint'], {
              Description: long.slice(at),
            }),
          ),
        ],
        rules: [rule(long, 'Any', 'PrimarySite', ['Odd'])],
        services: [service('Odd', 'UDP', '9000', { Description: bad })],
      }),
      `${bad}.json`,
      catalog,
    )
    t.regex(estate ?? '', /^ {2}# one two$/m)
    t.notRegex(estate ?? '', /\p{Noncharacter_Code_Point}|\p{Cs}|\ufffd/u)
    const { diagnostics } = await read(estate ?? '', 'estate.yaml')
    t.deepEqual(
      diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
      [],
    )
    t.true(errors(sample({ systems: site(), rules: [rule(`a${bad}`, 'Any', 'PrimarySite', [])] })).length > 0)
  }
})

test('ten megabytes are read, and what would be too much is said', (t) => {
  const systems = Array.from({ length: 8_000 }, (_, i) =>
    system(
      `h${i}.example.test`,
      `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
      `S${i % 2000}`,
      i < 2000 ? ['PrimarySite', 'Odd'] : ['ManagementPoint', 'Even'],
    ),
  )
  const rules = Array.from({ length: 500 }, (_, i) =>
    rule(`r${i}`, 'Odd', 'Even', ['S'], { IgnoreSiteCode: i % 2 === 0 ? 'True' : '' }),
  )
  const text = sample({ systems, rules, services: [service('S', 'TCP', '81', { Description: 'x'.repeat(8_000_000) })] })
  const { findings, estate } = importPeer(text, 'big.json', catalog)
  t.true(text.length > 9_000_000)
  t.is(estate, null)
  t.deepEqual(
    findings.filter((finding) => finding.severity === 'error').map((finding) => finding.message),
    ['The flows of the estate would name more than 200000 hosts.'],
  )
})
