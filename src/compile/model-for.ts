// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import type { Policy } from '../rules/policy.ts'
import type { Capabilities } from '../targets/target.ts'

/** What a target is to say: the policy's rules, dynamic RPC in numbers where the format has no keyword for it. */
export const modelFor = (capabilities: Capabilities, policy: Policy): readonly Rule[] =>
  capabilities.rpcKeywords
    ? policy.rules
    : policy.rules.map((rule) => ({
        ...rule,
        localPorts: rule.localPorts.map((port) => (port === 'RPC' ? policy.dynamicRange : port)),
      }))
