// SPDX-License-Identifier: MIT
import type { Rule } from '../../../src/formats/rule/rule.ts'

/** A rule with nothing in it but what a rule needs: it allows inbound TCP in the domain profile. */
export const plainRule = (fields: Partial<Rule> = {}): Rule => ({
  id: '{00000000-0000-4000-8000-000000000001}',
  displayName: 'Sample',
  description: '',
  group: '',
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
  ...fields,
})
