// SPDX-License-Identifier: MIT
import test from 'ava'
import type { Rule } from '../../src/formats/rule/rule.ts'
import type { RuleSet } from '../../src/rules/rule-set.ts'
import { found, lint, ruleSet, short, sourceOf } from './support/lint-of.ts'

type Parts = readonly Partial<Rule>[]

const RESTRICTED: Partial<RuleSet> = {
  registry: [
    { key: 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet', name: 'Ports', type: 'REG_MULTI_SZ', data: ['50000-50199'] },
    { key: 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet', name: 'UseInternetPorts', type: 'REG_SZ', data: 'Y' },
  ],
}
const NET = ['10.0.0.0/24']

/** What is at fault, what is nearly so, and what is found in each. */
const CASES: Readonly<
  Record<string, readonly [fault: Parts, finding: readonly string[], near: Parts, set?: Partial<RuleSet>]>
> = {
  'one wider allow covers another': [
    [
      { localPorts: ['443'], remoteAddresses: ['10.0.0.0/8'] },
      { localPorts: ['443'], remoteAddresses: NET },
    ],
    ['rule-shadowed 1 by 0'],
    [
      { localPorts: ['443'], remoteAddresses: ['10.0.0.0/8'], profiles: ['public'] },
      { localPorts: ['443'], remoteAddresses: NET },
    ],
  ],
  'several cover one together': [
    [
      { localPorts: ['80-443'], remoteAddresses: ['10.0.0.0/25'] },
      { localPorts: ['443', '444'], remoteAddresses: ['10.0.0.128/25'] },
      { localPorts: ['443'], remoteAddresses: NET },
    ],
    ['rule-shadowed 2 by 0,1'],
    [
      { localPorts: ['80-443'], remoteAddresses: ['10.0.0.0/25'] },
      { localPorts: ['443', '444'], remoteAddresses: ['10.0.0.128-10.0.0.254'] },
      { localPorts: ['443'], remoteAddresses: NET },
    ],
  ],
  'every program holds one, and every address a keyword': [
    [{ localPorts: ['8080'] }, { localPorts: ['8080'], program: 'C:\\a.exe', remoteAddresses: ['LocalSubnet'] }],
    ['rule-shadowed 1 by 0'],
    [
      { localPorts: ['8080'], remoteAddresses: NET },
      { localPorts: ['8080'], remoteAddresses: ['LocalSubnet'] },
    ],
  ],
  'a disabled or a blocking rule covers nothing': [
    [{ localPorts: ['443'] }, { localPorts: ['443'], remoteAddresses: NET }],
    ['rule-shadowed 1 by 0'],
    [
      { localPorts: ['443'], enabled: false },
      { localPorts: ['443'], remoteAddresses: NET },
    ],
  ],
  'two rules mean the same, however they are written': [
    [
      { localPorts: ['80', '81'], remoteAddresses: NET },
      { localPorts: ['80-81'], remoteAddresses: ['10.0.0.0-10.0.0.255'] },
    ],
    ['rule-duplicate 1 by 0'],
    [
      { localPorts: ['80', '81'], remoteAddresses: NET },
      { localPorts: ['80-81'], remoteAddresses: ['10.0.1.0/24'] },
    ],
  ],
  'blocks are said twice too': [
    [
      { action: 'block', localPorts: ['80'] },
      { action: 'block', localPorts: ['80'] },
    ],
    ['rule-duplicate 1 by 0'],
    [
      { action: 'block', localPorts: ['80'] },
      { action: 'block', localPorts: ['80'], remoteAddresses: NET },
    ],
  ],
  'a block stops everything': [
    [{ localPorts: ['8080'] }, { localPorts: ['8000-8999'], action: 'block' }],
    ['rule-blocked 0 by 1'],
    [{ localPorts: ['8080'] }, { localPorts: ['8000-8999'], action: 'block', enabled: false }],
  ],
  'a block stops something': [
    [{ localPorts: ['8080'] }, { localPorts: ['8080'], action: 'block', remoteAddresses: NET }],
    ['rule-partly-blocked 0 by 1'],
    [{ localPorts: ['8080'] }, { localPorts: ['8081'], action: 'block', remoteAddresses: NET }],
  ],
  'anything from anywhere': [
    [{ protocol: 'any' }],
    ['rule-any-any 0'],
    [{ protocol: 'any', remoteAddresses: ['LocalSubnet'] }],
  ],
  'every port of a protocol from two half networks is anything from anywhere': [
    [{ localPorts: ['1-65535'], remoteAddresses: ['0.0.0.0/1', '128.0.0.0/1'] }],
    ['rule-any-any 0'],
    [{ localPorts: ['1-65534'], remoteAddresses: ['0.0.0.0/1', '128.0.0.0/2'] }],
  ],
  'a program narrows what is open to anywhere': [
    [{ protocol: 'tcp' }],
    ['rule-any-any 0'],
    [
      { protocol: 'tcp', program: 'C:\\a.exe' },
      { protocol: 'tcp', service: 'a' },
      { protocol: 'any', direction: 'out' },
      { protocol: 47 },
    ],
  ],
  'SMB from anywhere': [
    [{ localPorts: ['445'] }],
    ['rule-any-remote 0'],
    [{ localPorts: ['445'], remoteAddresses: ['LocalSubnet'] }],
  ],
  'a range holds a port of management, and a program does not hide it': [
    [{ localPorts: ['5000-6000'], program: 'C:\\a.exe' }],
    ['rule-any-remote 0'],
    [{ localPorts: ['5000-5984'], program: 'C:\\a.exe' }],
  ],
  'the endpoint mapper and dynamic RPC from anywhere': [
    [
      { localPorts: ['RPC-EPMap'], service: 'RpcSs' },
      { localPorts: ['RPC'], service: 'Schedule' },
    ],
    ['rule-any-remote 0', 'rule-any-remote 1'],
    [{ localPorts: ['Teredo'] }, { localPorts: ['RPC'], remoteAddresses: NET }],
  ],
  'of UDP only the port of SQL Server Browser is one of data': [
    [{ protocol: 'udp', localPorts: ['1434'] }],
    ['rule-any-remote 0'],
    [{ protocol: 'udp', localPorts: ['445', '135', '3389', '1433'] }],
  ],
  'every port for a program that listens on one of them': [
    [{ program: 'C:\\Program Files\\Microsoft SQL Server\\MSSQL15.CM\\MSSQL\\Binn\\sqlservr.exe' }],
    ['rule-any-remote 0'],
    [{ program: 'C:\\Users\\me\\Spotify.exe' }],
  ],
  'who proves by IPsec who he is does not come from anywhere': [
    [{ localPorts: ['3389'], other: { Edge: 'FALSE' } }],
    ['rule-any-remote 0'],
    [{ localPorts: ['3389'], other: { Security: 'Authenticate' } }],
  ],
  'the keyword where the file restricts dynamic RPC': [
    [{ localPorts: ['RPC'], remoteAddresses: NET }],
    ['rule-rpc-unrestricted 0'],
    [
      { localPorts: ['50000-50199', 'RPC'], remoteAddresses: NET },
      { localPorts: ['50000-50199'], remoteAddresses: ['10.0.9.1'] },
    ],
    RESTRICTED,
  ],
  'the whole dynamic range where the file restricts dynamic RPC': [
    [{ localPorts: ['49152-65535'], remoteAddresses: NET }],
    ['rule-rpc-unrestricted 0'],
    [
      { localPorts: ['49152-65534'], remoteAddresses: NET },
      { localPorts: ['49152-65535'], direction: 'out' },
    ],
    RESTRICTED,
  ],
  'an address of one family to one of the other': [
    [{ localPorts: ['80'], localAddresses: ['10.0.0.1'], remoteAddresses: ['2001:db8::1'] }],
    ['rule-no-effect 0'],
    [{ localPorts: ['80'], localAddresses: ['10.0.0.1'], remoteAddresses: ['2001:db8::1', '10.0.0.2'] }],
  ],
  'ICMP of one family with addresses of the other': [
    [{ protocol: 'icmp4', icmpTypes: ['8:*'], remoteAddresses: ['2001:db8::/32'] }],
    ['rule-no-effect 0'],
    [{ protocol: 'icmp4', icmpTypes: ['8:*'], remoteAddresses: ['2001:db8::/32', '10.0.0.0/8'] }],
  ],
  'disabled and blocked rules are not without effect': [
    [{ protocol: 'icmp6', icmpTypes: ['128:*'], remoteAddresses: NET }],
    ['rule-no-effect 0'],
    [{ protocol: 'icmp6', icmpTypes: ['128:*'], remoteAddresses: NET, enabled: false }],
  ],
  'a disabled copy': [
    [{ localPorts: ['8080'] }, { localPorts: ['8080-8080'], enabled: false }],
    ['rule-disabled-copy 1 by 0'],
    [{ localPorts: ['8080'] }, { localPorts: ['8080-8081'], enabled: false }],
  ],
  'a disabled block is no copy of an allow': [
    [{ localPorts: ['8080'], enabled: false }, { localPorts: ['8080'] }],
    ['rule-disabled-copy 0 by 1'],
    [{ localPorts: ['8080'], action: 'block', enabled: false }, { localPorts: ['8080'] }],
  ],
  'edge traversal': [
    [
      { localPorts: ['8080'], other: { Edge: 'TRUE' } },
      { localPorts: ['8081'], other: { EdgeTraversalPolicy: 'Allow' } },
    ],
    ['rule-edge-traversal 0', 'rule-edge-traversal 1'],
    [
      { localPorts: ['8080'], other: { Edge: 'FALSE' } },
      { localPorts: ['8081'], other: { Defer: 'User' } },
    ],
  ],
}

for (const [name, [fault, finding, near, set]] of Object.entries(CASES)) {
  test(`a fault: ${name}`, (t) => {
    t.deepEqual(found(fault, set), finding)
  })
  test(`nearly a fault: ${name}`, (t) => {
    t.deepEqual(found(near, set), [])
  })
}

test('a rule that a block stops wholly is not covered: nothing lets its packets through', (t) => {
  t.deepEqual(
    found([
      { localPorts: ['8080'] },
      { localPorts: ['8080'], remoteAddresses: NET },
      { localPorts: ['8080'], action: 'block' },
    ]),
    ['rule-blocked 0 by 2', 'rule-blocked 1 by 2'],
  )
})

test('a bypass, which asks for a proof, neither covers nor is covered', (t) => {
  t.deepEqual(found([{ localPorts: ['8080'] }, { localPorts: ['8080'], action: 'bypass' }]), [])
  t.deepEqual(
    found([
      { localPorts: ['8080'], action: 'bypass' },
      { localPorts: ['8080'], remoteAddresses: NET },
    ]),
    [],
  )
})

test('registry values that exclude ports, or are switched off, restrict nothing', (t) => {
  const off = (name: string): Partial<RuleSet> => ({
    registry: [
      ...(RESTRICTED.registry ?? []),
      { key: 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet', name, type: 'REG_SZ', data: 'N' },
    ],
  })
  for (const name of ['PortsInternetAvailable', 'UseInternetPorts'])
    t.deepEqual(found([{ localPorts: ['RPC'], remoteAddresses: NET }], off(name)), [], name)
})

test('rules of the groups of Windows are counted, and listed with --all', (t) => {
  const source = sourceOf(
    ruleSet([{ localPorts: ['445'], group: '@FirewallAPI.dll,-28502' }, { localPorts: ['3389'] }]),
  )
  t.deepEqual(lint(source).map(short), ['rule-any-remote 1', 'windows-rules-counted'])
  t.regex(
    lint(source)[1]?.message ?? '',
    /^1 finding about rules of Windows’ own groups is not listed: 1 × rule-any-remote\.$/,
  )
  t.deepEqual(lint(source, { all: true }).map(short), ['rule-any-remote 0', 'rule-any-remote 1'])
})

test('each set of a file is judged by itself: no computer gets two of them', (t) => {
  const set = (name: string) => ruleSet([{ localPorts: ['443'], remoteAddresses: NET }], { name })
  t.deepEqual(lint(sourceOf(set('one'), set('two'))), [])
})

test('where weights decide, only what no packet matches is judged', (t) => {
  const parts: Parts = [
    { localPorts: ['443'] },
    { localPorts: ['443'], remoteAddresses: NET },
    { localPorts: ['443'], action: 'block' },
    { localPorts: ['443'], localAddresses: NET, remoteAddresses: ['2001:db8::1'] },
  ]
  t.deepEqual(found(parts, { format: 'wfp' }), ['rule-no-effect 3', 'filters-weighed'])
  t.deepEqual(found(parts.slice(0, 2), { format: 'wfp' }), ['rule-shadowed 1 by 0'])
})

test('what was not read is said', (t) => {
  const set = ruleSet([], { losses: [{ rule: 'x', field: 'program', reason: 'unknown' }] })
  t.deepEqual(lint(sourceOf(set)).map(short), ['rules-not-read'])
})

test('every fault has a remedy, and names rules by their names, with the id where two share one', (t) => {
  const name = 'SMB'
  const [finding] = lint(
    sourceOf(
      ruleSet([
        { displayName: name, localPorts: ['8080'] },
        { displayName: name, localPorts: ['8080'] },
      ]),
    ),
  )
  t.is(finding?.message, '“SMB” (1) means the same as “SMB” (0).')
  for (const [fault, , , set] of Object.values(CASES))
    for (const { code, hint } of lint(sourceOf(ruleSet(fault, set)))) t.truthy(hint, code)
})
