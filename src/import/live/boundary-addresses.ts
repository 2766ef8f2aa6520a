// SPDX-License-Identifier: MIT
import { unusableKind } from '../../estate/resolve/unusable-address.ts'
import { parseAddress } from '../../formats/address/address-set.ts'
import { parseIPv4, parseIPv6 } from '../../formats/address/ip.ts'

/** An address, network or range that an estate takes, in its spelling there; null where it is none. */
export const sayableAddress = (text: string): string | null => {
  const bare = text.replace(/\s/g, '').toLowerCase()
  const [low = '', high] = bare.split('-')
  const written = high !== undefined && low === high ? low : bare
  const set = /^[0-9a-f:./-]+$/.test(written) ? parseAddress(written) : null
  if (set === null || set.keywords.length > 0 || unusableKind(set) !== null) return null
  return /^::ffff:/.test(written) ? null : written
}

/** The same for one address of a host. */
export const hostAddress = (text: string): string | null => {
  const bare = text.trim().toLowerCase()
  return parseIPv4(bare) !== null || (/^[0-9a-f:]+$/.test(bare) && parseIPv6(bare) !== null)
    ? sayableAddress(bare)
    : null
}

/** What a boundary is: addresses, or why it has none. */
export const boundaryAddress = (type: string, value: string): { readonly text: string } | { readonly why: string } => {
  const kind: Readonly<Record<string, string>> = {
    0: 'subnet',
    1: 'Active Directory site',
    2: 'IPv6 prefix',
    3: 'range',
    4: 'VPN',
  }
  const name = kind[type] ?? `boundary of type ${type}`
  if (type === '1') return { why: `${name} ${value}: which addresses it has stands in Active Directory` }
  if (type === '4') return { why: `${name} ${value}: it tells connections, not addresses` }
  if (type === '0' && !value.includes('/')) return { why: `${name} ${value}: a subnet without its mask` }
  if (type === '2' && !value.includes('/')) return { why: `${name} ${value}: a prefix without its length` }
  if (kind[type] === undefined) return { why: `${name} ${value}: no such type is known` }
  const text = sayableAddress(value)
  return text === null ? { why: `${name} ${value}: no addresses that an estate takes` } : { text }
}
