// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { MAX_LINE } from '../../../src/formats/cmd/batch-bytes.ts'
import { PROFILES, type Rule } from '../../../src/formats/rule/rule.ts'
import { formatRuleString } from '../../../src/formats/rule-string/format-rule-string.ts'
import { meaningDifference } from '../../../src/packets/meaning-difference.ts'
import { readNetsh } from '../../../src/targets/netsh/read.ts'
import { writeNetsh } from '../../../src/targets/netsh/write.ts'
import { HOSTILE } from '../../support/netsh/hostile-text.ts'
import { samplePolicy, sampleRule } from '../../support/netsh/sample-policy.ts'
import { samples } from '../../support/samples.ts'

/** No name in Windows Firewall holds this character. */
const SAYABLE = HOSTILE.filter((name) => !name.includes('|'))

const through = (rules: readonly Rule[]) => {
  const { files, losses } = writeNetsh(samplePolicy(rules))
  return { losses, file: files[0]?.bytes ?? new Uint8Array(), ...{ read: readNetsh(files) } }
}

const address = fc.oneof(
  fc.ipV4(),
  fc.tuple(fc.nat(255), fc.integer({ min: 8, max: 24 })).map(([octet, bits]) => `${octet}.0.0.0/${bits}`),
  fc.nat(200).map((octet) => `192.0.2.${octet}-192.0.2.${octet + 9}`),
  fc.nat(0xffff).map((group) => `2001:db8:${group.toString(16)}::/48`),
  fc.constantFrom('LocalSubnet', 'DNS', 'DefaultGateway'),
)

const port = fc.oneof(
  fc.integer({ min: 1, max: 65535 }).map(String),
  fc.integer({ min: 1, max: 60000 }).map((first) => `${first}-${first + 99}`),
)

const ruleArbitrary: fc.Arbitrary<Rule> = fc
  .record({
    displayName: fc.constantFrom(...SAYABLE),
    description: fc.constantFrom('', ...SAYABLE),
    enabled: fc.boolean(),
    action: fc.constantFrom('allow' as const, 'block' as const),
    profiles: fc.subarray([...PROFILES]),
    remoteAddresses: fc.uniqueArray(address, { maxLength: 5 }),
    program: fc.constantFrom(null, '%ProgramFiles%\\a b\\x.exe', 'System'),
    service: fc.constantFrom(null, 'W3SVC', '*'),
    interfaceTypes: fc.subarray(['Lan', 'Wireless', 'RemoteAccess']),
    shape: fc.oneof(
      fc.record({
        direction: fc.constant('in' as const),
        protocol: fc.constant('tcp' as const),
        localPorts: fc.array(fc.oneof(port, fc.constantFrom('RPC', 'RPC-EPMap')), { maxLength: 4 }),
      }),
      fc.record({
        direction: fc.constant('out' as const),
        protocol: fc.constant('udp' as const),
        remotePorts: fc.array(port, { maxLength: 4 }),
      }),
      fc.record({
        protocol: fc.constantFrom('icmp4' as const, 'icmp6' as const),
        icmpTypes: fc.uniqueArray(fc.constantFrom('8:*', '3:4', '128:*', '0:0'), { maxLength: 3 }),
      }),
      fc.record({ protocol: fc.constantFrom('any' as const, 47) }),
    ),
  })
  .map(({ shape, displayName, ...rest }) => sampleRule(displayName, { ...rest, ...shape }))

/** The comparison holds interface types together; netsh takes one a rule. */
const byInterface = (rule: Rule): readonly Rule[] =>
  rule.interfaceTypes.length < 2 ? [rule] : rule.interfaceTypes.map((type) => ({ ...rule, interfaceTypes: [type] }))

test('what is read back says what the model says', (t) => {
  fc.assert(
    fc.property(fc.array(ruleArbitrary, { maxLength: 4 }), (rules) => {
      const { losses, read } = through(rules)
      t.deepEqual(losses, [])
      t.deepEqual(read.losses, [])
      t.deepEqual(meaningDifference(rules.flatMap(byInterface), read.rules), [])
      const names = new Set(rules.map((rule) => rule.displayName.replaceAll('"', "'")))
      t.true(read.rules.every((rule) => names.has(rule.displayName)))
    }),
    { numRuns: samples(100) },
  )
})

test('long lists are split so that no line is too long and every name can be found in the registry', (t) => {
  const remoteAddresses = Array.from({ length: 1000 }, (_, i) => `10.${i >> 8}.${i & 255}.0/25`)
  const rule = sampleRule('ConfigMgr: HTTPS', { localPorts: ['443'], remoteAddresses, description: '名'.repeat(1000) })
  const { losses, file, read } = through([rule])
  t.deepEqual(losses, [])
  t.deepEqual(meaningDifference([rule], read.rules), [])
  t.true(
    new TextDecoder()
      .decode(file)
      .split('\r\n')
      .every((line) => Buffer.byteLength(line) <= MAX_LINE),
  )
  for (const part of read.rules)
    t.true(formatRuleString({ ...part, displayName: part.id, description: '' }).length < 4000)
  t.is(new Set(read.rules.map((part) => part.id)).size, read.rules.length)
})

test('what cannot be cut to a line is a loss', (t) => {
  const { losses, read } = through([sampleRule('a', { description: 'x'.repeat(9000) })])
  t.deepEqual(
    losses.map(({ rule, field }) => [rule, field]),
    [['{a}', 'description']],
  )
  t.deepEqual(read.rules, [])
})

test('disabled rules stay in the script, disabled', (t) => {
  t.deepEqual(
    through([sampleRule('a', { enabled: false })]).read.rules.map((rule) => rule.enabled),
    [false],
  )
})
