// SPDX-License-Identifier: MIT
import { readListing } from '../formats/listing/read-listing.ts'
import { type KnownSettings, UNKNOWN_SETTINGS } from '../formats/rule/known-settings.ts'
import type { Loss } from '../formats/rule/loss.ts'
import type { RegistryType } from '../formats/rule/registry-value.ts'
import { PROFILES, type Profile } from '../formats/rule/rule.ts'
import { foreignSet } from '../rules/foreign-set.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import type { Live } from './step-values.ts'

/** What Windows does where nobody says anything of it. */
const isSilent = (word: string): boolean => /^(?:notconfigured|2)$/i.test(word)

const flag =
  (silent: boolean | null) =>
  (word: string): boolean | null =>
    /^(?:true|1)$/i.test(word) ? true : /^(?:false|0)$/i.test(word) ? false : isSilent(word) ? silent : null
const action =
  (silent: 'allow' | 'block') =>
  (word: string): 'allow' | 'block' | null =>
    /^(?:allow|2)$/i.test(word)
      ? 'allow'
      : /^(?:block|4)$/i.test(word)
        ? 'block'
        : /^(?:notconfigured|0)$/i.test(word)
          ? silent
          : null
const size = (word: string): number | null => (/^[1-9]\d{0,9}$/.test(word) ? Number(word) : null)
const path = (word: string): string | null => (word === '' || isSilent(word) ? null : word)

/** Each setting by the property that says it, and how it is read. */
const SETTINGS: { readonly [K in keyof KnownSettings]: readonly [string, (word: string) => KnownSettings[K]] } = {
  enabled: ['Enabled', flag(true)],
  defaultInbound: ['DefaultInboundAction', action('block')],
  defaultOutbound: ['DefaultOutboundAction', action('allow')],
  localRules: ['AllowLocalFirewallRules', flag(true)],
  localConnectionSecurityRules: ['AllowLocalIPsecRules', flag(true)],
  notifications: ['NotifyOnListen', flag(null)],
  unicastResponse: ['AllowUnicastResponseToMulticast', flag(true)],
  logDropped: ['LogBlocked', flag(false)],
  logAllowed: ['LogAllowed', flag(false)],
  logFile: ['LogFileName', path],
  logSize: ['LogMaxSizeKilobytes', size],
  inboundRules: ['AllowInboundRules', flag(true)],
}

const settingsOf = (found: Readonly<Record<string, string>>): KnownSettings =>
  Object.fromEntries(
    Object.entries(SETTINGS).map(([name, [property, read]]) => {
      const word = found[property]
      return [name, word === undefined ? null : read(word)]
    }),
  ) as unknown as KnownSettings

/** What a profile in force did not say is not known, and is compared with nothing. */
const unsaid = (profiles: Live['profiles']): readonly Loss[] =>
  Object.values(SETTINGS)
    .map(([property]) => property)
    .filter((property) => profiles.some((found) => found[property] === undefined))
    .map((property) => ({
      rule: null,
      field: property,
      reason: 'is not said by the profiles in force, and was not compared',
    }))

const TYPES: Readonly<Record<string, RegistryType>> = {
  String: 'REG_SZ',
  ExpandString: 'REG_EXPAND_SZ',
  MultiString: 'REG_MULTI_SZ',
  DWord: 'REG_DWORD',
  QWord: 'REG_QWORD',
  Binary: 'REG_BINARY',
}

/** The rules and profiles that are in force on a computer, as a set like any other. */
export const liveSet = (host: string, { records, profiles, registry }: Live): RuleSet => {
  // Without a record there is no listing to be read, and no rule in force.
  const { rules, losses } =
    records.length === 0
      ? { rules: [], losses: [] }
      : readListing([{ path: host, bytes: new TextEncoder().encode(JSON.stringify(records)) }])
  const settings = (profile: Profile): KnownSettings => {
    const found = profiles.find(({ Name }) => Name?.toLowerCase() === profile)
    return found === undefined ? UNKNOWN_SETTINGS : settingsOf(found)
  }
  return foreignSet('live', {
    rules,
    settings: Object.fromEntries(PROFILES.map((profile) => [profile, settings(profile)])) as RuleSet['settings'],
    registry: registry.map(({ key, name, kind, data }) => ({ key, name, type: TYPES[kind] ?? 'REG_NONE', data })),
    losses: [...losses, ...unsaid(profiles)],
  })
}
