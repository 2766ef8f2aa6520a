// SPDX-License-Identifier: MIT

import { STORE_KEY } from '../../formats/firewall-store/store-keys.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import type { ProfileSettings } from '../../formats/rule/profile-settings.ts'
import { PROFILES, type Profile } from '../../formats/rule/rule.ts'
import type { Policy } from '../../rules/policy.ts'
import { STORE_PROFILE } from './netsh-words.ts'

/** A command `netsh advfirewall set …`. `value` is text of the user where there is one. */
export interface SettingCommand {
  readonly words: string
  readonly value: string | null
}

export interface ProfileCommands {
  readonly commands: readonly SettingCommand[]
  /** netsh sets both default actions at once: the one that is left alone is read from the store first. */
  readonly firewallPolicy: FirewallPolicy | null
}

export interface FirewallPolicy {
  readonly words: string
  readonly key: string
  readonly inbound: string | null
  readonly outbound: string | null
}

const onOff = (words: string, value: boolean | null, on: string, off: string): readonly SettingCommand[] =>
  value === null ? [] : [{ words: `${words} ${value ? on : off}`, value: null }]

const profileCommands = (profile: Profile, settings: ProfileSettings): ProfileCommands => {
  const words = `${profile}profile`
  const { defaultInbound, defaultOutbound, logFile, logSize } = settings
  return {
    commands: [
      ...onOff(`${words} state`, settings.enabled, 'on', 'off'),
      ...onOff(`${words} settings inboundusernotification`, settings.notifications, 'enable', 'disable'),
      ...onOff(`${words} settings unicastresponsetomulticast`, settings.unicastResponse, 'enable', 'disable'),
      ...(logFile === null ? [] : [{ words: `${words} logging filename`, value: logFile }]),
      ...(logSize === null ? [] : [{ words: `${words} logging maxfilesize ${logSize}`, value: null }]),
      ...onOff(`${words} logging droppedconnections`, settings.logDropped, 'enable', 'disable'),
      ...onOff(`${words} logging allowedconnections`, settings.logAllowed, 'enable', 'disable'),
    ],
    firewallPolicy:
      defaultInbound === null && defaultOutbound === null
        ? null
        : {
            words: `${words} firewallpolicy`,
            key: `${STORE_KEY}\\${STORE_PROFILE[profile]}`,
            inbound: defaultInbound && `${defaultInbound}inbound`,
            outbound: defaultOutbound && `${defaultOutbound}outbound`,
          },
  }
}

/** The commands for each profile of the policy. */
export const writeSettings = ({ profiles, settings }: Policy): readonly ProfileCommands[] =>
  settings === null
    ? []
    : PROFILES.filter((profile) => profiles.includes(profile)).map((profile) => profileCommands(profile, settings))

/** That local rules do not count can be said in a Group Policy object only; that they do is so in the local store. */
export const settingLosses = ({ settings }: Policy): readonly Loss[] => {
  const loss = (field: string): Loss => ({
    rule: null,
    field: `settings.${field}`,
    reason: 'netsh sets the local store, in which local rules always count; only Group Policy can turn them off',
  })
  return [
    ...(settings?.localRules === false ? [loss('localRules')] : []),
    ...(settings?.localConnectionSecurityRules === false ? [loss('localConnectionSecurityRules')] : []),
  ]
}
