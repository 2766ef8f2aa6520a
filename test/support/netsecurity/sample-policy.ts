// SPDX-License-Identifier: MIT

import type { ProfileSettings } from '../../../src/formats/rule/profile-settings.ts'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import type { Policy } from '../../../src/rules/policy.ts'
import { NO_SETTINGS } from '../sample/no-settings.ts'
import { plainPolicy } from '../sample/plain-policy.ts'
import { plainRule } from '../sample/plain-rule.ts'

export const GROUP = 'Portwright: contoso / cm01'

export const ruleOf = (id: string, more: Partial<Rule> = {}): Rule =>
  plainRule({
    id,
    displayName: `ConfigMgr: ${id}`,
    description: `Why ${id}.`,
    group: GROUP,
    localPorts: ['443'],
    remoteAddresses: ['10.0.0.0/16', '2001:db8::/32', '192.0.2.1-192.0.2.9', 'LocalSubnet'],
    ...more,
  })

/** Rules of every kind. */
export const RULES: readonly Rule[] = [
  ruleOf('https'),
  ruleOf('rpc', { localPorts: ['RPC-EPMap', 'RPC', '50000-50199'], remoteAddresses: ['10.0.0.5'] }),
  ruleOf('echo', { protocol: 'icmp4', localPorts: [], icmpTypes: ['8:*'], profiles: ['domain', 'private', 'public'] }),
  ruleOf('out', {
    direction: 'out',
    action: 'block',
    enabled: false,
    profiles: [],
    protocol: 'udp',
    localPorts: [],
    remotePorts: ['53'],
    remoteAddresses: [],
  }),
  ruleOf('sql', { program: '%ProgramFiles%\\SQL\\sqlservr.exe', service: 'MSSQLSERVER', interfaceTypes: ['Lan'] }),
  ruleOf('gre', { protocol: 47, localPorts: [], description: '' }),
]

export const SETTINGS: ProfileSettings = {
  ...NO_SETTINGS,
  enabled: true,
  defaultInbound: 'block',
  localRules: false,
  logDropped: true,
  logSize: 16384,
}

export const policyOf = (more: Partial<Policy> = {}): Policy =>
  plainPolicy({
    id: 'cm01',
    name: 'Firewall - cm01',
    guid: '{11111111-1111-4222-8333-444444444444}',
    gpoGuid: '{21111111-1111-4222-8333-444444444444}',
    securityGroup: 'Firewall - cm01',
    group: GROUP,
    hosts: ['cm01'],
    rules: RULES,
    ...more,
  })
