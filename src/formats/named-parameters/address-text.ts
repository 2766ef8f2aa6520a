// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { type AddressSet, formatAddressSet, parseAddress } from '../address/address-set.ts'

/** A mask of 0 bits is refused by Windows; the range of all addresses is not. */
const EVERY: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0/0', '0.0.0.0-255.255.255.255'],
  ['::/0', '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
])

/** An address, network, range or keyword in the spelling of Rule; null for anything else. */
export const readAddressText = (text: string): string | null => {
  const set = parseAddress(text.trim(), true)
  return set === null ? null : getOrInsert(SPELLED, set, () => formatAddressSet(set)[0] ?? null)
}

/** The same address has the same set, as long as that is known. */
const SPELLED = new WeakMap<AddressSet, string | null>()

/** The same for NetSecurity and the firewall's COM interface. */
export const writeAddressText = (text: string): string | null => {
  const address = readAddressText(text)
  return address === null ? null : (EVERY.get(address) ?? address)
}
