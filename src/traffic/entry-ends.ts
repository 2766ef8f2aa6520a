// SPDX-License-Identifier: MIT
import type { Party } from '../flows/party.ts'
import { type AddressSet, addressesCover, formatAddressSet } from '../formats/address/address-set.ts'

export type EntryEnd = string | readonly string[]

interface Named {
  readonly word: EntryEnd
  readonly addresses: AddressSet
}

/** The addresses as a flow says them, or the party's name where that may be the same. */
const candidates = (party: Party | null, addresses: AddressSet): readonly Named[] => {
  const texts = formatAddressSet(addresses)
  const plain = { word: texts.length === 1 ? (texts[0] as string) : texts, addresses }
  return party === null ? [plain] : [{ word: party.name, addresses: party.addresses }, plain]
}

const equal = (a: AddressSet, b: AddressSet): boolean => addressesCover(a, b) && addressesCover(b, a)

/** Families in which both ends have an address. */
const common = (from: AddressSet, to: AddressSet): readonly [AddressSet, AddressSet] => {
  const v4 = from.v4.length > 0 && to.v4.length > 0
  const v6 = from.v6.length > 0 && to.v6.length > 0
  const cut = (set: AddressSet): AddressSet => ({ v4: v4 ? set.v4 : [], v6: v6 ? set.v6 : [], keywords: [] })
  return [cut(from), cut(to)]
}

/**
 * What stands under `from` and `to` of an entry that opens exactly what was sent: names of parties where these open nothing
 * more, else addresses.
 */
export const entryEnds = (
  from: { readonly party: Party | null; readonly addresses: AddressSet },
  to: { readonly party: Party | null; readonly addresses: AddressSet },
): { readonly from: EntryEnd; readonly to: EntryEnd } => {
  const [sent, called] = common(from.addresses, to.addresses)
  for (const caller of candidates(from.party, from.addresses))
    for (const listener of candidates(to.party, to.addresses)) {
      const [opensFrom, opensTo] = common(caller.addresses, listener.addresses)
      if (equal(opensFrom, sent) && equal(opensTo, called)) return { from: caller.word, to: listener.word }
    }
  return { from: formatAddressSet(from.addresses), to: formatAddressSet(to.addresses) }
}
