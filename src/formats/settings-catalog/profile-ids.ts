// SPDX-License-Identifier: MIT
import type { Profile } from '../rule/rule.ts'

/** Template references of the switch of each profile. */
export const PROFILE_SWITCH: Readonly<Record<Profile, { readonly instance: string; readonly value: string }>> = {
  domain: { instance: '7714c373-a19a-4b64-ba6d-2e9db04a7684', value: '120c5dbe-0c88-46f0-b897-2c996d3e5277' },
  private: { instance: '1c14f914-69bb-49f8-af5b-e29173a6ee95', value: '9d55dfae-d55f-4f2a-af03-9a9524f61e76' },
  public: { instance: 'e2714734-708e-4286-8ae9-d56821e306a3', value: 'c38694c7-51a4-4a35-8f64-b10866a04776' },
}

export type ProfileField =
  | 'defaultInbound'
  | 'defaultOutbound'
  | 'notifications'
  | 'localRules'
  | 'localConnectionSecurityRules'
  | 'logDropped'
  | 'logAllowed'

/** Choices below the switch of a profile: the last part of their names, by what a setting says. */
export const PROFILE_CHOICES: Readonly<
  Record<ProfileField, { readonly name: string; readonly words: Readonly<Record<string, string>> }>
> = {
  defaultInbound: { name: 'defaultinboundaction', words: { allow: '0', block: '1' } },
  defaultOutbound: { name: 'defaultoutboundaction', words: { allow: '0', block: '1' } },
  notifications: { name: 'disableinboundnotifications', words: { true: 'false', false: 'true' } },
  localRules: { name: 'allowlocalpolicymerge', words: { true: 'true', false: 'false' } },
  localConnectionSecurityRules: { name: 'allowlocalipsecpolicymerge', words: { true: 'true', false: 'false' } },
  logDropped: { name: 'enablelogdroppedpackets', words: { true: 'true', false: 'false' } },
  logAllowed: { name: 'enablelogsuccessconnections', words: { true: 'true', false: 'false' } },
}
export const LOG_SIZE = 'logmaxfilesize'
export const LOG_FILE = 'logfilepath'
