// SPDX-License-Identifier: MIT
import { isAnyAddress, parseAddresses } from '../formats/address/address-set.ts'
import type { Rule } from '../formats/rule/rule.ts'

const WHOLE = { V4: '0.0.0.0/0', V6: '::/0' } as const
type Family = keyof typeof WHOLE

const familyOf = (rule: Rule): Family => (/V6/.test(String(rule.other?.layerKey ?? '')) ? 'V6' : 'V4')

/** The rule that a filter says it comes from, within its provider; null for filters of others. */
const originOf = (rule: Rule): { readonly key: string; readonly id: string } | null => {
  const [, word] = /(?:^|;)rule=([^;]*)/.exec(String(rule.other?.providerData ?? '')) ?? []
  if (word === undefined) return null
  try {
    const id = decodeURIComponent(word)
    return { id, key: JSON.stringify([rule.other?.providerKey, id]) }
  } catch {
    return null
  }
}

const textOf = ({ id: _, localAddresses: __, remoteAddresses: ___, other, ...rest }: Rule): string => {
  const { layerKey: ____, ...said } = other ?? {}
  return JSON.stringify([rest, said])
}

/** Filters are of one family each: the two of one rule are one rule again, under its own id. */
export const joinedFilters = (rules: readonly Rule[]): readonly Rule[] => {
  const groups = Map.groupBy(rules, (rule) => originOf(rule)?.key ?? rule.id)
  return [...groups.values()].flatMap((group): readonly Rule[] => {
    const id = originOf(group[0] as Rule)?.id
    if (id === undefined) return group
    const [one, other, ...more] = group
    const named = group.map((rule) => ({ ...rule, id }))
    if (one === undefined || other === undefined || more.length > 0) return named
    if (familyOf(one) === familyOf(other) || textOf(one) !== textOf(other)) return named
    const both = (key: 'localAddresses' | 'remoteAddresses'): readonly string[] => {
      const texts = [one, other].flatMap((rule) => (rule[key].length === 0 ? [WHOLE[familyOf(rule)]] : rule[key]))
      const set = parseAddresses(texts, true)
      return set !== null && isAnyAddress(set) ? [] : texts
    }
    return [{ ...one, id, localAddresses: both('localAddresses'), remoteAddresses: both('remoteAddresses') }]
  })
}
