// SPDX-License-Identifier: MIT
import test from 'ava'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { checkRule } from '../../../src/formats/rule-string/check-rule.ts'
import { sampleRule } from './sample-rule.ts'

const fields = (rule: Partial<Rule>): readonly string[] => checkRule(sampleRule(rule)).map(({ field }) => field)

test('a rule that Windows takes has no issue', (t) => {
  t.deepEqual(fields({}), [])
  t.deepEqual(
    fields({
      protocol: 'tcp',
      localPorts: ['0', '65535', '1-65535', 'RPC', 'RPC-EPMap'],
      remoteAddresses: ['LocalSubnet', 'DNS', '10.0.0.0/8', '10.0.0.1/32', '2001:db8::/127', '::2-::3'],
      localAddresses: ['192.0.2.1'],
      program: '%SystemRoot%\\System32\\svchost.exe',
      service: '*',
      interfaceTypes: ['Lan', 'Wireless', 'RemoteAccess'],
    }),
    [],
  )
})

test('a rule string has no escaping: bars, control characters and lone surrogates are refused', (t) => {
  for (const text of ['a|b', 'a\nb', 'a\0b', '\u0085', '\ud800', 'a\uffff']) {
    t.deepEqual(fields({ displayName: text }), ['displayName'], JSON.stringify(text))
    t.deepEqual(fields({ description: text, group: text, id: text }), ['id', 'description', 'group'])
    t.deepEqual(fields({ other: { Edge: text } }), ['other.Edge'])
  }
  t.deepEqual(fields({ displayName: 'Ω = 😀 "quoted" & <b>' }), [])
})

test('names have 1 to 9,999 characters and are not ALL', (t) => {
  t.deepEqual(fields({ displayName: '' }), ['displayName'])
  t.deepEqual(fields({ displayName: 'all' }), ['displayName'])
  t.deepEqual(fields({ displayName: 'x'.repeat(9_999) }), [])
  t.deepEqual(fields({ displayName: 'x'.repeat(10_000) }), ['displayName'])
  t.deepEqual(fields({ description: 'x'.repeat(10_000) }), ['description'])
  t.deepEqual(fields({ id: '' }), ['id'])
  t.deepEqual(fields({ id: 'x'.repeat(512) }), ['id'])
})

test('programs and services keep to the characters and lengths that Windows allows', (t) => {
  for (const program of ['', 'a/b', 'a*', 'a?', 'a"', 'a<', 'a>', 'a|', 'x'.repeat(260)])
    t.deepEqual(fields({ program }), ['program'], program)
  for (const service of ['', 'a/b', 'a\\b', 'a|b', 'x'.repeat(260)])
    t.deepEqual(fields({ service }), ['service'], service)
})

test('ports go with TCP and UDP alone, keywords with their protocol and direction', (t) => {
  t.deepEqual(fields({ localPorts: ['80'] }), ['localPorts'])
  t.deepEqual(fields({ protocol: 'icmp4', remotePorts: ['80'] }), ['remotePorts'])
  t.deepEqual(fields({ protocol: 'udp', localPorts: ['RPC'] }), ['localPorts'])
  t.deepEqual(fields({ protocol: 'tcp', direction: 'out', localPorts: ['RPC'] }), ['localPorts'])
  t.deepEqual(fields({ protocol: 'tcp', direction: 'out', remotePorts: ['RPC'] }), ['remotePorts'])
  t.deepEqual(fields({ protocol: 'tcp', localPorts: ['Teredo'] }), ['localPorts'])
  t.deepEqual(fields({ protocol: 'tcp', direction: 'out', remotePorts: ['IPHTTPSOut'] }), [])
  for (const port of ['', '-1', '65536', '5-4', '080', 'http', '1-2-3'])
    t.deepEqual(fields({ protocol: 'tcp', localPorts: [port] }), ['localPorts'], port)
})

test('addresses that Windows refuses are refused', (t) => {
  for (const address of [
    '0.0.0.0/0',
    '::/0',
    '1.2.3',
    '1.2.3.4/33',
    '::1',
    '::',
    '::1/128',
    'x',
    '2.2.2.2-1.1.1.1',
    '1.1.1.1-::2',
    '10.0.0.0/08',
  ])
    t.deepEqual(fields({ remoteAddresses: [address] }), ['remoteAddresses'], address)
  t.deepEqual(fields({ localAddresses: ['LocalSubnet'] }), ['localAddresses'])
})

test('a list has at most a thousand entries of one kind', (t) => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => `10.0.${i >> 8}.${i & 255}`)
  t.deepEqual(fields({ remoteAddresses: [...many(1_000), '2001:db8::1', '10.0.0.0/8'] }), [])
  t.deepEqual(fields({ remoteAddresses: many(1_001) }), ['remoteAddresses'])
  t.deepEqual(fields({ protocol: 'tcp', localPorts: Array.from({ length: 1_001 }, (_, i) => `${i}`) }), ['localPorts'])
})

test('ICMP types go with ICMP alone', (t) => {
  t.deepEqual(fields({ icmpTypes: ['8:*'] }), ['icmpTypes'])
  t.deepEqual(fields({ protocol: 'icmp4', icmpTypes: ['8:*', '255:255'] }), [])
  for (const type of ['8', '256:*', '8:256', '*:*', ''])
    t.deepEqual(fields({ protocol: 'icmp6', icmpTypes: [type] }), ['icmpTypes'], type)
})

test('protocols are 0 to 255, interface types those of Windows', (t) => {
  t.deepEqual(fields({ protocol: 256 }), ['protocol'])
  t.deepEqual(fields({ protocol: -1 }), ['protocol'])
  t.deepEqual(fields({ protocol: 1.5 }), ['protocol'])
  t.deepEqual(fields({ interfaceTypes: ['Wired'] }), ['interfaceTypes'])
})

test('a bypass rule needs authentication and authorized computers', (t) => {
  t.deepEqual(fields({ action: 'bypass' }), ['action'])
  t.deepEqual(fields({ action: 'bypass', other: { Security: 'Authenticate', RMauth: 'O:LSD:(A;;CC;;;AU)' } }), [])
  t.deepEqual(fields({ other: { RMauth: 'O:LSD:(A;;CC;;;AU)' } }), ['other.Security'])
})
