// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import { hostsByAddress } from '../flows/hosts-by-address.ts'
import type { Party } from '../flows/party.ts'
import {
  type AddressSet,
  formatAddressSet,
  isEmptyAddressSet,
  subtractAddresses,
  unionAddresses,
} from '../formats/address/address-set.ts'
import { pickAddresses } from '../formats/address/pick-addresses.ts'
import type { Draft } from './draft.ts'

/** Of more hosts than these that share the policy themselves its id is said, which stands for them all. */
const MOST_NAMED = 16

/** Sets that grow by small ones: of sizes that double, so that none is copied often. */
const gathering = () => {
  const parts: { set: AddressSet; size: number }[] = []
  return {
    add: (set: AddressSet): void => {
      let made = { set, size: 1 }
      for (let last = parts.at(-1); last !== undefined && last.size <= made.size; last = parts.at(-1)) {
        parts.pop()
        made = { set: unionAddresses([last.set, made.set]), size: last.size + made.size }
      }
      parts.push(made)
    },
    without: (set: AddressSet): AddressSet =>
      parts.reduce((rest, part) => subtractAddresses(rest, pickAddresses(part.set, rest)), set),
    all: (): AddressSet => unionAddresses(parts.map(({ set }) => set)),
  }
}

/** Names whoever sends from addresses of a draft's ends; equal sets of addresses are asked for once. */
export const widenedSenders = (
  policy: string,
  members: readonly Party[],
): ((draft: Draft, addresses: AddressSet) => readonly string[]) => {
  const sharing = new Set(members)
  const known = new Map<Draft, Map<AddressSet, readonly string[]>>()
  const finders = new Map<Draft, (addresses: AddressSet) => readonly Party[]>()

  /** In the order of the ends. */
  const finderOf = (draft: Draft) => {
    const places = new Map<Party, number>()
    for (const end of draft.ends)
      for (const party of end.parties) if (!places.has(party)) places.set(party, places.size)
    const hosts = hostsByAddress([...places.keys()])
    const others = [...places.keys()].filter(({ kind }) => kind !== 'host')
    return (addresses: AddressSet): readonly Party[] =>
      [...hosts(addresses), ...others].sort((a, b) => (places.get(a) as number) - (places.get(b) as number))
  }

  const sendersOf = (draft: Draft, addresses: AddressSet): readonly string[] => {
    const taken = gathering()
    const found: Party[] = []
    for (const party of getOrInsert(finders, draft, () => finderOf(draft))(addresses)) {
      const part = taken.without(pickAddresses(addresses, party.addresses))
      if (isEmptyAddressSet(part)) continue
      found.push(party)
      taken.add(part)
    }
    const peers = found.filter((party) => sharing.has(party)).length
    const names =
      peers > MOST_NAMED
        ? [policy, ...found.filter((party) => !sharing.has(party)).map(({ name }) => name)]
        : found.map(({ name }) => name)
    return [...names, ...formatAddressSet(subtractAddresses(addresses, taken.all()))]
  }

  return (draft, addresses) =>
    getOrInsert(
      getOrInsert(known, draft, () => new Map<AddressSet, readonly string[]>()),
      addresses,
      () => sendersOf(draft, addresses),
    )
}
