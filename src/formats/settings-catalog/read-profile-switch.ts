// SPDX-License-Identifier: MIT
import { profileValues } from '../registry-pol/profile-values.ts'
import type { Loss } from '../rule/loss.ts'
import { NO_SETTINGS } from '../rule/no-settings.ts'
import type { ProfileSettings } from '../rule/profile-settings.ts'
import type { RegistryValue } from '../rule/registry-value.ts'
import { PROFILES } from '../rule/rule.ts'
import { instanceValues } from './instance-values.ts'
import { LOG_FILE, LOG_SIZE, PROFILE_CHOICES, type ProfileField } from './profile-ids.ts'
import { STORE } from './setting-ids.ts'

const VALUES: Readonly<Record<string, boolean | 'allow' | 'block'>> = {
  true: true,
  false: false,
  allow: 'allow',
  block: 'block',
}

/** What one setting below a switch says; null where it is not known. */
const readBelow = (prefix: string, id: string, value: string): Partial<ProfileSettings> | null => {
  if (id === `${prefix}${LOG_FILE}`) return { logFile: value }
  if (id === `${prefix}${LOG_SIZE}`) return /^\d{1,9}$/.test(value) ? { logSize: Number(value) } : null
  for (const field of Object.keys(PROFILE_CHOICES) as ProfileField[]) {
    const { name, words } = PROFILE_CHOICES[field]
    if (id !== `${prefix}${name}`) continue
    const word = Object.keys(words).find((one) => value === `${id}_${words[one]}`)
    return word === undefined ? null : { [field]: VALUES[word] }
  }
  return null
}

/** The settings of a profile, as the values that a Group Policy has for them; a reason where it is no switch of a profile. */
export const readProfileSwitch = (
  instance: unknown,
): { readonly registry: readonly RegistryValue[]; readonly losses: readonly Loss[] } | string => {
  const read = instanceValues(instance)
  if (typeof read === 'string') return read
  const profile = PROFILES.find((name) => read.id === `${STORE}_${name}profile_enablefirewall`)
  if (profile === undefined) return 'is not read'
  const enabled = ['true', 'false'].find((word) => read.values[0] === `${read.id}_${word}`)
  if (enabled === undefined) return `${read.values[0]} is not known`
  const prefix = `${STORE}_${profile}profile_`
  const losses: Loss[] = []
  let settings: ProfileSettings = { ...NO_SETTINGS, enabled: enabled === 'true' }
  for (const child of read.children) {
    const one = instanceValues(child)
    const said =
      typeof one === 'string' || one.children.length > 0 ? null : readBelow(prefix, one.id, one.values[0] as string)
    if (said === null)
      losses.push({
        rule: null,
        field: typeof one === 'string' ? read.id : one.id,
        reason: typeof one === 'string' ? one : 'the setting is not read',
      })
    else settings = { ...settings, ...said }
  }
  return { registry: profileValues([profile], settings), losses }
}
