// SPDX-License-Identifier: MIT
import type { Rule } from '../../src/formats/rule/rule.ts'
import type { Policy } from '../../src/rules/policy.ts'
import type { TargetOptions } from '../../src/targets/target.ts'

export const GROUP = 'Portwright: test / sample'

/** A rule with everything at its plainest: TCP 445 from one address. */
export const rule = (more: Partial<Rule> = {}): Rule => ({
  id: '{11111111-2222-5333-8444-555555555555}',
  displayName: 'ConfigMgr: SMB to the distribution point from the site server',
  description: 'The site server copies content. [cmcb/site-server/distribution-point/smb] Source: 002:400.',
  group: GROUP,
  direction: 'in',
  action: 'allow',
  enabled: true,
  profiles: ['domain'],
  protocol: 'tcp',
  localPorts: ['445'],
  remotePorts: [],
  icmpTypes: [],
  localAddresses: [],
  remoteAddresses: ['10.0.0.10'],
  program: null,
  service: null,
  interfaceTypes: [],
  flows: ['cmcb/site-server/distribution-point/smb@PS1'],
  ...more,
})

export const policy = (rules: readonly Rule[], more: Partial<Policy> = {}): Policy => ({
  id: 'sample',
  name: 'Portwright - sample',
  guid: '{AAAAAAAA-BBBB-5CCC-8DDD-EEEEEEEEEEEE}',
  gpoGuid: '{AAAAAAAA-BBBB-5CCC-8DDD-FFFFFFFFFFFF}',
  securityGroup: 'Portwright - sample',
  description: 'A policy for tests.',
  group: GROUP,
  hosts: ['host.example.test'],
  clients: [],
  profiles: ['domain'],
  productType: 'server',
  dynamicRange: '49152-65535',
  rules,
  registry: [],
  settings: null,
  widened: [],
  ...more,
})

export const OPTIONS: TargetOptions = {
  estate: 'test',
  version: '0.1.0',
  gpo: { domain: null, groups: true, wmiFilter: false, rpc: 'policy' },
  dsc: { networkingDsc: '9.1.0' },
  wfp: { hardPermit: false, defaultBlock: false },
}
