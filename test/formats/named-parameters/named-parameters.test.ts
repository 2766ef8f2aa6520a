// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { readNamedParameters } from '../../../src/formats/named-parameters/read-named-parameters.ts'
import { toNamedParameters } from '../../../src/formats/named-parameters/to-named-parameters.ts'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { ruleFaults } from '../../../src/formats/rule/rule-faults.ts'
import { rule } from '../../targets/dsc/sample-policy.ts'

const issuesOf = (changes: Partial<Rule>) => toNamedParameters(rule(changes)).issues

test('a rule has exactly these parameters, any included', (t) => {
  const { parameters, issues } = toNamedParameters(
    rule({ program: 'C:\\cm.exe', service: 'CcmExec', interfaceTypes: ['Lan'] }),
  )
  t.deepEqual(issues, [])
  t.deepEqual(Object.entries(parameters), [
    ['Name', '{6F3C1A52-D0B8-4E7F-9A5D-2C7BE1F04A83}'],
    ['DisplayName', 'ConfigMgr: SMB to the site server from the management point'],
    ['Description', 'The management point copies state messages to the site server.'],
    ['Group', 'Portwright contoso cm01'],
    ['Enabled', 'True'],
    ['Profile', ['Domain']],
    ['Direction', 'Inbound'],
    ['Action', 'Allow'],
    ['Protocol', 'TCP'],
    ['LocalPort', ['445', '50000-50199', 'RPCEPMap']],
    ['RemotePort', ['Any']],
    ['LocalAddress', ['Any']],
    ['RemoteAddress', ['LocalSubnet', '10.0.0.10', '10.10.0.0/16', '192.0.2.1-192.0.2.9', '2001:db8::/32']],
    ['Program', 'C:\\cm.exe'],
    ['Service', 'CcmExec'],
    ['InterfaceType', 'Wired'],
  ])
})

test('ICMP has types and no ports, a type with any code is its number', (t) => {
  const { parameters } = toNamedParameters(rule({ protocol: 'icmp6', localPorts: [], icmpTypes: ['128:*', '1:4'] }))
  t.deepEqual(parameters.IcmpType, ['128', '1:4'])
  t.is(parameters.Protocol, 'ICMPv6')
  t.is(parameters.LocalPort, undefined)
  t.deepEqual(toNamedParameters(rule({ protocol: 'icmp4', localPorts: [] })).parameters.IcmpType, ['Any'])
})

test('all addresses of a family are a range, since a mask of 0 bits is refused', (t) => {
  const { parameters } = toNamedParameters(rule({ remoteAddresses: ['0.0.0.0/0', '::/0'] }))
  t.deepEqual(parameters.RemoteAddress, ['0.0.0.0-255.255.255.255', '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'])
  t.deepEqual(readNamedParameters(parameters).rule.remoteAddresses, ['0.0.0.0/0', '::/0'])
})

test('what Windows or NetSecurity refuses is an issue of its field', (t) => {
  const cases: readonly [Partial<Rule>, string][] = [
    [{ id: '' }, 'id'],
    [{ displayName: '' }, 'displayName'],
    [{ displayName: 'All' }, 'displayName'],
    [{ displayName: 'a|b' }, 'displayName'],
    [{ description: 'a\0' }, 'description'],
    [{ group: '\ud800' }, 'group'],
    [{ protocol: 256 as never, localPorts: [] }, ''],
    [{ protocol: 300, localPorts: [] }, 'protocol'],
    [{ protocol: 47 }, 'localPorts'],
    [{ localPorts: ['mDNS'] }, 'localPorts'],
    [{ remotePorts: ['RPC'] }, 'remotePorts'],
    [{ icmpTypes: ['8:*'] }, 'icmpTypes'],
    [{ protocol: 'icmp4', localPorts: [], icmpTypes: ['256:0'] }, 'icmpTypes'],
    [{ localAddresses: ['LocalSubnet'] }, 'localAddresses'],
    [{ remoteAddresses: ['host.contoso.test'] }, 'remoteAddresses'],
    [{ interfaceTypes: ['Lan', 'Wireless'] }, 'interfaceTypes'],
    [{ interfaceTypes: ['Lan', 'Wireless', 'RemoteAccess'] }, ''],
    [{ action: 'bypass' }, 'action'],
    [{ other: { Edge: 'TRUE' } }, 'other.Edge'],
    [{ other: { version: '2.30' } }, ''],
  ]
  for (const [changes, field] of cases) t.is(issuesOf(changes)[0]?.field ?? '', field, JSON.stringify(changes))
})

test('spellings of Windows are read as those of a rule', (t) => {
  const { rule: read, issues } = readNamedParameters({
    name: 'x',
    DISPLAYNAME: 'y',
    Enabled: false,
    Profile: 'Domain, Private',
    direction: 'OUTBOUND',
    Action: 'block',
    Protocol: 17,
    LocalPort: '135',
    RemotePort: ['rpcepmap'],
    RemoteAddress: ['10.0.0.0/255.0.0.0', '10.1.1.1/255.255.255.255', 'localsubnet4', '2001:DB8::1/128'],
    LocalAddress: '*',
    Program: 'Any',
    InterfaceType: 'wireless',
    EdgeTraversalPolicy: 'Block',
    Platform: ['6.1'],
  })
  t.deepEqual(issues, [{ field: 'RemotePort', reason: '"rpcepmap" was not understood' }])
  t.deepEqual(read, {
    ...rule({
      id: 'x',
      displayName: 'y',
      description: '',
      group: '',
      direction: 'out',
      action: 'block',
      enabled: false,
    }),
    profiles: ['domain', 'private'],
    protocol: 'udp',
    localPorts: ['135'],
    remotePorts: ['rpcepmap'],
    remoteAddresses: ['10.0.0.0/8', '10.1.1.1', 'LocalSubnet4', '2001:db8::1'],
    interfaceTypes: ['Wireless'],
    other: { EdgeTraversalPolicy: 'Block', Platform: ['6.1'] },
  })
})

test('what is not understood is kept and reported, never dropped', (t) => {
  const { rule: read, issues } = readNamedParameters({
    Name: ['a', 'b'],
    name: 'c',
    Nonsense: 1,
    Profile: ['Home'],
    RemoteAddress: ['nowhere'],
    Protocol: 'XTP',
    Action: 'NotConfigured',
    Group: { a: 1 },
  })
  t.deepEqual(read.remoteAddresses, ['nowhere'])
  t.deepEqual(
    issues.map(({ field }) => field).sort(),
    ['Action', 'Group', 'Name', 'Nonsense', 'Profile', 'Protocol', 'RemoteAddress', 'name'].sort(),
  )
})

test('every rule without an issue is read back', (t) => {
  const words = fc.string({ unit: 'grapheme', minLength: 1 })
  const sddl = fc.constantFrom('D:(A;;CC;;;S-1-5-18)', 'O:LSD:(A;;CC;;;AU)(D;;CC;;;AN)')
  const sid = fc.constantFrom('S-1-5-18', 'S-1-15-2-1-2-3')
  const other = fc.record(
    { Owner: sid, Package: fc.constant('S-1-15-2-1-2-3'), LocalUser: sddl, RemoteUser: sddl },
    { requiredKeys: ['Owner'], noNullPrototype: true },
  )
  const base = fc.record({
    id: words,
    displayName: words,
    description: fc.string(),
    direction: fc.constantFrom('in', 'out'),
    action: fc.constantFrom('allow', 'block'),
    enabled: fc.boolean(),
    profiles: fc.subarray(['domain', 'private', 'public'] as const),
    protocol: fc.constantFrom('tcp', 'udp', 'icmp4', 'icmp6', 'any', 47, 0),
    localPorts: fc.subarray(['445', '1-5', 'RPC', 'RPC-EPMap', 'Teredo', 'IPHTTPSIn']),
    remotePorts: fc.subarray(['80', 'IPHTTPSOut']),
    icmpTypes: fc.subarray(['8:*', '3:4', '0:0']),
    remoteAddresses: fc.subarray(['LocalSubnet', 'DNS', '10.0.0.0/8', '10.0.0.1-10.0.0.9', '2001:db8::/32', '::1']),
    interfaceTypes: fc.constantFrom([], ['Lan'], ['RemoteAccess']),
  } as const)
  let checked = 0
  fc.assert(
    fc.property(base, fc.option(other, { nil: undefined }), (changes, more) => {
      const whole = rule({ ...(changes as Partial<Rule>), ...(more !== undefined && { other: more }) })
      const { parameters, issues } = toNamedParameters(whole)
      if (issues.length > 0 || ruleFaults(whole).length > 0) return
      checked += 1
      t.deepEqual(readNamedParameters(parameters), { rule: whole, issues: [] })
    }),
    { numRuns: 500 },
  )
  t.true(checked > 5)
})
