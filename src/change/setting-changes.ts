// SPDX-License-Identifier: MIT
import type { KnownSettings } from '../formats/rule/known-settings.ts'
import { PROFILES } from '../formats/rule/rule.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { factsOf } from './format-facts.ts'
import type { SettingChange } from './plan.ts'

const ALWAYS_LOCAL: readonly (keyof KnownSettings)[] = ['localRules', 'localConnectionSecurityRules']

/** Settings of profiles that differ, as far as both sides say them. */
export const settingChanges = (now: RuleSet | null, was: RuleSet | null): readonly SettingChange[] => {
  const sides = [now, was].filter((set) => set !== null).map(({ format }) => factsOf(format))
  if (sides.some(({ settings }) => settings === 'none')) return []
  const local = sides.some((side) => side.local)
  const isRead = sides.some(({ settings }) => settings === 'said')
  const partly = isRead || sides.some(({ settings }) => settings === 'some')
  return PROFILES.flatMap((profile) => {
    const value = (set: RuleSet | null, setting: keyof KnownSettings): SettingChange['now'] => {
      const said = set?.settings[profile][setting] ?? null
      // What is so by itself is the same said or not.
      if (said === true && (setting === 'inboundRules' || (local && ALWAYS_LOCAL.includes(setting)))) return null
      return said
    }
    const names = Object.keys((now ?? was)?.settings[profile] ?? {}) as readonly (keyof KnownSettings)[]
    return names
      .map((setting) => ({ profile, setting, was: value(was, setting), now: value(now, setting) }))
      .filter((one) => one.was !== one.now && !(partly && one.now === null) && !(isRead && one.was === null))
  })
}
