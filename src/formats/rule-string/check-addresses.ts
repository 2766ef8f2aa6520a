// SPDX-License-Identifier: MIT
import { parseAddress } from '../address/address-set.ts'
import { parseIPv4, parseIPv6 } from '../address/ip.ts'
import { ADDRESS_TOKENS, ADDRESS_TOKENS_2_20 } from './keywords.ts'

const KEYWORDS = new Set([...ADDRESS_TOKENS.keys(), ...ADDRESS_TOKENS_2_20.keys(), 'LocalSubnet4', 'LocalSubnet6'])
const PREFIX = /^(0|[1-9]\d{0,2})$/

const entryReason = (entry: string): string | null => {
  const slash = entry.indexOf('/')
  const dash = entry.indexOf('-')
  const v6 = entry.includes(':')
  const parse: (text: string) => number | bigint | null = v6 ? parseIPv6 : parseIPv4
  const unknown = 'is not an address, a network or a range'
  if (dash >= 0) {
    const low = parse(entry.slice(0, dash))
    const high = parse(entry.slice(dash + 1))
    return low === null || high === null ? unknown : low > high ? 'ends before it begins' : null
  }
  // Most are known already, and a number of 128 bits is dear.
  const known = v6 ? parseAddress(entry, true)?.v6[0]?.first : undefined
  const address = known ?? parse(slash < 0 ? entry : entry.slice(0, slash))
  if (address === null) return unknown
  if (v6 && address <= 1n && (slash < 0 || entry.endsWith('/128')))
    return 'Windows refuses the unspecified and the loopback address'
  if (slash < 0) return null
  const prefix = entry.slice(slash + 1)
  if (!PREFIX.test(prefix) || Number(prefix) > (v6 ? 128 : 32)) return unknown
  return prefix === '0' ? 'a mask of 0 cannot be said: an empty list means any address' : null
}

/** Why a list of addresses cannot be said; null where it can. Windows has a list for each family and kind. */
export const checkAddresses = (entries: readonly string[], remote: boolean, max: number): string | null => {
  let singles4 = 0
  let singles6 = 0
  let networks4 = 0
  let networks6 = 0
  for (const entry of entries) {
    if (KEYWORDS.has(entry)) {
      if (!remote) return `${entry} cannot be a local address`
      continue
    }
    const reason = entryReason(entry)
    if (reason !== null) return `${JSON.stringify(entry)} ${reason}`
    const network = entry.includes('/')
    if (entry.includes(':')) network ? networks6++ : singles6++
    else network ? networks4++ : singles4++
  }
  const most = Math.max(singles4, singles6, networks4, networks6)
  return most > max ? `${most} entries of one kind, at most ${max} are allowed` : null
}
