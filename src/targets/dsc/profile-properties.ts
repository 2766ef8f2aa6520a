// SPDX-License-Identifier: MIT
import type { DscValue } from '../../formats/dsc/dsc-resource.ts'
import type { Profile } from '../../formats/rule/rule.ts'
import type { PolicySettings } from '../../rules/policy.ts'

const NAME: Readonly<Record<Profile, string>> = { domain: 'Domain', private: 'Private', public: 'Public' }

/** Properties of NetworkingDsc's FirewallProfile; a setting that is null is left out and stays as it is. */
export const profileProperties = (profile: Profile, settings: PolicySettings): Readonly<Record<string, DscValue>> => {
  const state = (value: boolean | null): string | null => (value === null ? null : value ? 'True' : 'False')
  const action = (value: 'allow' | 'block' | null): string | null =>
    value === null ? null : value === 'allow' ? 'Allow' : 'Block'
  const properties: readonly (readonly [string, DscValue | null])[] = [
    ['Name', NAME[profile]],
    ['Enabled', state(settings.enabled)],
    ['DefaultInboundAction', action(settings.defaultInbound)],
    ['DefaultOutboundAction', action(settings.defaultOutbound)],
    ['AllowLocalFirewallRules', state(settings.localRules)],
    ['AllowLocalIPsecRules', state(settings.localConnectionSecurityRules)],
    ['NotifyOnListen', state(settings.notifications)],
    ['AllowUnicastResponseToMulticast', state(settings.unicastResponse)],
    ['LogBlocked', state(settings.logDropped)],
    ['LogAllowed', state(settings.logAllowed)],
    ['LogFileName', settings.logFile],
    ['LogMaxSizeKilobytes', settings.logSize],
  ]
  return Object.fromEntries(properties.filter((entry): entry is [string, DscValue] => entry[1] !== null))
}
