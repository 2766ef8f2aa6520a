// SPDX-License-Identifier: MIT

import type { Source } from '../../catalog/catalog-flow.ts'
import { getOrInsert } from '../../collections/get-or-insert.ts'
import type { Flow, FlowEnd } from '../../flows/flow.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import { shortHash } from '../../rules/policy-group.ts'
import { originWord, reasonsOf } from '../rule-reasons.ts'
import { portWords, protocolWord, sourceWord } from '../words.ts'
import { ruleAnchor } from './anchors.ts'
import { type NameList, nameList } from './name-list.ts'
import { isCore, isOpenToAll } from './open-to-all.ts'
import { isSensitive } from './port-labels.ts'
import { type SourceLink, sourceLinks } from './source-links.ts'

/** Addresses that stand in a cell as they are; the rest is folded away. */
const MOST_ADDRESSES = 12
const MOST_NAMES = 3

export interface RuleRow {
  /** Tells rows apart in a comparison of two methods; empty elsewhere. */
  readonly key: string
  /** Empty where the rule stands on the page a second time. */
  readonly anchor: string
  readonly name: string
  readonly protocol: string
  readonly ports: string
  readonly local: string
  readonly peers: NameList
  readonly who: NameList
  readonly why: string
  readonly sources: readonly SourceLink[]
  readonly origin: string
  readonly program: string
  readonly profiles: string
  readonly badge: string
  /** Whether it lets more or less through than before; empty where nothing changed. */
  readonly change: string
}

/** A table of rules of one direction, ready to be written. */
export interface RuleTable {
  readonly caption: string
  /** Who holds the rules, where the caption begins with them. */
  readonly holders: NameList | null
  readonly inbound: boolean
  readonly rows: readonly RuleRow[]
  readonly none: boolean
}

export interface RuleFacts {
  readonly flows: ReadonlyMap<string, Flow>
  /** Whose rules: tells equal rules of two hosts apart in a comparison; null where nothing is compared. */
  readonly holder: string | null
  readonly holders?: NameList
  /** Only the services and the first source: where there are too many rows to say why in full. */
  readonly brief: boolean
  /** Lists of names that stand on the page already. */
  readonly once?: (list: NameList) => NameList
  /** Profiles that stand above the table; a rule of others names its own. */
  readonly profiles?: readonly string[]
  readonly changeOf?: (rule: Rule) => string
}

export const ruleTable = (
  caption: string,
  direction: 'in' | 'out',
  rules: readonly Rule[],
  facts: RuleFacts,
): RuleTable => ({
  caption,
  holders: facts.holders ?? null,
  inbound: direction === 'in',
  rows: rules.map((rule) => ruleRow(rule, facts)),
  none: rules.length === 0,
})

const ruleRow = (
  rule: Rule,
  { flows, holder, brief, profiles = rule.profiles, once = (list) => list, changeOf = () => '' }: RuleFacts,
): RuleRow => {
  const { texts, services, sources } = reasonsOf(rule, flows)
  const addresses = rule.remoteAddresses
  const ports = portWords(rule).join(', ')
  const protocol = protocolWord(rule)
  return {
    key: holder === null ? '' : shortHash([holder, rule.direction, rule.protocol, ports, ...addresses].join('|')),
    anchor: holder === null ? ruleAnchor(rule) : '',
    name: holder === null ? rule.displayName : '',
    protocol,
    ports,
    local: rule.localAddresses.join(', '),
    peers: addresses.length === 0 ? nameList(['any']) : once(nameList(addresses, MOST_ADDRESSES)),
    who: once(nameList(peerNames(rule, flows), MOST_NAMES)),
    why: brief ? (holder === null ? '' : services.join(', ')) : texts.join(' '),
    sources: brief ? [] : sourceLinks(sources),
    origin: sources.length === 0 ? originWord(rule.flows) : brief ? briefSource(sources) : '',
    program: [
      rule.program === null ? null : `program ${rule.program}`,
      rule.service === null ? null : `service ${rule.service}`,
    ]
      .filter((part) => part !== null)
      .join(', '),
    change: changeOf(rule),
    profiles: rule.profiles.join() === profiles.join() ? '' : rule.profiles.join(', '),
    badge:
      isOpenToAll(rule) && !isCore(rule)
        ? 'everyone'
        : rule.direction === 'in' && rule.localPorts.some((port) => isSensitive(`${protocol} ${port}`))
          ? 'sensitive'
          : '',
  }
}

/** The first line of a document, or the document alone; where there are too many rows for more. */
const briefSource = ([first, ...others]: readonly Source[]): string =>
  first === undefined
    ? ''
    : `${first.line === null ? first.document : sourceWord(first)}${others.length === 0 ? '' : ` and ${others.length} more`}`

const known = new WeakMap<FlowEnd, readonly string[]>()

const namesOf = (end: FlowEnd): readonly string[] =>
  getOrInsert(known, end, () => [...(end.any === null ? [] : [end.any]), ...end.parties.map(({ name }) => name)])

/** Names of the other side: hosts and client groups, or the word for addresses of nobody. */
const peerNames = (rule: Rule, flows: ReadonlyMap<string, Flow>): readonly string[] => {
  const names = new Set<string>()
  for (const id of rule.flows) {
    const flow = flows.get(id)
    if (flow === undefined) continue
    for (const name of namesOf(rule.direction === 'in' ? flow.from : flow.to)) names.add(name)
  }
  return [...names]
}
