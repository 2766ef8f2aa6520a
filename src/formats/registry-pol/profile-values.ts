// SPDX-License-Identifier: MIT
import type { ProfileSettings } from '../rule/profile-settings.ts'
import type { RegistryValue } from '../rule/registry-value.ts'
import { PROFILES, type Profile } from '../rule/rule.ts'
import { PROFILE_KEY } from './firewall-keys.ts'

const flag = (value: boolean | null): number | null => (value === null ? null : value ? 1 : 0)
const not = (value: boolean | null): boolean | null => (value === null ? null : !value)
const block = (value: 'allow' | 'block' | null): number | null => (value === null ? null : value === 'block' ? 1 : 0)

/**
 * The registry values of profile settings (MS-GPFAS 2.2.3), in the order in which the firewall editor writes them.
 * LogFilePath is a REG_SZ although it holds an environment variable.
 */
export const profileValues = (profiles: readonly Profile[], settings: ProfileSettings): readonly RegistryValue[] =>
  PROFILES.filter((profile) => profiles.includes(profile)).flatMap((profile) => {
    const key = `HKLM\\${PROFILE_KEY[profile]}`
    const dword = (subkey: string, name: string, data: number | null): readonly RegistryValue[] =>
      data === null ? [] : [{ key: `${key}${subkey}`, name, type: 'REG_DWORD', data }]
    return [
      ...dword('', 'EnableFirewall', flag(settings.enabled)),
      ...dword('', 'DefaultOutboundAction', block(settings.defaultOutbound)),
      ...dword('', 'DefaultInboundAction', block(settings.defaultInbound)),
      ...dword('', 'DisableNotifications', flag(not(settings.notifications))),
      ...dword('', 'AllowLocalPolicyMerge', flag(settings.localRules)),
      ...dword('', 'AllowLocalIPsecPolicyMerge', flag(settings.localConnectionSecurityRules)),
      ...dword('', 'DisableUnicastResponsesToMulticastBroadcast', flag(not(settings.unicastResponse))),
      ...(settings.logFile === null
        ? []
        : [{ key: `${key}\\Logging`, name: 'LogFilePath', type: 'REG_SZ', data: settings.logFile } as const]),
      ...dword('\\Logging', 'LogFileSize', settings.logSize),
      ...dword('\\Logging', 'LogDroppedPackets', flag(settings.logDropped)),
      ...dword('\\Logging', 'LogSuccessfulConnections', flag(settings.logAllowed)),
    ]
  })
