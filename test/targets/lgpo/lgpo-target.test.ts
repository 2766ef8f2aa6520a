// SPDX-License-Identifier: MIT
import test from 'ava'
import { lgpoTarget } from '../../../src/targets/lgpo/target.ts'
import { sampleRule } from '../../formats/rule-string/sample-rule.ts'
import { options, policy, RPC_VALUES, SETTINGS } from '../wfw/sample-policy.ts'

const KEY = 'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall'

test('the text of a policy, line for line', (t) => {
  const rules = [
    sampleRule({ id: '{A}', profiles: ['domain'], protocol: 'tcp', localPorts: ['80'], program: 'C:\\a.exe' }),
  ]
  const { files, losses } = lgpoTarget.write(policy({ rules, settings: { ...SETTINGS, logFile: null } }), options)
  t.deepEqual(losses, [])
  t.deepEqual(
    files.map(({ path }) => path),
    ['lgpo/cm01.contoso.test.txt'],
  )
  const entry = (key: string, name: string, action: string) => ['Computer', key, name, action, '']
  t.deepEqual(
    Buffer.from(files[0]?.bytes ?? [])
      .toString()
      .split('\r\n'),
    [
      '; LGPO.exe /t cm01.contoso.test.txt',
      '; LGPO adds values and changes them; it removes none. Rules and settings of an earlier policy that do not stand here',
      '; stay in the local policy until somebody deletes them.',
      '',
      ...entry('SOFTWARE\\Microsoft\\Rpc\\Internet', 'Ports', 'MULTISZ:50000-50199'),
      ...entry('SOFTWARE\\Microsoft\\Rpc\\Internet', 'PortsInternetAvailable', 'SZ:Y'),
      ...entry('SOFTWARE\\Microsoft\\Rpc\\Internet', 'UseInternetPorts', 'SZ:Y'),
      ...entry(KEY, 'PolicyVersion', 'DWORD:522'),
      ...entry(`${KEY}\\DomainProfile`, 'EnableFirewall', 'DWORD:1'),
      ...entry(`${KEY}\\DomainProfile`, 'DefaultOutboundAction', 'DWORD:0'),
      ...entry(`${KEY}\\DomainProfile`, 'DefaultInboundAction', 'DWORD:1'),
      ...entry(`${KEY}\\DomainProfile`, 'DisableNotifications', 'DWORD:1'),
      ...entry(`${KEY}\\DomainProfile`, 'AllowLocalPolicyMerge', 'DWORD:0'),
      ...entry(`${KEY}\\DomainProfile`, 'AllowLocalIPsecPolicyMerge', 'DWORD:0'),
      ...entry(`${KEY}\\DomainProfile`, 'DisableUnicastResponsesToMulticastBroadcast', 'DWORD:1'),
      ...entry(`${KEY}\\DomainProfile\\Logging`, 'LogFileSize', 'DWORD:16384'),
      ...entry(`${KEY}\\DomainProfile\\Logging`, 'LogDroppedPackets', 'DWORD:1'),
      ...entry(`${KEY}\\DomainProfile\\Logging`, 'LogSuccessfulConnections', 'DWORD:0'),
      ...entry(
        `${KEY}\\FirewallRules`,
        '{A}',
        'SZ:v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|Profile=Domain|LPort=80|App=C:\\\\a.exe|Name=Sample|',
      ),
      '',
    ],
  )
})

test('rules, values of RPC and settings come back', (t) => {
  const { files, losses } = lgpoTarget.write(policy({ settings: SETTINGS }), options)
  const read = lgpoTarget.read(files)
  t.deepEqual([losses, read.losses], [[], []])
  t.deepEqual(
    read.rules.map(({ other: _, ...rule }) => rule),
    policy().rules,
  )
  t.deepEqual(
    read.registry.filter(({ key }) => key.includes('Rpc')),
    RPC_VALUES,
  )
  t.is(read.registry.find(({ name }) => name === 'LogFilePath')?.data, String(SETTINGS.logFile))
})

test('what registry.pol or its text cannot say is left out and is a loss', (t) => {
  const rules = [sampleRule({ id: 'größe' }), sampleRule({ id: '{1}', displayName: 'a\nb' }), sampleRule({ id: '{2}' })]
  const registry = [{ key: 'HKCU\\Software\\K', name: 'n', type: 'REG_SZ', data: 'd' } as const]
  const { files, losses } = lgpoTarget.write(policy({ rules, registry }), options)
  t.deepEqual(losses, [
    { rule: '{1}', field: 'displayName', reason: 'a rule string cannot say control characters' },
    { rule: null, field: 'HKCU\\Software\\K\\n', reason: 'a computer policy carries HKLM only' },
    { rule: 'größe', field: 'id', reason: 'a value name holds printable ASCII only' },
  ])
  t.deepEqual(
    lgpoTarget.read(files).rules.map(({ id }) => id),
    ['{2}'],
  )
})

test('a broken text is a loss, not an exception', (t) => {
  const bytes = Buffer.from('Computer\r\nK\r\nName\r\nWHAT:1\r\nnoise')
  t.deepEqual(lgpoTarget.read([{ path: 'lgpo/a.txt', bytes }]).losses, [
    { rule: null, field: 'line 4', reason: 'unknown action "WHAT"', text: 'Computer\nK\nName\nWHAT:1' },
    { rule: null, field: 'line 5', reason: 'expected Computer or User, not "noise"', text: 'noise' },
  ])
})
