// SPDX-License-Identifier: MIT
import { PROFILES, type Profile } from '../../formats/rule/rule.ts'
import type { Policy, PolicySettings } from '../../rules/policy.ts'

type Parameters = Readonly<Record<string, string | number>>

const NAME: Readonly<Record<Profile, string>> = { domain: 'Domain', private: 'Private', public: 'Public' }
const state = (value: boolean | null): string | null => (value === null ? null : value ? 'True' : 'False')
const action = (value: 'allow' | 'block' | null): string | null =>
  value === null ? null : value === 'allow' ? 'Allow' : 'Block'

const entries = (settings: PolicySettings): readonly (readonly [string, string | number | null])[] => [
  ['Enabled', state(settings.enabled)],
  ['DefaultInboundAction', action(settings.defaultInbound)],
  ['DefaultOutboundAction', action(settings.defaultOutbound)],
  ['AllowLocalFirewallRules', state(settings.localRules)],
  ['AllowLocalIPsecRules', state(settings.localConnectionSecurityRules)],
  ['NotifyOnListen', state(settings.notifications)],
  ['AllowUnicastResponseToMulticast', state(settings.unicastResponse)],
  ['LogFileName', settings.logFile],
  ['LogMaxSizeKilobytes', settings.logSize],
  ['LogBlocked', state(settings.logDropped)],
  ['LogAllowed', state(settings.logAllowed)],
]

/** Parameters of Set-NetFirewallProfile, one set for each profile of the policy. A setting that is null is left out. */
export const profileParameters = ({ profiles, settings }: Policy): readonly Parameters[] => {
  const said = settings === null ? [] : entries(settings).filter((entry) => entry[1] !== null)
  if (said.length === 0) return []
  return PROFILES.filter((profile) => profiles.includes(profile)).map(
    (profile) => Object.fromEntries([['Name', NAME[profile]], ...said]) as Parameters,
  )
}
