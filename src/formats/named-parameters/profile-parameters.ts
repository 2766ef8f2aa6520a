// SPDX-License-Identifier: MIT
import type { ProfileSettings } from '../rule/profile-settings.ts'
import type { Profile } from '../rule/rule.ts'

const NAME: Readonly<Record<Profile, string>> = { domain: 'Domain', private: 'Private', public: 'Public' }
const state = (value: boolean | null): string | null => (value === null ? null : value ? 'True' : 'False')
const action = (value: 'allow' | 'block' | null): string | null =>
  value === null ? null : value === 'allow' ? 'Allow' : 'Block'

/** Settings of a profile as Set-NetFirewallProfile and NetworkingDsc's FirewallProfile name them; what is null is left out. */
export const profileParameters = (
  profile: Profile,
  settings: ProfileSettings,
): Readonly<Record<string, string | number>> => {
  const said: readonly (readonly [string, string | number | null])[] = [
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
  return Object.fromEntries(said.filter((entry): entry is [string, string | number] => entry[1] !== null))
}
