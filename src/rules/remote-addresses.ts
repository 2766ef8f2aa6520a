// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { FlowEnd } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import {
  type AddressSet,
  formatAddressSet,
  isAnyAddress,
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

/** What the parties need from the ends: the union, but never a host's own address for itself alone. */
export const neededAddresses = (ends: Iterable<FlowEnd>, parties: ReadonlySet<Party>): AddressSet => {
  const single = parties.size === 1 ? ([...parties][0] as Party) : null
  const sets = [...ends].map((end) => (single === null ? end.addresses : withoutSelf(end, single)))
  return sets.length === 1 ? (sets[0] as AddressSet) : unionAddresses(sets)
}

export const withoutSelf = (end: FlowEnd, party: Party): AddressSet =>
  party.kind === 'host' && end.any === null && end.parties.includes(party)
    ? subtractAddresses(end.addresses, party.addresses)
    : end.addresses
