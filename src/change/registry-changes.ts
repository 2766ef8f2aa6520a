// SPDX-License-Identifier: MIT
import { isUnder, RPC_KEY } from '../formats/registry-pol/firewall-keys.ts'
import type { RegistryValue } from '../formats/rule/registry-value.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { factsOf } from './format-facts.ts'
import type { RegistryChange } from './plan.ts'

const keyOf = ({ key, name }: RegistryValue): string => `${key}\\${name}`.toLowerCase()

/** The ports of RPC: what a policy of ours sets beside rules and profiles. */
const ofPolicy = ({ key, name }: RegistryValue): boolean =>
  name !== '' && !name.startsWith('**') && isUnder(key.replace(/^[^\\]+\\/, ''), RPC_KEY)

/** Registry values that differ, as far as both sides say them. */
export const registryChanges = (now: RuleSet | null, was: RuleSet | null): readonly RegistryChange[] => {
  const sides = [now, was].filter((set) => set !== null).map(({ format }) => factsOf(format))
  if (sides.some(({ registry }) => registry === 'none')) return []
  const partly = sides.some(({ registry }) => registry === 'some')
  const valuesOf = (set: RuleSet | null): ReadonlyMap<string, RegistryValue> =>
    new Map((set?.registry ?? []).filter(ofPolicy).map((value) => [keyOf(value), value]))
  const [is, before] = [valuesOf(now), valuesOf(was)]
  return [...new Set([...is.keys(), ...before.keys()])].flatMap((key): readonly RegistryChange[] => {
    const [value, old] = [is.get(key), before.get(key)]
    const same = JSON.stringify(value?.data) === JSON.stringify(old?.data)
    if (same || (partly && (old === undefined || value === undefined))) return []
    const { key: place, name } = (value ?? old) as RegistryValue
    return [{ key: place, name, was: old?.data ?? null, now: value?.data ?? null }]
  })
}
