// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import { changeText } from '../packets/change-text.ts'
import { packetsOfAction } from '../packets/let-through.ts'
import { NO_PACKET } from '../packets/packet-forest.ts'
import { packetPieces } from '../packets/packet-pieces.ts'
import { packetSpace } from '../packets/packet-space.ts'
import { findingOf, ruleNames } from './finding-of.ts'
import type { EstateNeeds, Finding, LintSet } from './lint-set.ts'
import { letsIn } from './opened-ports.ts'

/** Rules of ours that the estate has no more, and rules that let in what none of its flows asks for. */
export const againstEstate = (set: LintSet): readonly Finding[] =>
  set.needs === null ? [] : [...staleRules(set, set.needs), ...uncoveredRules(set, set.needs)]

const staleRules = (set: LintSet, { groupPrefix, groups }: EstateNeeds): readonly Finding[] => {
  const nameOf = ruleNames(set.rules)
  return set.rules.flatMap((rule) => {
    if (!rule.group.startsWith(groupPrefix)) return []
    const known = groups.get(rule.group)
    if (known?.has(rule.id) === true) return []
    const policy = known === undefined ? rule.group.slice(groupPrefix.length) : null
    return [findingOf(set, 'rule-stale', { rule: nameOf(rule), policy }, rule)]
  })
}

/** A flow knows no profile, program or service: only who reaches what counts. */
const askedFor = (rule: Rule): Rule => ({ ...rule, profiles: [], program: null, service: null })

const uncoveredRules = (set: LintSet, { of, rules: needed, dynamicRanges }: EstateNeeds): readonly Finding[] => {
  if (needed === null) return []
  const nameOf = ruleNames(set.rules)
  const opening = set.rules.filter(letsIn)
  const bare = new Map(opening.map((rule) => [rule, { ...rule, profiles: [] }]))
  const blocks = set.rules.filter(
    ({ enabled, action, direction }) => enabled && action === 'block' && direction === 'in',
  )
  const asked = needed.filter(letsIn).map((rule) => {
    const { localPorts } = rule
    return askedFor(localPorts.includes('RPC') ? { ...rule, localPorts: [...localPorts, ...dynamicRanges] } : rule)
  })
  const space = packetSpace([...bare.values(), ...blocks, ...asked])
  const { forest } = space
  const fine = forest.union(packetsOfAction(space, asked, 'allow'), packetsOfAction(space, blocks, 'block'))
  return opening.flatMap((rule) => {
    const said = bare.get(rule) as Rule
    const beyond = forest.outside(space.packetsOf(said), fine)
    if (beyond === NO_PACKET) return []
    const [first, ...more] = packetPieces(space, beyond, [said]).map(changeText)
    return [
      findingOf(set, 'rule-uncovered', { rule: nameOf(rule), host: of, first: first ?? '', more: more.length }, rule),
    ]
  })
}
