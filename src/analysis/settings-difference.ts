// SPDX-License-Identifier: MIT
import { profileValues } from '../formats/registry-pol/profile-values.ts'
import type { ProfileSettings } from '../formats/rule/profile-settings.ts'
import type { RegistryValue } from '../formats/rule/registry-value.ts'
import type { Profile } from '../formats/rule/rule.ts'

/** A value of a profile wherever its store lies: `privateprofile\logging\logfilesize 4096`. The local store calls the private profile Standard. */
const textOf = ({ key, name, data }: RegistryValue): string | null => {
  const place = /\\(Domain|Private|Standard|Public)Profile(\\.+)?$/i.exec(key)
  if (place === null || name === '') return null
  const profile = (place[1] as string).toLowerCase().replace('standard', 'private')
  return `${profile}${(place[2] ?? '').toLowerCase()}\\${name.toLowerCase()} ${String(data)}`
}

/** What a local store always does, so that a format for it neither can nor has to say it. */
const OF_ITSELF = /\\(allowlocalpolicymerge 1|allowlocalipsecpolicymerge 1|donotallowexceptions 0)$/

const textsOf = (values: readonly RegistryValue[], local: boolean): ReadonlySet<string> =>
  new Set(values.map(textOf).filter((text) => text !== null && !(local && OF_ITSELF.test(text))) as string[])

/**
 * Where profile settings that were read differ from those of the policy: `-` only the policy says it, `+` only the file.
 * `local`: the format is for the local store of a computer.
 */
export const settingsDifference = (
  profiles: readonly Profile[],
  settings: ProfileSettings | null,
  read: readonly RegistryValue[],
  local: boolean,
): readonly string[] => {
  const wanted = textsOf(settings === null ? [] : profileValues(profiles, settings), local)
  const found = textsOf(read, local)
  return [
    ...[...wanted].filter((text) => !found.has(text)).map((text) => `- setting ${text}`),
    ...[...found].filter((text) => !wanted.has(text)).map((text) => `+ setting ${text}`),
  ]
}
