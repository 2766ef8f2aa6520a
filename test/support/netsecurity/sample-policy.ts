// SPDX-License-Identifier: MIT

import type { ProfileSettings } from '../../../src/formats/rule/profile-settings.ts'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import type { Policy } from '../../../src/rules/policy.ts'
import type { TargetOptions } from '../../../src/targets/target.ts'

export const OPTIONS: TargetOptions = {
  estate: 'contoso',
  version: '0.1.0',
  gpo: { domain: null, groups: true, wmiFilter: false, rpc: 'policy' },
  dsc: { networkingDsc: '9.1.0' },
  wfp: { hardPermit: false, defaultBlock: false },
}

export const GROUP = 'Portwright: contoso / cm01'

export const ruleOf = (id: string, more: Partial<Rule> = {}): Rule => ({
  id,
  displayName: `ConfigMgr: ${id}`,
  description: `Why ${id}.`,
  group: GROUP,
  direction: 'in',
  action: 'allow',
  enabled: true,
  profiles: ['domain'],
  protocol: 'tcp',
  localPorts: ['443'],
  remotePorts: [],
  icmpTypes: [],
  localAddresses: [],
  remoteAddresses: ['10.0.0.0/16', '2001:db8::/32', '192.0.2.1-192.0.2.9', 'LocalSubnet'],
  program: null,
  service: null,
  interfaceTypes: [],
  flows: [],
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
  enabled: true,
  defaultInbound: 'block',
  defaultOutbound: null,
  localRules: false,
  localConnectionSecurityRules: null,
  notifications: null,
  unicastResponse: null,
  logDropped: true,
  logAllowed: null,
  logFile: null,
  logSize: 16384,
}

export const policyOf = (more: Partial<Policy> = {}): Policy => ({
  id: 'cm01',
  name: 'Firewall - cm01',
  guid: '{11111111-1111-4222-8333-444444444444}',
  gpoGuid: '{21111111-1111-4222-8333-444444444444}',
  securityGroup: 'Firewall - cm01',
  description: '',
  group: GROUP,
  hosts: ['cm01'],
  clients: [],
  profiles: ['domain'],
  productType: null,
  dynamicRange: '49152-65535',
  rules: RULES,
  registry: [],
  settings: null,
  widened: [],
  ...more,
})
