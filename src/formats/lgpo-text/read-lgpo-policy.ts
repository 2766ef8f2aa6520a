// SPDX-License-Identifier: MIT

import { type FirewallValues, firewallPolicySteps, readFirewallPolicy } from '../registry-pol/read-firewall-policy.ts'
import { atTheEnd, type RuleSteps } from '../rule/rule-steps.ts'
import { decodeText } from '../text/decode-text.ts'
import type { LgpoScope } from './lgpo-entry.ts'
import { parseLgpoText } from './parse-lgpo-text.ts'

/** Finds the firewall's rules and settings, and RPC's port values, in LGPO text. */
export const readLgpoPolicy = (bytes: Uint8Array): FirewallValues => atTheEnd(lgpoPolicySteps(bytes))

export function* lgpoPolicySteps(bytes: Uint8Array): RuleSteps<FirewallValues> {
  const { entries, faults } = parseLgpoText(decodeText(bytes))
  const records = (wanted: LgpoScope) => entries.flatMap(({ scope, record }) => (scope === wanted ? [record] : []))
  const computer = yield* firewallPolicySteps(records('Computer'), 'HKLM')
  // The firewall reads the computer's half alone; what stands in the user's is shown, but is no rule.
  const user = readFirewallPolicy(records('User'), 'HKCU')
  const misplaced = user.rules.map(({ id }) => ({
    rule: id,
    field: 'scope',
    reason: 'a rule in the user half of a policy has no effect',
  }))
  const malformed = faults.map(({ line, reason, text }) => ({ rule: null, field: `line ${line}`, reason, text }))
  return {
    rules: computer.rules,
    registry: [...computer.registry, ...user.registry],
    losses: [...malformed, ...computer.losses, ...user.losses, ...misplaced],
  }
}
