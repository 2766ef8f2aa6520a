// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { FlowEnd } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import {
  type AddressSet,
  formatAddressSet,
  intersectAddresses,
  isAnyAddress,
  NO_ADDRESS,
  subtractAddresses,
  unionAddresses,
} from '../formats/address/address-set.ts'

const texts = new WeakMap<AddressSet, readonly string[]>()

/** The entries of a rule's address list; empty for any. Kept by the set's identity: many rules share one end. */
export const addressTexts = (set: AddressSet): readonly string[] =>
  getOrInsert(texts, set, () => (isAnyAddress(set) ? [] : formatAddressSet(set).flatMap(halves)))

/** Windows refuses the network that is a whole family (MS-FASP 2.2.37: a mask is not zero); its two halves are taken. */
const halves = (text: string): readonly string[] =>
  text === '0.0.0.0/0' ? ['0.0.0.0/1', '128.0.0.0/1'] : text === '::/0' ? ['::/1', '8000::/1'] : [text]

/**
 * What the holders of a rule need from the ends: the union, but never a host's own address for itself alone.
 * `holders` says for whom each answers: itself, or a name that it serves.
 */
export const neededAddresses = (ends: Iterable<FlowEnd>, holders: ReadonlyMap<Party, Party>): AddressSet => {
  const selves = new Set(holders.values())
  const own = holders.size === 1 ? new Set([...holders.keys(), ...selves]) : selves.size === 1 ? selves : NOBODY
  const sets = [...ends].map((end) => withoutSelf(end, own))
  return sets.length === 1 ? (sets[0] as AddressSet) : unionAddresses(sets)
}

const NOBODY: ReadonlySet<Party> = new Set()

/**
 * The addresses of an end without those of hosts that stand there themselves. An address that a client group or a
 * network of the end holds as well stays: the flow says so, and the network stays in one piece.
 */
export const withoutSelf = (end: FlowEnd, own: Iterable<Party>): AddressSet => {
  if (isAnyAddress(end.addresses)) return end.addresses
  let rest = end.addresses
  for (const self of own) {
    if (self.kind !== 'host' || !standsIn(end, self)) continue
    const groups = end.parties.filter((party) => party.kind === 'clients').map((party) => party.addresses)
    const shared = groups.length === 0 ? NO_ADDRESS : intersectAddresses(self.addresses, unionAddresses(groups))
    rest = subtractAddresses(rest, subtractAddresses(self.addresses, shared))
  }
  return rest
}

export const standsIn = (end: FlowEnd, party: Party): boolean =>
  end.parties.includes(party) || end.inside.some((inside) => inside.party === party)
