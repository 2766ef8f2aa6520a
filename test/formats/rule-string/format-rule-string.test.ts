// SPDX-License-Identifier: MIT
import test from 'ava'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { formatRuleString } from '../../../src/formats/rule-string/format-rule-string.ts'
import { growth, LINEAR } from '../../support/growth.ts'
import { sampleRule } from './sample-rule.ts'

const says = (fields: Partial<Rule>): string => formatRuleString(sampleRule(fields))

test('a plain rule is written in version 2.10, with its state and direction', (t) => {
  t.is(says({}), 'v2.10|Action=Allow|Active=TRUE|Dir=In|Name=Sample|')
  t.is(
    says({ action: 'block', enabled: false, direction: 'out' }),
    'v2.10|Action=Block|Active=FALSE|Dir=Out|Name=Sample|',
  )
})

test('profiles stand in Windows order, and all of them are no field', (t) => {
  t.true(says({ profiles: ['public', 'domain'] }).includes('|Profile=Domain|Profile=Public|Name='))
  t.false(says({ profiles: [] }).includes('Profile='))
  t.false(says({ profiles: ['public', 'private', 'domain'] }).includes('Profile='))
})

test('ports keep their order and each has a field of its own', (t) => {
  t.is(
    says({
      protocol: 'tcp',
      localPorts: ['80', '5000-5020', 'RPC', 'RPC-EPMap', '443-443'],
      remotePorts: ['1-2', '3'],
    }),
    'v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=80|LPort2_10=5000-5020|LPort=RPC|LPort=RPC-EPMap|LPort=443|' +
      'RPort2_10=1-2|RPort=3|Name=Sample|',
  )
})

test('addresses stand by family: keywords, addresses and ranges, networks; IPv4 networks with a dotted mask', (t) => {
  t.is(
    says({
      remoteAddresses: [
        '10.1.0.0/16',
        '2001:db8::/32',
        '192.0.2.7',
        'LocalSubnet',
        '2001:db8::1',
        '192.0.2.8-192.0.2.9',
        '203.0.113.4/32',
        '2001:db8::2/128',
      ],
      localAddresses: ['198.51.100.0/25', 'fe80::/64'],
    }),
    'v2.10|Action=Allow|Active=TRUE|Dir=In|LA4=198.51.100.0/255.255.255.128|LA6=fe80::/64|RA4=LocalSubnet|RA4=192.0.2.7|' +
      'RA4=192.0.2.8-192.0.2.9|RA4=203.0.113.4|RA4=10.1.0.0/255.255.0.0|RA6=LocalSubnet|RA6=2001:db8::1|' +
      'RA6=2001:db8::2|RA6=2001:db8::/32|Name=Sample|',
  )
})

test('a keyword of one family has one field, later keywords have fields of their own', (t) => {
  t.true(says({ remoteAddresses: ['LocalSubnet4'] }).includes('|Dir=In|RA4=LocalSubnet|Name='))
  t.true(says({ remoteAddresses: ['LocalSubnet6'] }).includes('|Dir=In|RA6=LocalSubnet|Name='))
  t.is(
    says({ remoteAddresses: ['LocalSubnet', 'Internet'] }),
    'v2.20|Action=Allow|Active=TRUE|Dir=In|RA42=IntErnet|RA62=IntErnet|RA4=LocalSubnet|RA6=LocalSubnet|Name=Sample|',
  )
})

test('the schema version is the lowest that can say the rule', (t) => {
  const version = (fields: Partial<Rule>): string => says(fields).slice(0, says(fields).indexOf('|'))
  t.is(version({ protocol: 'tcp', localPorts: ['1-2'] }), 'v2.10')
  t.is(version({ protocol: 'tcp', localPorts: ['IPHTTPSIn'] }), 'v2.10')
  t.is(version({ protocol: 'udp', localPorts: ['PlayToDiscovery'] }), 'v2.20')
  t.is(version({ remoteAddresses: ['PlayToDevice'] }), 'v2.20')
  t.is(version({ other: { TTK2_22: 'WFDPrint' } }), 'v2.22')
  t.is(version({ protocol: 'udp', localPorts: ['mDNS'] }), 'v2.24')
  t.is(version({ other: { TTK2_27: ['WFDKmDriver', 'UPnP'] } }), 'v2.27')
  t.is(version({ remoteAddresses: ['CaptivePortal'] }), 'v2.30')
  t.is(version({ other: { PFN: 'Some.App_abc' } }), 'v2.33')
  t.is(version({ other: { version: '2.0' } }), 'v2.0')
  t.is(version({ other: { version: '2.0' }, remoteAddresses: ['Intranet'] }), 'v2.20')
})

test('keywords of ports become the tokens of Windows', (t) => {
  const ports = (protocol: 'tcp' | 'udp', port: string): string =>
    says({ protocol, localPorts: [port] })
      .split('|')
      .slice(5, -2)
      .join('|')
  t.is(ports('tcp', 'IPHTTPSIn'), 'LPort2_10=IPTLSIn|LPort2_10=IPHTTPSIn')
  t.is(ports('udp', 'Teredo'), 'LPort=Teredo')
  t.is(ports('udp', 'DHCP'), 'LPort2_20=DHCP')
  t.is(ports('udp', 'PlayToDiscovery'), 'LPort2_20=Ply2Disc')
  t.is(ports('udp', 'mDNS'), 'LPort2_24=mDNS')
})

test('ICMP types go to the field of their protocol, other protocols are numbers', (t) => {
  t.true(says({ protocol: 'icmp4', icmpTypes: ['8:*', '3:4'] }).includes('|Protocol=1|ICMP4=8:*|ICMP4=3:4|'))
  t.true(says({ protocol: 'icmp6', icmpTypes: ['128:*'] }).includes('|Protocol=58|ICMP6=128:*|'))
  t.true(says({ protocol: 41 }).includes('|Protocol=41|'))
})

test('fields without a key in the model stand where Windows writes them, unknown ones last', (t) => {
  t.is(
    says({
      description: 'Words',
      group: 'Group',
      program: '%SystemRoot%\\a.exe',
      service: 'svc',
      interfaceTypes: ['Lan'],
      other: {
        Edge: 'TRUE',
        Defer: 'App',
        Platform: '2:6:2',
        Platform2: 'GTEQ',
        LUAuth: 'O:LSD:(A;;CC;;;AU)',
        IF: '{11111111-2222-3333-4444-555555555555}',
        Later9_9: ['1', '2'],
        version: '2.30',
      },
    }),
    'v2.30|Action=Allow|Active=TRUE|Dir=In|IF={11111111-2222-3333-4444-555555555555}|IFType=Lan|App=%SystemRoot%\\a.exe|' +
      'Svc=svc|Name=Sample|Desc=Words|LUAuth=O:LSD:(A;;CC;;;AU)|EmbedCtxt=Group|Platform=2:6:2|Platform2=GTEQ|' +
      'Edge=TRUE|Defer=App|Later9_9=1|Later9_9=2|',
  )
})

test('the work for a rule grows with the number of its addresses', (t) => {
  const addresses = Array.from({ length: 80_000 }, (_, i) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`)
  const write = (size: number) =>
    formatRuleString(sampleRule({ protocol: 'tcp', localPorts: ['445'], remoteAddresses: addresses.slice(0, size) }))
  t.is(write(80_000).match(/RA4=/g)?.length, 80_000)
  t.true(growth(write, 20_000) < LINEAR)
})
