// SPDX-License-Identifier: MIT
import { addAll } from '../collections/add-all.ts'
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { HostFirewall } from '../estate/estate.ts'
import type { Flow } from '../flows/flow.ts'
import {
  type AddressSet,
  ANY_ADDRESS,
  formatAddressSet,
  isAnyAddress,
  isEmptyAddressSet,
  unionAddresses,
} from '../formats/address/address-set.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { uuidV5 } from '../formats/uuid/uuid-v5.ts'
import { coveredRules } from './covered-rules.ts'
import { description, displayName } from './display-name.ts'
import { type Draft, localsOf } from './draft.ts'
import type { CoveredRule } from './policy.ts'
import { addressTexts, neededAddresses } from './remote-addresses.ts'
import { splitRule } from './split-rule.ts'

export interface RuleContext {
  readonly firewall: HostFirewall
  /** Names the policy in the whole world: estate and policy id. */
  readonly scope: string
  readonly group: string
  /** How many hosts or groups share the policy. */
  readonly members: number
  /** `apart`: each rule in parts, one for each set of peers, which shows who needs it; all parts carry its id and name. */
  readonly peers: 'together' | 'apart'
}

export interface FinishedRules {
  readonly rules: readonly Rule[]
  readonly covered: readonly CoveredRule[]
}

interface Merged {
  readonly opening: string
  readonly draft: Draft
  readonly what: string
  readonly remotes: AddressSet[]
  readonly locals: readonly string[]
  readonly flows: Flow[]
}

/**
 * One rule for whatever a policy opens: drafts that open the same ports of the same service become one, from all who need
 * it. So a rule keeps its id and its name when somebody comes or goes at the other end. Names them, and splits what Windows
 * cannot hold in one rule.
 */
export const finishRules = (drafts: readonly Draft[], context: RuleContext): FinishedRules => {
  const merged = new Map<string, Merged>()
  for (const draft of drafts) {
    const needed = familyOf(draft, neededAddresses(draft.ends, draft.parties))
    if (isEmptyAddressSet(needed)) continue
    const local = localsOf(draft, context.members)
    const limited = local === null ? null : familyOf(draft, local)
    if (limited !== null && !shareFamily(needed, limited)) continue
    const locals = limited === null ? [] : formatAddressSet(limited)
    const what = openedBy(draft)
    const opening = openingOf(draft, what, locals)
    const known = getOrInsert(
      merged,
      context.peers === 'together' ? opening : `${opening}|${addressTexts(needed).join(',')}`,
      (): Merged => ({ opening, draft, what, remotes: [], locals, flows: [] }),
    )
    known.remotes.push(needed)
    addAll(known.flows, draft.flows)
  }
  const all = [...merged.values()]
  const rules = all.map((one) => toRule(one, context))
  return context.peers === 'together'
    ? withoutCovered(
        uniqueNames(rules),
        all.map(({ flows }) => flows),
      )
    : { rules: rules.flatMap(splitRule), covered: [] }
}

/** A packet has one family at both ends. */
const shareFamily = (a: AddressSet, b: AddressSet): boolean =>
  (a.v4.length > 0 && b.v4.length > 0) ||
  (a.v6.length > 0 && b.v6.length > 0) ||
  a.keywords.length + b.keywords.length > 0

/**
 * Which of two rules that open the same is written: what every computer has by the baseline comes first, so that it keeps its id and
 * its name when a role comes or goes that needs the same. Then rows of the catalogue, then the user's own flows.
 */
const rankOf = (flows: readonly Flow[]): number =>
  flows.some(({ entry, own }) => entry === null && own === null) ? 0 : flows.some(({ own }) => own === null) ? 1 : 2

/** A rule that others cover closes nothing by being there. Its flows become reasons of those that cover it. */
const withoutCovered = (rules: readonly Rule[], flows: readonly (readonly Flow[])[]): FinishedRules => {
  const left = coveredRules(rules, flows.map(rankOf))
  if (left.size === 0) return { rules: rules.flatMap(splitRule), covered: [] }
  const reasons = flows.map((own) => [...own])
  for (const [at, by] of left) for (const wider of by) addAll(reasons[wider] as Flow[], flows[at] as readonly Flow[])
  const written = rules.map((rule, at) => {
    const all = reasons[at] as readonly Flow[]
    return left.has(at)
      ? []
      : splitRule(
          all.length === flows[at]?.length ? rule : { ...rule, description: description(all), flows: idsOf(all) },
        )
  })
  return {
    rules: written.flat(),
    covered: [...left]
      .sort(([a], [b]) => a - b)
      .map(([at, by]) => {
        const { id, displayName, flows: own } = rules[at] as Rule
        return { id, displayName, by: by.flatMap((wider) => (written[wider] ?? []).map((rule) => rule.id)), flows: own }
      }),
  }
}

const idsOf = (flows: readonly Flow[]): readonly string[] => [...new Set(flows.map((flow) => flow.id))]

/** The service of the catalogue, or the name of a flow of the user's own. */
const openedBy = ({ flows }: Draft): string => flows[0]?.title ?? flows[0]?.service ?? ''

const openingOf = (draft: Draft, what: string, locals: readonly string[]): string => {
  const { flows, direction, protocol, ports, sourcePorts, icmpTypes, pin } = draft
  const kind = flows[0]?.title == null ? 'service' : 'own'
  return [kind, what, direction, protocol, ports, sourcePorts, icmpTypes, pin.program, pin.service, locals].join('|')
}

/** Whether a rule needs no remote addresses to say the set: all of the one family is any address for ICMP. */
const isAnyOf = (draft: Draft, set: AddressSet): boolean =>
  draft.protocol === 'icmp4'
    ? isAnyAddress({ ...set, v6: ANY_ADDRESS.v6 })
    : draft.protocol === 'icmp6'
      ? isAnyAddress({ ...set, v4: ANY_ADDRESS.v4 })
      : isAnyAddress(set)

/** ICMP is a protocol of one family: addresses of the other say nothing in such a rule. */
const familyOf = (draft: Draft, set: AddressSet): AddressSet =>
  draft.protocol === 'icmp4' ? { ...set, v6: [] } : draft.protocol === 'icmp6' ? { ...set, v4: [] } : set

const toRule = ({ opening, draft, what, remotes, locals, flows }: Merged, context: RuleContext): Rule => {
  const local = (draft.direction === 'in') !== draft.sourcePorts
  const all = remotes.length === 1 ? (remotes[0] as AddressSet) : unionAddresses(remotes)
  const opened = {
    direction: draft.direction,
    protocol: draft.protocol,
    localPorts: local ? draft.ports : [],
    remotePorts: local ? [] : draft.ports,
    localAddresses: locals,
    program: draft.pin.program,
    service: draft.pin.service,
  }
  const isOwn = flows.every((flow) => flow.title !== null)
  return {
    id: uuidV5(`${context.scope}|${opening}`),
    displayName: displayName(what, isOwn, opened),
    description: description(flows),
    group: context.group,
    direction: opened.direction,
    action: 'allow',
    enabled: true,
    profiles: context.firewall.profiles,
    protocol: opened.protocol,
    localPorts: opened.localPorts,
    remotePorts: opened.remotePorts,
    icmpTypes: draft.icmpTypes,
    localAddresses: locals,
    remoteAddresses:
      (draft.direction === 'in' && context.firewall.remote === 'any') || isAnyOf(draft, all) ? [] : addressTexts(all),
    program: opened.program,
    service: opened.service,
    interfaceTypes: [],
    flows: idsOf(flows),
  }
}

/** Windows takes two rules of one name, people do not: the start of its id tells such a rule from the others. */
const uniqueNames = (rules: readonly Rule[]): readonly Rule[] => {
  const count = new Map<string, number>()
  for (const rule of rules) count.set(rule.displayName, (count.get(rule.displayName) ?? 0) + 1)
  return rules.map((rule) =>
    count.get(rule.displayName) === 1 ? rule : { ...rule, displayName: `${rule.displayName} [${rule.id.slice(1, 5)}]` },
  )
}
