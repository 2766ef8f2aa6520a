// SPDX-License-Identifier: MIT
import type { Rule } from '../../formats/rule/rule.ts'
import type { NetshChange } from './netsh-change.ts'

const namesOf = ({ displayName, id }: Rule): ReadonlySet<string> =>
  new Set([displayName.toLowerCase(), id.toLowerCase()])

/** The rules that a script has made so far, found by the names that a change may say. */
export interface MadeRules {
  readonly add: (rule: Rule) => void
  /** Takes away what a change is about, and gives it in its order. */
  readonly take: (change: NetshChange) => readonly Rule[]
  readonly all: () => readonly Rule[]
}

export const madeRules = (): MadeRules => {
  const rules = new Set<Rule>()
  const byName = new Map<string, Rule[]>()
  return {
    add: (rule) => {
      rules.add(rule)
      for (const name of namesOf(rule)) {
        const known = byName.get(name)
        if (known === undefined) byName.set(name, [rule])
        else known.push(rule)
      }
    },
    take: (change) => {
      const named = change === 'any' ? [...rules] : (byName.get(change.name.toLowerCase()) ?? [])
      const taken = named.filter((rule) => rules.delete(rule))
      if (change === 'any') byName.clear()
      else byName.delete(change.name.toLowerCase())
      return taken
    },
    all: () => [...rules],
  }
}

/** Whether one of these changes, which stand behind a place, is about a rule that is made there. */
export const changedLater = (
  changes: readonly { readonly place: number; readonly change: NetshChange }[],
): ((rule: Rule, place: number) => boolean) => {
  let any = -1
  const named = new Map<string, number>()
  for (const { place, change } of changes) {
    if (change === 'any') any = Math.max(any, place)
    else named.set(change.name.toLowerCase(), Math.max(named.get(change.name.toLowerCase()) ?? -1, place))
  }
  return (rule, place) => any > place || [...namesOf(rule)].some((name) => (named.get(name) ?? -1) > place)
}
