// SPDX-License-Identifier: MIT
import { unusableKind } from '../../estate/resolve/unusable-address.ts'
import { parseAddress } from '../../formats/address/address-set.ts'

const SHAPE = /^([0-9.]+(\/[0-9]+|-[0-9.]+)?|[0-9a-f]*:[0-9a-f:]*(\/[0-9]+|-[0-9a-f:]+)?)$/

/** Blanks around an address and its two halves; one inside makes it another address, or none. */
const BLANKS = /^[ \t\r\n]+|[ \t\r\n]+$|[ \t\r\n]*([-/])[ \t\r\n]*/g
const LONGEST = 200

/** An address, network or range that an estate takes, in its spelling there; null where it is none. */
export const sayableAddress = (text: string): string | null => {
  if (text.length > LONGEST) return null
  const written = text.replace(BLANKS, '$1').toLowerCase()
  const [low, high] = written.split('-')
  const one = low !== undefined && low === high ? low : written
  const set = SHAPE.test(one) ? parseAddress(one) : null
  if (set === null || unusableKind(set) !== null) return null
  const isMapped = set.v6.some(({ first, last }) => first >> 32n === 0xffffn && last >> 32n === 0xffffn)
  return isMapped ? null : one
}

/** The same for one address of a host. */
export const hostAddress = (text: string): string | null => (/[/-]/.test(text) ? null : sayableAddress(text))

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
