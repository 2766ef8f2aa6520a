// SPDX-License-Identifier: MIT
import test from 'ava'
import { toPolRecord, toRegistryValue } from '../../../src/formats/registry-pol/convert-registry-value.ts'
import { readFirewallPolicy } from '../../../src/formats/registry-pol/read-firewall-policy.ts'
import { readRegistryPol } from '../../../src/formats/registry-pol/read-registry-pol.ts'
import { writeFirewallPolicy } from '../../../src/formats/registry-pol/write-firewall-policy.ts'
import type { RegistryValue } from '../../../src/formats/rule/registry-value.ts'
import { corpusFiles } from '../../support/corpus.ts'
import { NO_SETTINGS } from '../../support/sample/no-settings.ts'
import { sampleRule } from '../rule-string/sample-rule.ts'

const ROOT = 'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall'
const RPC: RegistryValue = {
  key: 'HKLM\\Software\\Microsoft\\Rpc\\Internet',
  name: 'Ports',
  type: 'REG_MULTI_SZ',
  data: ['50000-50199'],
}

const written = (policy: Parameters<typeof writeFirewallPolicy>[0]): readonly (readonly unknown[])[] =>
  writeFirewallPolicy(policy)
    .map((record) => toRegistryValue(record))
    .map(({ key, name, data }) => [key.replace('HKLM\\', '').replace(ROOT, '~'), name, data])

test('records stand key by key in alphabetical order, PolicyVersion first, profile values as the editor has them', (t) => {
  t.deepEqual(
    written({
      profiles: ['public', 'domain'],
      settings: {
        enabled: true,
        defaultInbound: 'block',
        defaultOutbound: 'allow',
        localRules: false,
        localConnectionSecurityRules: true,
        notifications: false,
        unicastResponse: true,
        logDropped: true,
        logAllowed: false,
        logFile: '%systemroot%\\a.log',
        logSize: 4096,
      },
      rules: [sampleRule({ id: 'B' }), sampleRule({ id: 'A' })],
      registry: [RPC],
    }),
    [
      ['Software\\Microsoft\\Rpc\\Internet', 'Ports', ['50000-50199']],
      ['~', 'PolicyVersion', 0x020a],
      ['~\\DomainProfile', 'EnableFirewall', 1],
      ['~\\DomainProfile', 'DefaultOutboundAction', 0],
      ['~\\DomainProfile', 'DefaultInboundAction', 1],
      ['~\\DomainProfile', 'DisableNotifications', 1],
      ['~\\DomainProfile', 'AllowLocalPolicyMerge', 0],
      ['~\\DomainProfile', 'AllowLocalIPsecPolicyMerge', 1],
      ['~\\DomainProfile', 'DisableUnicastResponsesToMulticastBroadcast', 0],
      ['~\\DomainProfile\\Logging', 'LogFilePath', '%systemroot%\\a.log'],
      ['~\\DomainProfile\\Logging', 'LogFileSize', 4096],
      ['~\\DomainProfile\\Logging', 'LogDroppedPackets', 1],
      ['~\\DomainProfile\\Logging', 'LogSuccessfulConnections', 0],
      ['~\\FirewallRules', 'B', 'v2.10|Action=Allow|Active=TRUE|Dir=In|Name=Sample|'],
      ['~\\FirewallRules', 'A', 'v2.10|Action=Allow|Active=TRUE|Dir=In|Name=Sample|'],
      ['~\\PublicProfile', 'EnableFirewall', 1],
      ['~\\PublicProfile', 'DefaultOutboundAction', 0],
      ['~\\PublicProfile', 'DefaultInboundAction', 1],
      ['~\\PublicProfile', 'DisableNotifications', 1],
      ['~\\PublicProfile', 'AllowLocalPolicyMerge', 0],
      ['~\\PublicProfile', 'AllowLocalIPsecPolicyMerge', 1],
      ['~\\PublicProfile', 'DisableUnicastResponsesToMulticastBroadcast', 0],
      ['~\\PublicProfile\\Logging', 'LogFilePath', '%systemroot%\\a.log'],
      ['~\\PublicProfile\\Logging', 'LogFileSize', 4096],
      ['~\\PublicProfile\\Logging', 'LogDroppedPackets', 1],
      ['~\\PublicProfile\\Logging', 'LogSuccessfulConnections', 0],
    ],
  )
})

test('settings that are left alone write no value, and a policy of rules alone no profile key', (t) => {
  const rules = [sampleRule({ id: 'A' })]
  for (const settings of [null, NO_SETTINGS])
    t.deepEqual(
      written({ profiles: ['domain'], settings, rules, registry: [] }).map(([key, name]) => [key, name]),
      [
        ['~', 'PolicyVersion'],
        ['~\\FirewallRules', 'A'],
      ],
    )
})

test('PolicyVersion is the newest version among the rules', (t) => {
  const version = (...versions: readonly string[]): unknown =>
    written({
      profiles: [],
      settings: null,
      registry: [],
      rules: versions.map((text, i) => sampleRule({ id: `${i}`, other: { version: text } })),
    })[0]?.[2]
  t.is(version('2.0'), 0x020a)
  t.is(version('2.9', '2.31', '2.20'), 0x021f)
})

test('a policy of registry values alone has no firewall key', (t) => {
  t.deepEqual(
    written({ profiles: ['domain'], settings: null, rules: [], registry: [RPC] }).map(([key]) => key),
    ['Software\\Microsoft\\Rpc\\Internet'],
  )
})

test('rules and values are found under any case of the key', (t) => {
  const at = (key: string, value: Partial<RegistryValue>) =>
    toPolRecord({ key: `HKLM\\${key}`, name: 'V', type: 'REG_DWORD', data: 1, ...value })
  const rule = 'v2.10|Action=Allow|Active=TRUE|Dir=In|Name=N|'
  const { rules, registry, losses } = readFirewallPolicy([
    at('Software\\policies\\MICROSOFT\\windowsfirewall\\firewallrules', { name: 'R', type: 'REG_SZ', data: rule }),
    at('Software\\Policies\\Microsoft\\WindowsFirewall\\StandardProfile', { name: 'EnableFirewall' }),
    at('Software\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile', { name: 'EnableFirewall' }),
    at('software\\microsoft\\rpc\\internet', { name: 'UseInternetPorts', type: 'REG_SZ', data: 'Y' }),
    at(`${ROOT}\\FirewallRules`, { name: '**del.Old', type: 'REG_SZ', data: ' ' }),
    at(`${ROOT}\\FirewallRules`, { name: 'Number' }),
    at('Software\\Microsoft\\RpcOther', {}),
    at('Software\\Policies\\Microsoft\\WindowsFirewallOther', {}),
  ])
  t.deepEqual(
    rules.map(({ id }) => id),
    ['R'],
  )
  t.deepEqual(
    registry.map(({ key, name }) => [key.split('\\').at(-1), name]),
    [
      ['StandardProfile', 'EnableFirewall'],
      ['PrivateProfile', 'EnableFirewall'],
      ['internet', 'UseInternetPorts'],
      ['FirewallRules', '**del.Old'],
      ['FirewallRules', 'Number'],
    ],
  )
  t.deepEqual(losses, [{ rule: 'Number', field: 'type', reason: 'a rule of type 4, not REG_SZ' }])
})

test('of two rules with one id the last counts', (t) => {
  const at = (name: string, text: string) =>
    toPolRecord({ key: `HKLM\\${ROOT}\\FirewallRules`, name, type: 'REG_SZ', data: text })
  const { rules, losses } = readFirewallPolicy([
    at('{a}', 'v2.10|Action=Allow|Active=TRUE|Dir=In|Name=First|'),
    at('{A}', 'v2.10|Action=Allow|Active=TRUE|Dir=In|Name=Second|'),
  ])
  t.deepEqual(
    rules.map(({ displayName }) => displayName),
    ['Second'],
  )
  t.is(losses.length, 1)
})

test('the firewall policy of every backup of the corpus is written in the order in which it was read', (t) => {
  const files = corpusFiles(t, 'gpo', /\.pol$/)
  if (files === null) return
  for (const { path, bytes } of files) {
    const { records } = readRegistryPol(bytes)
    const { rules, registry } = readFirewallPolicy(records)
    const own = records.filter(({ key }) => key.toLowerCase().startsWith(ROOT.toLowerCase()))
    const again = writeFirewallPolicy({ rules, registry, profiles: [], settings: null })
    const lower = (list: typeof records) => list.map((record) => ({ ...record, key: record.key.toLowerCase() }))
    // One file, made by LGPO.exe, has a rule and no PolicyVersion.
    const expected = own.some(({ name }) => name === 'PolicyVersion')
      ? lower(again)
      : lower(again).filter(({ name }) => name !== 'PolicyVersion')
    t.deepEqual(expected, lower(own), path)
  }
})
