// SPDX-License-Identifier: MIT
import fc from 'fast-check'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { plainRule } from '../../support/sample/plain-rule.ts'

const ports = (...more: readonly string[]) =>
  fc.oneof(
    { arbitrary: fc.constant<readonly string[]>([]), weight: 2 },
    {
      arbitrary: fc.uniqueArray(
        fc.constantFrom('0-65535', '0-99', '80', '81-90', '135', '443', '440-450', '445-445', '49152-65535', ...more),
        { minLength: 1, maxLength: 3 },
      ),
      weight: 3,
    },
  )

const addresses = fc.oneof(
  { arbitrary: fc.constant<readonly string[]>([]), weight: 2 },
  {
    arbitrary: fc.uniqueArray(
      fc.constantFrom(
        '10.0.0.1',
        '10.0.0.0/24',
        '10.0.0.128/25',
        '10.0.0.7-10.0.1.9',
        '0.0.0.0/1',
        '128.0.0.0/1',
        '0.0.0.0/0',
        '2001:db8::1',
        '2001:db8::/32',
        '2001:db8:1::/48',
        '2001:db8::5-2001:db8::9',
        '::/1',
        '8000::/1',
        '::/0',
        'LocalSubnet',
        'LocalSubnet4',
        'LocalSubnet6',
        'DNS',
      ),
      { minLength: 1, maxLength: 3 },
    ),
    weight: 3,
  },
)

const kind = fc.oneof(
  fc.record({
    protocol: fc.constantFrom<Rule['protocol']>('tcp', 'udp', 6, 17),
    localPorts: ports('RPC', 'RPC-EPMap', 'Teredo'),
    remotePorts: fc.oneof({ arbitrary: fc.constant<readonly string[]>([]), weight: 3 }, ports('IPHTTPSOut')),
  }),
  fc.record({
    protocol: fc.constantFrom<Rule['protocol']>('icmp4', 'icmp6', 1, 58),
    icmpTypes: fc.uniqueArray(fc.constantFrom('8:*', '128:*', '3:4', '3:*', '0:0', '255:255'), { maxLength: 3 }),
  }),
  fc.record({ protocol: fc.constantFrom<Rule['protocol']>('any', 'any', 47, 41, 'tcp') }),
)

/** Rules that often meet: few values in every dimension, both families, all profiles. */
export const randomRule: fc.Arbitrary<Rule> = fc
  .record({
    direction: fc.constantFrom('in' as const, 'in' as const, 'out' as const),
    action: fc.constantFrom('allow' as const, 'allow' as const, 'allow' as const, 'block' as const),
    enabled: fc.nat(9).map((number) => number > 0),
    profiles: fc.subarray<Rule['profiles'][number]>(['domain', 'private', 'public']),
    localAddresses: fc.oneof({ arbitrary: fc.constant<readonly string[]>([]), weight: 2 }, addresses),
    remoteAddresses: addresses,
    program: fc.constantFrom(null, null, null, 'C:\\a.exe', 'c:\\A.EXE', 'System'),
    service: fc.constantFrom(null, null, null, '*', 'RpcSs', 'Dnscache'),
    interfaceTypes: fc.oneof(
      { arbitrary: fc.constant<string[]>([]), weight: 4 },
      fc.subarray(['Lan', 'Wireless', 'RemoteAccess']),
    ),
    kind,
  })
  .map(({ kind: more, ...fields }) => plainRule({ ...fields, ...more }))

const named = (rules: readonly Rule[], prefix: string): readonly Rule[] =>
  rules.map((rule, index) => ({ ...rule, id: `${prefix}${index}` }))

export const randomRules = (prefix: string, maxLength = 6): fc.Arbitrary<readonly Rule[]> =>
  fc.array(randomRule, { maxLength }).map((rules) => named(rules, prefix))

/** Two sets of rules of which the second is often a small change of the first. */
export const twoRuleSets: fc.Arbitrary<readonly [readonly Rule[], readonly Rule[]]> = fc.oneof(
  fc.tuple(randomRules('a'), randomRules('b')),
  fc
    .tuple(randomRules('a'), randomRules('b', 2), fc.array(fc.boolean(), { maxLength: 6 }))
    .map(([old, more, keep]) => [old, [...old.filter((_, index) => keep[index] ?? true), ...more]] as const),
)
