// SPDX-License-Identifier: MIT
import type { ProfileSettings } from '../../formats/rule/profile-settings.ts'

const onOff = (value: boolean | null): string | null => (value === null ? null : value ? 'on' : 'off')

/** What a policy sets on its profiles; empty where it touches no setting. */
export const settingWords = (settings: ProfileSettings | null): readonly string[] => {
  if (settings === null) return []
  const words: readonly (readonly [string, string | null])[] = [
    ['firewall', onOff(settings.enabled)],
    ['inbound by default', settings.defaultInbound],
    ['outbound by default', settings.defaultOutbound],
    ['local rules', onOff(settings.localRules)],
    ['local connection security rules', onOff(settings.localConnectionSecurityRules)],
    ['notifications', onOff(settings.notifications)],
    ['unicast response', onOff(settings.unicastResponse)],
    ['log of dropped packets', onOff(settings.logDropped)],
    ['log of allowed packets', onOff(settings.logAllowed)],
    ['log file', settings.logFile],
    ['log size', settings.logSize === null ? null : `${settings.logSize} KB`],
  ]
  return words.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))
}
