// SPDX-License-Identifier: MIT
import { profileParameters } from '../../formats/named-parameters/profile-parameters.ts'
import { PROFILES } from '../../formats/rule/rule.ts'
import type { Policy } from '../../rules/policy.ts'

/** Parameters of Set-NetFirewallProfile, one set for each profile of the policy; none where no setting is said. */
export const policyProfiles = ({ profiles, settings }: Policy): readonly Readonly<Record<string, string | number>>[] =>
  settings === null || Object.values(settings).every((value) => value === null)
    ? []
    : PROFILES.filter((profile) => profiles.includes(profile)).map((profile) => profileParameters(profile, settings))
