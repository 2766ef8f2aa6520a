// SPDX-License-Identifier: MIT
import type { MdmRule } from '../../formats/mdm-rule/mdm-rule.ts'
import { toMdmRule } from '../../formats/mdm-rule/to-mdm-rule.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import { profileLosses } from '../../formats/settings-catalog/write-profile-policy.ts'
import { isXmlText } from '../../formats/xml/xml-text.ts'
import type { Policy } from '../../rules/policy.ts'

export interface ManagedRules {
  readonly rules: readonly MdmRule[]
  readonly losses: readonly Loss[]
}

const UNSAYABLE = 'XML cannot hold one of its characters'

/** The rules that a device management can say, and what it cannot say of the policy. */
export const managedRules = (policy: Policy): ManagedRules => {
  const rules: MdmRule[] = []
  const losses: Loss[] = []
  for (const rule of policy.rules) {
    const said = toMdmRule(rule, policy.dynamicRange)
    losses.push(...said.losses)
    if (said.rule === null) continue
    const { name, description, filePath, serviceName, id, group } = said.rule
    if (
      [name, description, filePath ?? '', serviceName ?? '', id, group].every(
        (text) => isXmlText(text) && !/\r/.test(text),
      )
    )
      rules.push(said.rule)
    else losses.push({ rule: rule.id, field: 'rule', reason: UNSAYABLE })
  }
  return { rules, losses: [...losses, ...profileLosses(policy.settings)] }
}
