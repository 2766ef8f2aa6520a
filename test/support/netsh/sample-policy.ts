// SPDX-License-Identifier: MIT

import type { ProfileSettings } from '../../../src/formats/rule/profile-settings.ts'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import type { Policy } from '../../../src/rules/policy.ts'

/** A rule with what a test cares about; the rest allows inbound TCP in the domain profile. */
export const sampleRule = (displayName: string, some: Partial<Rule> = {}): Rule => ({
  id: `{${displayName}}`,
  displayName,
  description: '',
  group: 'Portwright: contoso / cm01.contoso.test',
  direction: 'in',
  action: 'allow',
  enabled: true,
  profiles: ['domain'],
  protocol: 'tcp',
  localPorts: [],
  remotePorts: [],
  icmpTypes: [],
  localAddresses: [],
  remoteAddresses: [],
  program: null,
  service: null,
  interfaceTypes: [],
  flows: [],
  ...some,
})

export const NO_SETTINGS: ProfileSettings = {
  enabled: null,
  defaultInbound: null,
  defaultOutbound: null,
  localRules: null,
  localConnectionSecurityRules: null,
  notifications: null,
  unicastResponse: null,
  logDropped: null,
  logAllowed: null,
  logFile: null,
  logSize: null,
}

export const samplePolicy = (rules: readonly Rule[], settings: ProfileSettings | null = null): Policy => ({
  id: 'cm01.contoso.test',
  name: 'ConfigMgr cm01.contoso.test',
  guid: '{00000000-0000-0000-0000-000000000001}',
  gpoGuid: '{00000000-0000-0000-0000-000000000002}',
  securityGroup: 'ConfigMgr cm01.contoso.test',
  description: 'Windows Firewall rules of contoso for cm01.contoso.test.',
  group: 'Portwright: contoso / cm01.contoso.test',
  hosts: ['cm01.contoso.test'],
  clients: [],
  profiles: ['domain'],
  rules,
  registry: [],
  settings,
  widened: [],
  productType: null,
  dynamicRange: '49152-65535',
})
