// SPDX-License-Identifier: MIT
import type { Rule } from '../../src/formats/rule/rule.ts'
import type { Policy } from '../../src/rules/policy.ts'
import type { TargetOptions } from '../../src/targets/target.ts'
import { PLAIN_OPTIONS } from './sample/plain-options.ts'
import { plainPolicy } from './sample/plain-policy.ts'
import { plainRule } from './sample/plain-rule.ts'

export const GROUP = 'Portwright: test / sample'

/** A rule with everything at its plainest: TCP 445 from one address. */
export const rule = (more: Partial<Rule> = {}): Rule =>
  plainRule({
    id: '{11111111-2222-5333-8444-555555555555}',
    displayName: 'ConfigMgr: SMB to the distribution point from the site server',
    description: 'The site server copies content. [cmcb/site-server/distribution-point/smb] Source: 002:400.',
    group: GROUP,
    localPorts: ['445'],
    remoteAddresses: ['10.0.0.10'],
    flows: ['cmcb/site-server/distribution-point/smb@PS1'],
    ...more,
  })

export const policy = (rules: readonly Rule[], more: Partial<Policy> = {}): Policy =>
  plainPolicy({
    id: 'sample',
    name: 'Portwright - sample',
    guid: '{AAAAAAAA-BBBB-5CCC-8DDD-EEEEEEEEEEEE}',
    gpoGuid: '{AAAAAAAA-BBBB-5CCC-8DDD-FFFFFFFFFFFF}',
    securityGroup: 'Portwright - sample',
    description: 'A policy for tests.',
    group: GROUP,
    hosts: ['host.example.test'],
    productType: 'server',
    rules,
    ...more,
  })

export const OPTIONS: TargetOptions = { ...PLAIN_OPTIONS, estate: 'test' }
