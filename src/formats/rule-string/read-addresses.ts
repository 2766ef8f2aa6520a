// SPDX-License-Identifier: MIT
import { parseAddress } from '../address/address-set.ts'
import { parseIPv4 } from '../address/ip.ts'
import { ADDRESS_TOKENS, ADDRESS_TOKENS_2_20 } from './keywords.ts'

const WORD: ReadonlyMap<string, string> = new Map(
  [...ADDRESS_TOKENS, ...ADDRESS_TOKENS_2_20].map(([word, token]) => [token.toLowerCase(), word]),
)

const prefixOfMask = (mask: number): number | null => {
  const bits = 32 - Math.log2(0x1_0000_0000 - mask)
  return mask !== 0 && Number.isInteger(bits) ? bits : mask === 0 ? 0 : null
}

const readIPv4 = (text: string): string | null => {
  const slash = text.indexOf('/')
  if (slash < 0 && !text.includes('-')) return parseIPv4(text) === null ? null : text
  if (slash < 0 || !text.includes('.', slash)) return parseAddress(text, true) === null ? null : text
  const mask = parseIPv4(text.slice(slash + 1))
  const bits = mask === null ? null : prefixOfMask(mask)
  const address = text.slice(0, slash)
  if (bits === null || parseIPv4(address) === null) return null
  return bits === 32 ? address : `${address}/${bits}`
}

const readIPv6 = (text: string): string | null => (parseAddress(text, true) === null ? null : text)

/** What the address fields of one side of a rule say, in the order in which they stand. */
export interface AddressList {
  /** Adds one field's value; false where it is no address, network, range or keyword of that family. */
  readonly add: (value: string, family: 4 | 6) => boolean
  readonly entries: () => readonly string[]
}

/** A LocalSubnet of one family alone is LocalSubnet4 or LocalSubnet6; Windows writes one field for each family. */
export const addressList = (): AddressList => {
  const entries: string[] = []
  /** By keyword; most lists have none. */
  let families: Map<string, number> | null = null
  return {
    add: (value, family) => {
      const word = WORD.get(value.toLowerCase())
      if (word !== undefined) {
        families ??= new Map()
        const seen = families.get(word)
        if (seen === undefined) entries.push(word)
        families.set(word, (seen ?? 0) | (family === 4 ? 1 : 2))
        return true
      }
      const address = family === 4 ? readIPv4(value) : value.includes(':') ? readIPv6(value) : null
      if (address === null) return false
      entries.push(address)
      return true
    },
    entries: () => {
      const subnet = families?.get('LocalSubnet')
      return subnet === undefined || subnet === 3
        ? entries
        : entries.map((entry) => (entry === 'LocalSubnet' ? (subnet === 1 ? 'LocalSubnet4' : 'LocalSubnet6') : entry))
    },
  }
}
