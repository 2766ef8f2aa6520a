// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { HostFirewall } from '../estate/estate.ts'
import type { Flow } from '../flows/flow.ts'
import {
  type AddressSet,
  ANY_ADDRESS,
  formatAddressSet,
  isAnyAddress,
  isEmptyAddressSet,
} from '../formats/address/address-set.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { uuidV5 } from '../formats/uuid/uuid-v5.ts'
import { description, displayName } from './display-name.ts'
import { type Draft, localsOf } from './draft.ts'
import { addressTexts, neededAddresses } from './remote-addresses.ts'
import { splitRule } from './split-rule.ts'

export interface RuleContext {
  readonly catalog: Catalog
  readonly firewall: HostFirewall
  /** Names the policy in the whole world: estate and policy id. */
  readonly scope: string
  readonly group: string
  /** How many hosts or groups share the policy. */
  readonly members: number
}

interface Merged {
  readonly draft: Draft
  readonly remotes: readonly string[]
  readonly locals: readonly string[]
  readonly flows: Flow[]
  readonly keys: string[]
}

/** Merges drafts with the same meaning, names them, and splits what Windows cannot hold in one rule. */
export const finishRules = (drafts: readonly Draft[], context: RuleContext): readonly Rule[] => {
  const merged = new Map<string, Merged>()
  for (const draft of drafts) {
    const needed = familyOf(draft, neededAddresses(draft.ends, draft.parties))
    if (isEmptyAddressSet(needed)) continue
    const remotes = context.firewall.remote === 'any' || isAnyOf(draft, needed) ? [] : addressTexts(needed)
    const { program, service } = draft.pin
    const local = localsOf(draft, context.members)
    const limited = local === null ? null : familyOf(draft, local)
    if (limited !== null && isEmptyAddressSet(limited)) continue
    const locals = limited === null ? [] : formatAddressSet(limited)
    const meaning = [
      draft.direction,
      draft.protocol,
      draft.ports,
      draft.sourcePorts,
      draft.icmpTypes,
      program,
      service,
      remotes,
      locals,
    ].join('|')
    const known = getOrInsert(merged, meaning, (): Merged => ({ draft, remotes, locals, flows: [], keys: [] }))
    known.flows.push(...draft.flows)
    known.keys.push(draft.key)
  }
  return uniqueNames([...merged.values()].map((one) => toRule(one, context))).flatMap(splitRule)
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

const toRule = ({ draft, remotes, locals, flows, keys }: Merged, context: RuleContext): Rule => {
  const local = (draft.direction === 'in') !== draft.sourcePorts
  return {
    id: uuidV5(`${context.scope}|${[...keys].sort().join('|')}`),
    displayName: displayName(context.catalog, flows, draft.direction),
    description: description(flows),
    group: context.group,
    direction: draft.direction,
    action: 'allow',
    enabled: true,
    profiles: context.firewall.profiles,
    protocol: draft.protocol,
    localPorts: local ? draft.ports : [],
    remotePorts: local ? [] : draft.ports,
    icmpTypes: draft.icmpTypes,
    localAddresses: locals,
    remoteAddresses: remotes,
    program: draft.pin.program,
    service: draft.pin.service,
    interfaceTypes: [],
    flows: [...new Set(flows.map((flow) => flow.id))],
  }
}

/** Windows takes two rules of one name, people do not: a transport, then a number, tells them apart. */
const uniqueNames = (rules: readonly Rule[]): readonly Rule[] => {
  const count = new Map<string, number>()
  for (const rule of rules) count.set(rule.displayName, (count.get(rule.displayName) ?? 0) + 1)
  const seen = new Map<string, number>()
  return rules.map((rule) => {
    const shared = (count.get(rule.displayName) as number) > 1
    const name = shared ? `${rule.displayName} (${transport(rule)})` : rule.displayName
    const before = seen.get(name) ?? 0
    seen.set(name, before + 1)
    return before === 0 ? { ...rule, displayName: name } : { ...rule, displayName: `${name} ${before + 1}` }
  })
}

const transport = ({ protocol, localPorts, remotePorts }: Rule): string =>
  protocol === 'icmp4' || protocol === 'icmp6'
    ? { icmp4: 'ICMPv4', icmp6: 'ICMPv6' }[protocol]
    : `${String(protocol).toUpperCase()} ${[...localPorts, ...remotePorts].join(', ')}`.trim()
