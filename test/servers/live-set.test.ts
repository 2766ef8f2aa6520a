// SPDX-License-Identifier: MIT
import test from 'ava'
import { liveSet } from '../../src/servers/live-set.ts'
import type { Live } from '../../src/servers/step-values.ts'

const rule = (id: string): object => ({
  Name: id,
  InstanceID: id,
  DisplayName: `Rule ${id}`,
  Description: '',
  Group: 'Portwright: contoso / cm01',
  Enabled: 'True',
  Profile: 'Domain',
  Direction: 'Inbound',
  Action: 'Allow',
  EdgeTraversalPolicy: 'Block',
  Platform: [],
  Owner: null,
  LooseSourceMapping: 'False',
  LocalOnlyMapping: 'False',
})
const filters = (id: string, port: string): readonly object[] => [
  { InstanceID: id, Protocol: 'TCP', LocalPort: port, RemotePort: 'Any', IcmpType: 'Any', DynamicTarget: 'Any' },
  { InstanceID: id, LocalAddress: 'Any', RemoteAddress: ['10.0.0.0/255.255.0.0', 'LocalSubnet'] },
  { InstanceID: id, Program: 'Any', Package: null },
  { InstanceID: id, Service: 'Any' },
  { InstanceID: id, InterfaceAlias: 'Any' },
  { InstanceID: id, InterfaceType: 'Any' },
  {
    InstanceID: id,
    LocalUser: 'Any',
    RemoteUser: 'Any',
    RemoteMachine: 'Any',
    Authentication: 'NotRequired',
    Encryption: 'NotRequired',
    OverrideBlockRules: 'False',
  },
]
const live = (more: Partial<Live> = {}): Live => ({
  records: [rule('a'), ...filters('a', '443')],
  profiles: [],
  registry: [],
  ...more,
})

test('rules in force are rules like any other', (t) => {
  const { rules, losses } = liveSet('cm01', live())
  t.deepEqual(losses, [])
  t.is(rules.length, 1)
  t.like(rules[0], {
    id: 'a',
    protocol: 'tcp',
    localPorts: ['443'],
    profiles: ['domain'],
    remoteAddresses: ['10.0.0.0/16', 'LocalSubnet'],
  })
})

test('a rule without one of its filters is a loss, never a wider rule', (t) => {
  const records = [rule('a'), ...filters('a', '443').filter((one) => !('RemoteAddress' in one))]
  const { rules, losses } = liveSet('cm01', live({ records }))
  t.deepEqual(rules, [])
  t.true(losses.length > 0)
})

test('where nobody says anything of a setting, it is what Windows does; what was not read is no setting', (t) => {
  const said = {
    Enabled: 'NotConfigured',
    DefaultInboundAction: 'NotConfigured',
    DefaultOutboundAction: 'NotConfigured',
    AllowLocalFirewallRules: 'NotConfigured',
    AllowLocalIPsecRules: 'NotConfigured',
    NotifyOnListen: 'NotConfigured',
    AllowUnicastResponseToMulticast: 'NotConfigured',
    LogBlocked: 'NotConfigured',
    LogAllowed: 'NotConfigured',
    LogFileName: 'NotConfigured',
    LogMaxSizeKilobytes: '4096',
    AllowInboundRules: 'NotConfigured',
  }
  const set = liveSet('cm01', live({ profiles: [{ Name: 'Domain', ...said }] }))
  t.deepEqual(set.losses, [])
  t.deepEqual(set.settings.domain, {
    enabled: true,
    defaultInbound: 'block',
    defaultOutbound: 'allow',
    localRules: true,
    localConnectionSecurityRules: true,
    notifications: null,
    unicastResponse: true,
    logDropped: false,
    logAllowed: false,
    logFile: null,
    logSize: 4096,
    inboundRules: true,
  })
  const other = liveSet(
    'cm01',
    live({ profiles: [{ Name: 'Public', ...said, Enabled: 'False', DefaultInboundAction: 'Allow' }] }),
  )
  t.like(other.settings.public, { enabled: false, defaultInbound: 'allow' })
  t.like(other.settings.domain, { enabled: null, defaultInbound: null })
  const { LogBlocked: _, ...less } = said
  t.deepEqual(
    liveSet('cm01', live({ profiles: [{ Name: 'Domain', ...less }] })).losses.map(({ field }) => field),
    ['LogBlocked'],
  )
})

test('a server without any rule is read as one, with nothing lost', (t) => {
  const { rules, losses } = liveSet('cm01.contoso.test', { records: [], profiles: [], registry: [] })
  t.deepEqual(rules, [])
  t.true(losses.every(({ reason }) => !/listing/.test(reason)))
})
