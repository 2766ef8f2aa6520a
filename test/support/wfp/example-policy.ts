// SPDX-License-Identifier: MIT

import type { Rule } from '../../../src/formats/rule/rule.ts'
import type { Policy } from '../../../src/rules/policy.ts'
import type { TargetOptions } from '../../../src/targets/target.ts'
import { PLAIN_OPTIONS } from '../sample/plain-options.ts'
import { plainPolicy } from '../sample/plain-policy.ts'
import { plainRule } from '../sample/plain-rule.ts'

export const rule = (part: Partial<Rule> & { readonly id: string }): Rule =>
  plainRule({
    displayName: part.id,
    group: 'Portwright: contoso / cm01',
    ...part,
  })

/** One rule for each thing that a filter can say. */
export const RULES: readonly Rule[] = [
  rule({
    id: '{A}',
    displayName: "Café ‘SMB’ it's <b> $(1) — {{x}}",
    localPorts: ['445'],
    program: 'System',
    remoteAddresses: [
      ...['10.0.0.10', '10.10.0.0/16', '192.0.2.1-192.0.2.9'],
      ...['2001:db8::/32', '2001:db9::1', '2001:dba::1-2001:dba::7'],
    ],
  }),
  rule({
    id: '{B}',
    localPorts: ['RPC-EPMap'],
    program: '%SystemRoot%\\system32\\svchost.exe',
    service: 'RpcSs',
    profiles: ['domain', 'private'],
  }),
  rule({ id: '{C}', localPorts: ['RPC', '443'], profiles: ['domain', 'private', 'public'] }),
  rule({ id: '{D}', protocol: 'icmp4', icmpTypes: ['8:*', '3:4', '3:1'], remoteAddresses: ['10.0.0.0/8'] }),
  rule({ id: '{E}', protocol: 'icmp6', icmpTypes: ['128:*'] }),
  rule({ id: '{F}', direction: 'out', remotePorts: ['80', '443', '8530-8531'] }),
  rule({
    id: '{G}',
    direction: 'out',
    action: 'block',
    protocol: 'udp',
    remotePorts: ['1434'],
    service: 'My Own;Svc=1',
    program: '%SystemRoot%\\CCM\\RemCtrl\\CmRcService.exe',
  }),
]

export const policyOf = (rules: readonly Rule[]): Policy =>
  plainPolicy({
    name: 'cm01',
    securityGroup: 'cm01',
    description: 'Windows Firewall rules of contoso for cm01.contoso.test.',
    group: 'Portwright: contoso / cm01',
    rules,
  })

export const optionsOf = (wfp: TargetOptions['wfp']): TargetOptions => ({
  ...PLAIN_OPTIONS,
  wfp,
})
