// SPDX-License-Identifier: MIT
import { formatAddressSet, parseAddress } from '../address/address-set.ts'
import { ownText } from '../text/own-text.ts'

/** A mask of 0 bits is refused by Windows; the range of all addresses is not. */
const EVERY: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0/0', '0.0.0.0-255.255.255.255'],
  ['::/0', '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
])

/** An address, network, range or keyword in the spelling of Rule; null for anything else. */
export const readAddressText = (text: string): string | null => {
  const known = SPELLED.get(text)
  if (known !== undefined) return known
  const set = parseAddress(text.trim(), true)
  const spelled = set === null ? null : (formatAddressSet(set)[0] ?? null)
  if (spelled === null) return null
  if (SPELLED.size >= MOST_KNOWN) SPELLED.clear()
  const own = ownText(text)
  SPELLED.set(own, own === spelled ? own : spelled)
  return spelled
}

/** Each address of a policy is spelled again for every format. */
const SPELLED = new Map<string, string>()
const MOST_KNOWN = 1 << 16

/** The same for NetSecurity and the firewall's COM interface. */
export const writeAddressText = (text: string): string | null => {
  const address = readAddressText(text)
  return address === null ? null : (EVERY.get(address) ?? address)
}
