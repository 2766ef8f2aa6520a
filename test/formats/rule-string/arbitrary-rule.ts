// SPDX-License-Identifier: MIT
import fc from 'fast-check'
import { formatAddressSet, parseAddresses } from '../../../src/formats/address/address-set.ts'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { checkRule } from '../../../src/formats/rule-string/check-rule.ts'
import { sampleRule } from './sample-rule.ts'

// U+FFFD stands for bytes that are no character; a rule with it is none.
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((one) => !one.includes('\ufffd'))
const port = fc.integer({ min: 0, max: 65535 }).map(String)
const range = fc
  .tuple(fc.integer({ min: 0, max: 65535 }), fc.integer({ min: 0, max: 65535 }))
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`)
const v4 = fc.oneof(
  fc.ipV4(),
  fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: 31 })).map(([ip, bits]) => `${ip}/${bits}`),
)
const v6 = fc.oneof(
  fc.ipV6(),
  fc.tuple(fc.ipV6(), fc.integer({ min: 1, max: 127 })).map(([ip, bits]) => `${ip}/${bits}`),
)
const remote = fc.oneof(
  v4,
  v6,
  fc.constantFrom('LocalSubnet', 'LocalSubnet4', 'DNS', 'DHCP', 'WINS', 'DefaultGateway', 'Internet', 'CaptivePortal'),
)
const addresses = (entry: fc.Arbitrary<string>) =>
  fc
    .array(entry, { maxLength: 6 })
    .map((list) => formatAddressSet(parseAddresses(list, true) ?? { v4: [], v6: [], keywords: [] }))

const transport = fc.record({
  protocol: fc.constantFrom('tcp' as const, 'udp' as const),
  localPorts: fc.uniqueArray(fc.oneof(port, range, fc.constantFrom('RPC', 'RPC-EPMap', 'Teredo', 'mDNS', 'DHCP')), {
    maxLength: 6,
  }),
  remotePorts: fc.uniqueArray(fc.oneof(port, range), { maxLength: 6 }),
})
const icmp = fc.record({
  protocol: fc.constantFrom('icmp4' as const, 'icmp6' as const),
  icmpTypes: fc.uniqueArray(
    fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.option(fc.integer({ min: 0, max: 255 }), { nil: '*' as const }))
      .map(([type, code]) => `${type}:${code}`),
    { maxLength: 4 },
  ),
})
const plain = fc.record({
  protocol: fc.oneof(fc.constant('any' as const), fc.constantFrom(0, 2, 41, 47, 113, 255)),
})

/** Rules that a rule string can say. */
export const arbitraryRule: fc.Arbitrary<Rule> = fc
  .record({
    head: fc.record({
      displayName: text,
      description: fc.oneof(fc.constant(''), text),
      group: fc.oneof(fc.constant(''), text),
      direction: fc.constantFrom('in' as const, 'out' as const),
      action: fc.constantFrom('allow' as const, 'block' as const),
      enabled: fc.boolean(),
      profiles: fc.constantFrom<Rule['profiles']>(['domain'], ['domain', 'public'], ['domain', 'private', 'public']),
      localAddresses: addresses(fc.oneof(v4, v6)),
      remoteAddresses: addresses(remote),
      program: fc.constantFrom(null, 'System', 'C:\\a b\\c.exe'),
      service: fc.constantFrom(null, '*', 'svc'),
      interfaceTypes: fc.subarray(['Lan', 'Wireless', 'RemoteAccess']),
    }),
    protocol: fc.oneof(transport, icmp, plain),
  })
  .map(({ head, protocol }) => sampleRule({ ...head, ...protocol }))
  .filter((rule) => checkRule(rule).length === 0)
