// SPDX-License-Identifier: MIT
import type { Source } from '../../catalog/catalog-flow.ts'
import { count } from '../../diagnostics/count.ts'
import type { Flow, FlowEnd } from '../../flows/flow.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import { shortHash } from '../../rules/policy-group.ts'
import { originWord, reasonsOf } from '../rule-reasons.ts'
import { portWords, protocolWord, sourceWord } from '../words.ts'

/** Addresses that stand in a cell as they are; the rest is folded away. */
const MOST_ADDRESSES = 24
const MOST_NAMES = 3

export interface RuleRow {
  readonly key: string
  readonly protocol: string
  readonly ports: string
  readonly peers: string
  readonly morePeers: string
  readonly moreCount: string
  readonly who: string
  readonly why: string
  readonly source: string
  readonly program: string
}

/** A table of rules of one direction, ready to be written. */
export interface RuleTable {
  readonly caption: string
  readonly inbound: boolean
  readonly rows: readonly RuleRow[]
  readonly none: boolean
}

export interface RuleFacts {
  readonly flows: ReadonlyMap<string, Flow>
  /** Whose rules: tells equal rules of two hosts apart in a comparison; null where nothing is compared. */
  readonly holder: string | null
  /** Only the services and the first source: where there are too many rows to say why in full. */
  readonly brief: boolean
}

export const ruleTable = (
  caption: string,
  direction: 'in' | 'out',
  rules: readonly Rule[],
  facts: RuleFacts,
): RuleTable => ({
  caption,
  inbound: direction === 'in',
  rows: rules.map((rule) => ruleRow(rule, facts)),
  none: rules.length === 0,
})

const ruleRow = (rule: Rule, { flows, holder, brief }: RuleFacts): RuleRow => {
  const { texts, services, sources } = reasonsOf(rule, flows)
  const addresses = rule.remoteAddresses
  const rest = addresses.slice(MOST_ADDRESSES)
  const ports = portWords(rule).join(', ')
  return {
    key: holder === null ? '' : shortHash([holder, rule.direction, rule.protocol, ports, ...addresses].join('|')),
    protocol: protocolWord(rule),
    ports,
    peers: addresses.length === 0 ? 'any' : addresses.slice(0, MOST_ADDRESSES).join(', '),
    morePeers: rest.join(', '),
    moreCount: rest.length === 0 ? '' : count(rest.length, 'more address', 'more addresses'),
    who: peerNames(rule, flows),
    why: brief ? services.join(', ') : texts.join(' '),
    source: sources.length === 0 ? originWord(rule.flows) : sourceWords(sources, brief),
    program: [
      rule.program === null ? null : `process ${rule.program}`,
      rule.service === null ? null : `service ${rule.service}`,
    ]
      .filter((part) => part !== null)
      .join(', '),
  }
}

const sourceWords = (sources: readonly Source[], brief: boolean): string => {
  const [first] = sources
  return brief && first !== undefined && sources.length > 1
    ? `${sourceWord(first)} and ${sources.length - 1} more`
    : sources.map(sourceWord).join('; ')
}

/** Names of the other side: hosts and client groups, or the word for addresses of nobody. */
const peerNames = (rule: Rule, flows: ReadonlyMap<string, Flow>): string => {
  const ends = new Set(
    rule.flows.flatMap((id): FlowEnd[] => {
      const flow = flows.get(id)
      return flow === undefined ? [] : [rule.direction === 'in' ? flow.from : flow.to]
    }),
  )
  const names = new Set<string>()
  for (const end of ends) {
    if (end.any !== null) names.add(end.any)
    for (const party of end.parties) names.add(party.name)
  }
  const all = [...names]
  return all.length <= MOST_NAMES
    ? all.join(', ')
    : `${all.slice(0, MOST_NAMES - 1).join(', ')} and ${all.length - MOST_NAMES + 1} more`
}
