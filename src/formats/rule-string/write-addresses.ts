// SPDX-License-Identifier: MIT
import { formatIPv4, IPV4_MAX } from '../address/ip.ts'
import { ADDRESS_TOKENS, ADDRESS_TOKENS_2_20 } from './keywords.ts'
import { CAPTIVE_PORTAL_VERSION, FIELD_VERSION, type SchemaVersion } from './schema-version.ts'

const MASKS = Array.from({ length: 33 }, (_, bits) => formatIPv4(bits === 0 ? 0 : IPV4_MAX - 2 ** (32 - bits) + 1))

/** One field for each address family and keyword field, each in the order keywords, addresses and ranges, networks. */
export interface AddressFields {
  readonly v4: string
  readonly v6: string
  readonly keywords4: string
  readonly keywords6: string
  readonly version: SchemaVersion
}

const NO_ADDRESSES: AddressFields = { v4: '', v6: '', keywords4: '', keywords6: '', version: 0 }

/**
 * Writes the addresses of one side (`L` or `R`) of a rule. Windows keeps keywords, ranges and networks of each family in
 * lists of their own (FW_ADDRESSES, MS-FASP 2.2.33) and writes IPv4 networks with a dotted mask; a network of one
 * address is an address (MS-GPFAS wants prefixes below 32 and 128).
 */
export const writeAddresses = (side: 'L' | 'R', addresses: readonly string[]): AddressFields => {
  if (addresses.length === 0) return NO_ADDRESSES
  const key4 = `${side}A4=`
  const key6 = `${side}A6=`
  let words4 = ''
  let words6 = ''
  let singles4 = ''
  let singles6 = ''
  let networks4 = ''
  let networks6 = ''
  let keywords4 = ''
  let keywords6 = ''
  let version: SchemaVersion = 0
  for (const entry of addresses) {
    const slash = entry.indexOf('/')
    if (entry.includes(':')) {
      if (slash < 0) singles6 += `${key6}${entry}|`
      else if (entry.endsWith('/128')) singles6 += `${key6}${entry.slice(0, slash)}|`
      else networks6 += `${key6}${entry}|`
    } else if (slash >= 0) {
      const bits = entry.slice(slash + 1)
      if (bits === '32') singles4 += `${key4}${entry.slice(0, slash)}|`
      else networks4 += `${key4}${entry.slice(0, slash)}/${MASKS[Number(bits)] ?? bits}|`
    } else if (ADDRESS_TOKENS.has(entry)) {
      words4 += `${key4}${ADDRESS_TOKENS.get(entry)}|`
      words6 += `${key6}${ADDRESS_TOKENS.get(entry)}|`
    } else if (entry === 'LocalSubnet4') words4 += `${key4}LocalSubnet|`
    else if (entry === 'LocalSubnet6') words6 += `${key6}LocalSubnet|`
    else if (ADDRESS_TOKENS_2_20.has(entry)) {
      keywords4 += `${side}A42=${ADDRESS_TOKENS_2_20.get(entry)}|`
      keywords6 += `${side}A62=${ADDRESS_TOKENS_2_20.get(entry)}|`
      version = Math.max(
        version,
        entry === 'CaptivePortal' ? CAPTIVE_PORTAL_VERSION : (FIELD_VERSION.RA42 as SchemaVersion),
      )
    } else singles4 += `${key4}${entry}|`
  }
  return {
    v4: words4 + singles4 + networks4,
    v6: words6 + singles6 + networks6,
    keywords4,
    keywords6,
    version,
  }
}
