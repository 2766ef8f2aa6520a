// SPDX-License-Identifier: MIT

import type { ProfileSettings } from '../../../src/formats/rule/profile-settings.ts'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import type { Policy } from '../../../src/rules/policy.ts'
import { plainPolicy } from '../sample/plain-policy.ts'
import { plainRule } from '../sample/plain-rule.ts'

/** A rule with what a test cares about; the rest allows inbound TCP in the domain profile. */
export const sampleRule = (displayName: string, some: Partial<Rule> = {}): Rule =>
  plainRule({
    id: `{${displayName}}`,
    displayName,
    group: 'Portwright: contoso / cm01.contoso.test',
    ...some,
  })

export const samplePolicy = (rules: readonly Rule[], settings: ProfileSettings | null = null): Policy =>
  plainPolicy({
    description: 'Windows Firewall rules of contoso for cm01.contoso.test.',
    group: 'Portwright: contoso / cm01.contoso.test',
    rules,
    settings,
  })
