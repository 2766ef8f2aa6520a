// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { FlowEnd } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import {
  type AddressSet,
  isAnyAddress,
  isEmptyAddressSet,
  subtractAddresses,
  unionAddresses,
} from '../formats/address/address-set.ts'
import { pickAddresses } from '../formats/address/pick-addresses.ts'
import type { Draft } from './draft.ts'

/** Ends of one draft that concern a party; equal ones are one object. */
export interface Ends {
  readonly ends: readonly FlowEnd[]
  readonly all: AddressSet
}

interface EndFacts {
  /** Whoever stands in the end. */
  readonly standing: ReadonlySet<Party>
  readonly clients: AddressSet
  readonly isAny: boolean
}

/** What the hosts of one policy ask in turn, worked out once: nothing here goes through all hosts for each of them. */
export interface WidenedEnds {
  readonly stands: (end: FlowEnd, party: Party) => boolean
  /** The ends through which this very party needs the rule (a flow may concern only some hosts of the set). */
  readonly endsFor: (draft: Draft, party: Party) => Ends
  /**
   * The addresses without those that a party needs from the ends, in parts that are not empty: what is the same for every
   * party, as one object, and what of its own addresses is left. `own`: itself, and the name that answers for it.
   */
  readonly without: (addresses: AddressSet, ends: Ends, own: readonly Party[]) => readonly AddressSet[]
}

export const widenedEnds = (): WidenedEnds => {
  const numbers = new Map<FlowEnd, number>()
  const known = new Map<string, Ends>()
  const facts = new Map<FlowEnd, EndFacts>()
  const left = new Map<AddressSet, Map<AddressSet, AddressSet>>()

  const factsOf = (end: FlowEnd): EndFacts =>
    getOrInsert(facts, end, () => ({
      standing: new Set([...end.parties, ...end.inside.map(({ party }) => party)]),
      clients: unionAddresses(end.parties.filter(({ kind }) => kind === 'clients').map(({ addresses }) => addresses)),
      isAny: isAnyAddress(end.addresses),
    }))
  const stands = (end: FlowEnd, party: Party): boolean => factsOf(end).standing.has(party)

  /** What of a party's own addresses it needs from an end: `withoutSelf`, looked at there alone. */
  const neededOfOwn = (end: FlowEnd, own: readonly Party[], selves: AddressSet): AddressSet => {
    const { clients, isAny } = factsOf(end)
    let rest = pickAddresses(end.addresses, selves)
    if (isAny) return rest
    for (const self of own) {
      if (self.kind !== 'host' || !stands(end, self)) continue
      rest = subtractAddresses(rest, subtractAddresses(self.addresses, pickAddresses(clients, self.addresses)))
    }
    return rest
  }

  return {
    stands,
    endsFor: (draft, party) => {
      const inbound = draft.direction === 'in'
      const ends = draft.flows
        .map((flow) => (inbound ? [flow.to, flow.from] : [flow.from, flow.to]) as [FlowEnd, FlowEnd])
        .filter(([mine]) => mine.any !== null || stands(mine, party))
        .map(([, other]) => other)
      const key = [...new Set(ends.map((end) => getOrInsert(numbers, end, () => numbers.size)))].join(' ')
      return getOrInsert(known, key, () => ({ ends, all: unionAddresses(ends.map(({ addresses }) => addresses)) }))
    },
    without: (addresses, { ends, all }, own) => {
      const rest = getOrInsert(
        getOrInsert(left, addresses, () => new Map<AddressSet, AddressSet>()),
        all,
        () => subtractAddresses(addresses, all),
      )
      const selves = unionAddresses(own.map((self) => self.addresses))
      const mine = pickAddresses(addresses, selves)
      const needed = [pickAddresses(rest, selves), ...ends.map((end) => neededOfOwn(end, own, selves))]
      return [rest, subtractAddresses(mine, unionAddresses(needed))].filter((set) => !isEmptyAddressSet(set))
    },
  }
}
