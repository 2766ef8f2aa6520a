// SPDX-License-Identifier: MIT
import test from 'ava'
import { modelFor } from '../../src/compile/model-for.ts'
import { compareArtifact } from '../../src/compile/policy-artifacts.ts'
import type { ProfileSettings } from '../../src/formats/rule/profile-settings.ts'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { meaningDifference } from '../../src/packets/meaning-difference.ts'
import type { Policy } from '../../src/rules/policy.ts'
import type { OutputFile, Target } from '../../src/targets/target.ts'
import type { TargetName } from '../../src/targets/target-names.ts'
import { TARGETS } from '../../src/targets/targets.ts'
import { POLICY_TARGETS } from '../support/policy-targets.ts'
import { NO_SETTINGS } from '../support/sample/no-settings.ts'
import { OPTIONS, policy, rule } from '../support/sample-rules.ts'

const id = (number: number): string => `{11111111-2222-5333-8444-${String(number).padStart(12, '0')}}`

/** One rule of each kind that a compile makes. */
const RULES: readonly Rule[] = [
  rule({
    id: id(1),
    displayName: 'ConfigMgr: one',
    localPorts: ['445'],
    remoteAddresses: ['10.0.0.10', '2001:db8::10'],
    program: 'System',
  }),
  rule({ id: id(2), displayName: 'ConfigMgr: two', localPorts: ['RPC'], remoteAddresses: ['10.0.0.10'] }),
  rule({
    id: id(3),
    displayName: 'ConfigMgr: three',
    localPorts: ['RPC-EPMap'],
    program: '%SystemRoot%\\system32\\svchost.exe',
    service: 'RpcSs',
  }),
  rule({
    id: id(4),
    displayName: 'ConfigMgr: four',
    protocol: 'udp',
    localPorts: ['63000-64000'],
    remoteAddresses: ['10.10.0.0/16'],
  }),
  rule({
    id: id(5),
    displayName: 'ConfigMgr: five',
    protocol: 'icmp4',
    localPorts: [],
    icmpTypes: ['8:*', '3:4'],
    remoteAddresses: ['10.10.0.0/16'],
  }),
  rule({
    id: id(6),
    displayName: 'ConfigMgr: six',
    protocol: 'icmp6',
    localPorts: [],
    icmpTypes: ['128:*'],
    remoteAddresses: ['2001:db8::/32'],
  }),
  rule({
    id: id(7),
    displayName: 'ConfigMgr: seven',
    direction: 'out',
    localPorts: [],
    remotePorts: ['443', '8530'],
    remoteAddresses: ['192.0.2.1-192.0.2.9'],
  }),
  rule({
    id: id(8),
    displayName: 'ConfigMgr: eight',
    localPorts: ['3389'],
    remoteAddresses: [],
    localAddresses: ['10.0.0.7'],
  }),
]
const MODEL = policy(RULES)

const change = (number: number, more: Partial<Rule>): Policy =>
  policy(RULES.map((one) => (one.id === id(number) ? { ...one, ...more } : one)))

/** Faults that a writer could have; each changes what the policy says. */
const FAULTS: Readonly<Record<string, Policy>> = {
  'a rule is dropped': policy(RULES.slice(1)),
  'a rule is added': policy([...RULES, rule({ id: id(9), displayName: 'ConfigMgr: nine', localPorts: ['1'] })]),
  'an address is widened': change(1, { remoteAddresses: ['10.0.0.0/24', '2001:db8::10'] }),
  'an address is lost': change(1, { remoteAddresses: ['10.0.0.10'] }),
  'all addresses are lost': change(1, { remoteAddresses: [] }),
  'an address range ends one later': change(7, { remoteAddresses: ['192.0.2.1-192.0.2.10'] }),
  'a local address is lost': change(8, { localAddresses: [] }),
  'the direction is swapped': change(4, { direction: 'out', localPorts: [], remotePorts: ['63000-64000'] }),
  'local and remote ports are swapped': change(7, { localPorts: ['443', '8530'], remotePorts: [] }),
  'a port is widened': change(4, { localPorts: ['63000-64001'] }),
  'a port of two is lost': change(7, { remotePorts: ['443'] }),
  'all ports are lost': change(1, { localPorts: [] }),
  'the protocol is another': change(4, { protocol: 'tcp' }),
  'a profile is added': change(1, { profiles: ['domain', 'private'] }),
  'the profile is another': change(1, { profiles: ['public'] }),
  'an ICMP type is lost': change(5, { icmpTypes: ['8:*'] }),
  'every ICMP type is let in': change(5, { icmpTypes: [] }),
  'an ICMP code is lost': change(5, { icmpTypes: ['8:*', '3:*'] }),
  'the program is lost': change(1, { program: null }),
  'the service is lost': change(3, { service: null }),
  'allow becomes block': change(1, { action: 'block' }),
  'a rule is disabled': change(1, { enabled: false }),
  'the RPC keyword becomes every port': change(2, { localPorts: [] }),
}

/** What a target says of these rules in other words than the model's, and says so. */
const DECLARED: Readonly<Partial<Record<TargetName, readonly string[]>>> = { intune: [`localPorts ${id(2)}`] }

const SETTINGS: ProfileSettings = {
  ...NO_SETTINGS,
  enabled: true,
  defaultInbound: 'block',
  defaultOutbound: 'allow',
  notifications: false,
  logDropped: true,
  logSize: 4096,
}
const RPC = [
  { key: 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet', name: 'Ports', type: 'REG_MULTI_SZ', data: ['20000-20299'] },
] as const
const WHOLE = policy(RULES, { settings: SETTINGS, registry: RPC })

/** Faults in what stands beside the rules. */
const SETTING_FAULTS: Readonly<Record<string, ProfileSettings | null>> = {
  'all settings are lost': null,
  'the firewall is switched off': { ...SETTINGS, enabled: false },
  'inbound traffic is allowed by default': { ...SETTINGS, defaultInbound: 'allow' },
  'the size of the log is another': { ...SETTINGS, logSize: 4097 },
  'a setting is added': { ...SETTINGS, logAllowed: true },
}

const written = (target: Target, faulty: Policy): readonly OutputFile[] =>
  target.readShared === undefined ? target.write(faulty, OPTIONS).files : (target.shared?.([faulty], OPTIONS) ?? [])

const differences = (target: Target, files: readonly OutputFile[]): readonly string[] =>
  target.readShared === undefined
    ? compareArtifact(target, MODEL, files, [])
    : meaningDifference(modelFor(target.capabilities, MODEL), target.readShared(files).get(MODEL.id)?.rules ?? [])

for (const name of POLICY_TARGETS) {
  test(`${name}: what is written is equal to the rules, and every one of ${Object.keys(FAULTS).length} faults of a writer is caught`, async (t) => {
    const target = await TARGETS[name]()
    t.deepEqual(
      target.write(MODEL, OPTIONS).losses.map((loss) => `${loss.field} ${loss.rule}`),
      DECLARED[name] ?? [],
    )
    t.deepEqual(differences(target, written(target, MODEL)), [])
    for (const [fault, faulty] of Object.entries(FAULTS))
      t.not(differences(target, written(target, faulty)).length, 0, fault)
  })
}

for (const name of POLICY_TARGETS) {
  test(`${name}: profile settings and registry values are compared where the format carries them`, async (t) => {
    const target = await TARGETS[name]()
    const { profileSettings, registryValues } = target.capabilities
    t.deepEqual(
      target.readShared === undefined ? compareArtifact(target, WHOLE, target.write(WHOLE, OPTIONS).files, []) : [],
      [],
    )
    if (profileSettings) {
      for (const [fault, settings] of Object.entries(SETTING_FAULTS)) {
        const { files } = target.write({ ...WHOLE, settings }, OPTIONS)
        t.not(compareArtifact(target, WHOLE, files, []).length, 0, fault)
      }
    }
    if (registryValues) {
      for (const registry of [[], [{ ...RPC[0], data: ['20000-20300'] }]]) {
        const { files } = target.write({ ...WHOLE, registry }, OPTIONS)
        t.not(compareArtifact(target, WHOLE, files, []).length, 0)
      }
    }
  })
}
