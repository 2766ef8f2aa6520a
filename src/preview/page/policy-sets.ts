// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { formatAddressSet, isAnyAddress, parseAddresses } from '../../formats/address/address-set.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import type { Policy } from '../../rules/policy.ts'
import { ruleContent } from '../server-sets.ts'

/** Policies that differ in nothing but the host's own address among its peers. */
export interface PolicySet {
  readonly policies: readonly Policy[]
  /** Rules with the addresses of all policies together. */
  readonly rules: readonly Rule[]
  readonly exact: boolean
}

/** Policies that say the same stand once, so that the page grows with kinds of hosts. */
export const policySets = (policies: readonly Policy[], labelOf: (policy: Policy) => string): readonly PolicySet[] => {
  const sets = new Map<string, Policy[]>()
  for (const policy of policies) {
    const shape = policy.rules.map((rule) => ruleContent({ ...rule, remoteAddresses: [], localAddresses: [] }))
    getOrInsert(sets, [labelOf(policy), policy.dynamicRange, ...shape].join('\n'), () => []).push(policy)
  }
  return [...sets.values()].map((list) => {
    const first = list[0] as Policy
    const rules = first.rules.map((rule, index) => ({ ...rule, remoteAddresses: together(list, index) }))
    return {
      policies: list,
      rules,
      exact: list.every((policy) =>
        policy.rules.every((rule, index) => sameList(rule.remoteAddresses, rules[index]?.remoteAddresses ?? [])),
      ),
    }
  })
}

const sameList = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join()

const together = (policies: readonly Policy[], index: number): readonly string[] => {
  const lists = policies.map((policy) => policy.rules[index]?.remoteAddresses ?? [])
  const first = lists[0] as readonly string[]
  if (lists.every((list) => sameList(list, first))) return first
  if (lists.some((list) => list.length === 0)) return []
  const set = parseAddresses([...new Set(lists.flat())])
  return set === null || isAnyAddress(set) ? [] : formatAddressSet(set)
}
