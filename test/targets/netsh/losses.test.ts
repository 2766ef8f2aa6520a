// SPDX-License-Identifier: MIT
import test from 'ava'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { readNetsh } from '../../../src/targets/netsh/read.ts'
import { writeNetsh } from '../../../src/targets/netsh/write.ts'
import { samplePolicy, sampleRule } from '../../support/netsh/sample-policy.ts'
import { NO_SETTINGS } from '../../support/sample/no-settings.ts'

const lossesOf = (some: Partial<Rule>) => {
  const written = writeNetsh(samplePolicy([sampleRule('a', some)]))
  return {
    fields: written.losses.map(({ rule, field }) => `${rule} ${field}`),
    rules: readNetsh(written.files).rules,
  }
}

test('an entry without a word is a loss, and the rule allows less', (t) => {
  const { fields, rules } = lossesOf({ remoteAddresses: ['Internet', 'LocalSubnet4', '10.0.0.1'] })
  t.deepEqual(fields, ['{a} remoteAddresses', '{a} remoteAddresses'])
  t.deepEqual(rules[0]?.remoteAddresses, ['10.0.0.1'])
})

test('a rule whose list would become empty is left out: empty means any', (t) => {
  for (const some of [
    { remoteAddresses: ['Intranet'] },
    { localPorts: ['PlayToDiscovery'], protocol: 'udp' },
    { localPorts: ['Teredo'], protocol: 'udp' },
    { remotePorts: ['IPHTTPSOut'], direction: 'out' },
  ] as const) {
    const { fields, rules } = lossesOf(some)
    t.is(fields.length, 1)
    t.deepEqual(rules, [])
  }
})

test('what Windows would refuse is left out', (t) => {
  for (const some of [
    { localPorts: ['80'], protocol: 'any' },
    { program: 'C:\\a"b.exe' },
    { displayName: 'a|b' },
    { localAddresses: ['LocalSubnet'] },
    { action: 'bypass' },
    { other: { LUAuth: 'O:LSD:(A;;CC;;;AU)' } },
  ] as const) {
    const { fields, rules } = lossesOf(some)
    t.not(fields.length, 0, JSON.stringify(some))
    t.deepEqual(rules, [])
  }
})

test('local rules that do not count are a loss, what the local store does anyway is none', (t) => {
  const fields = (settings: Partial<typeof NO_SETTINGS>) =>
    writeNetsh(samplePolicy([], { ...NO_SETTINGS, ...settings })).losses.map(({ rule, field }) => [rule, field])
  t.deepEqual(fields({ localRules: false }), [[null, 'settings.localRules']])
  t.deepEqual(fields({ localConnectionSecurityRules: false }), [[null, 'settings.localConnectionSecurityRules']])
  t.deepEqual(fields({ localRules: true, localConnectionSecurityRules: true, enabled: true }), [])
})
