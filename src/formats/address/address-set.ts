// SPDX-License-Identifier: MIT
import { ownText } from '../text/own-text.ts'
import { formatIPv4, formatIPv6, IPV4_MAX, IPV6_MAX, parseIPv4, parseIPv6 } from './ip.ts'
import { covers, intersect, normalize, type Range, subtract } from './range.ts'

/**
 * A set of addresses: IPv4 and IPv6 ranges (normalized) and Windows' keywords (`LocalSubnet`, `DNS` …),
 * whose addresses only the machine knows.
 */
export interface AddressSet {
  readonly v4: readonly Range<number>[]
  readonly v6: readonly Range<bigint>[]
  readonly keywords: readonly string[]
}

/** One list for all sets that have nothing of a kind: there are very many, and most have one kind alone. */
const NONE: readonly never[] = []

export const NO_ADDRESS: AddressSet = { v4: NONE, v6: NONE, keywords: NONE }
export const ANY_ADDRESS: AddressSet = {
  v4: [{ first: 0, last: IPV4_MAX }],
  v6: [{ first: 0n, last: IPV6_MAX }],
  keywords: [],
}

/** Spelled as NetSecurity spells them; matched without case. */
export const ADDRESS_KEYWORDS: readonly string[] = [
  'LocalSubnet',
  'LocalSubnet4',
  'LocalSubnet6',
  'DNS',
  'DHCP',
  'WINS',
  'DefaultGateway',
  'Internet',
  'Intranet',
  'IntranetRemoteAccess',
  'PlayToDevice',
  'CaptivePortal',
]

const KEYWORD = new Map(ADDRESS_KEYWORDS.map((word) => [word.toLowerCase(), word]))

const maskBits = (mask: number): number | null => {
  const inverted = IPV4_MAX - mask
  return ((inverted + 1) & inverted) === 0 && Number.isInteger(Math.log2(inverted + 1))
    ? 32 - Math.log2(inverted + 1)
    : null
}

/**
 * Reads one address, network (`10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `2001:db8::/32`), range (`a-b`) or keyword.
 * A network whose host bits are set is refused unless `lenient`, where it is the network around the address, as Windows reads it.
 */
export const parseAddress = (text: string, lenient = false): AddressSet | null => {
  const known = lenient ? LENIENT : STRICT
  const before = known.get(text)
  if (before !== undefined) return before
  const set = (lenient ? STRICT.get(text) : undefined) ?? readAddress(text, lenient)
  if (set === null) return null
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(ownText(text), set)
  return set
}

/** Each address of a policy is read again from every format and by every question: its set is one object. */
const STRICT = new Map<string, AddressSet>()
const LENIENT = new Map<string, AddressSet>()
const MOST_KNOWN = 1 << 16

const readAddress = (text: string, lenient: boolean): AddressSet | null => {
  // No keyword begins with a digit, as almost all addresses do.
  const keyword = text < ':' ? undefined : KEYWORD.get(text.toLowerCase())
  if (keyword !== undefined) return { v4: NONE, v6: NONE, keywords: [keyword] }
  const dash = text.indexOf('-')
  const low = dash < 0 ? text : text.slice(0, dash)
  const slash = low.indexOf('/')
  const base = slash < 0 ? low : low.slice(0, slash)
  const v4 = parseIPv4(base)
  const v6 = v4 === null ? parseIPv6(base) : null
  if (v4 === null && v6 === null) return null
  if (dash >= 0) {
    if (slash >= 0) return null
    const high = text.slice(dash + 1)
    if (v4 !== null) {
      const last = parseIPv4(high)
      return last === null || last < v4 ? null : { v4: [{ first: v4, last }], v6: NONE, keywords: NONE }
    }
    const last = parseIPv6(high)
    return last === null || last < (v6 as bigint)
      ? null
      : { v4: NONE, v6: [{ first: v6 as bigint, last }], keywords: NONE }
  }
  if (slash < 0)
    return v4 !== null
      ? { v4: [{ first: v4, last: v4 }], v6: NONE, keywords: NONE }
      : { v4: NONE, v6: [{ first: v6 as bigint, last: v6 as bigint }], keywords: NONE }
  const suffix = low.slice(slash + 1)
  if (v4 !== null) {
    const mask = suffix.includes('.') ? parseIPv4(suffix) : null
    const bits = suffix.includes('.') ? (mask === null ? null : maskBits(mask)) : prefixLength(suffix, 32)
    if (bits === null) return null
    const size = 2 ** (32 - bits)
    const first = Math.floor(v4 / size) * size
    return first !== v4 && !lenient ? null : { v4: [{ first, last: first + size - 1 }], v6: NONE, keywords: NONE }
  }
  const bits = prefixLength(suffix, 128)
  if (bits === null) return null
  const size = 1n << BigInt(128 - bits)
  const first = ((v6 as bigint) / size) * size
  return first !== v6 && !lenient ? null : { v4: NONE, v6: [{ first, last: first + size - 1n }], keywords: NONE }
}

const prefixLength = (text: string, max: number): number | null =>
  /^(0|[1-9]\d{0,2})$/.test(text) && Number(text) <= max ? Number(text) : null

const mergeKeywords = (a: readonly string[], b: readonly string[]): readonly string[] => {
  const all = new Set([...a, ...b])
  if (all.has('LocalSubnet4') && all.has('LocalSubnet6')) all.add('LocalSubnet')
  if (all.has('LocalSubnet')) {
    all.delete('LocalSubnet4')
    all.delete('LocalSubnet6')
  }
  return ADDRESS_KEYWORDS.filter((word) => all.has(word))
}

export const unionAddresses = (sets: Iterable<AddressSet>): AddressSet => {
  let v4: readonly Range<number>[] = NONE
  let v6: readonly Range<bigint>[] = NONE
  let keywords: readonly string[] = NONE
  const more4: Range<number>[] = []
  const more6: Range<bigint>[] = []
  for (const set of sets) {
    // A list that stands alone is taken as it is.
    if (v4.length === 0) v4 = set.v4
    else for (const range of set.v4) more4.push(range)
    if (v6.length === 0) v6 = set.v6
    else for (const range of set.v6) more6.push(range)
    if (set.keywords.length > 0) keywords = mergeKeywords(keywords, set.keywords)
  }
  return {
    v4: more4.length === 0 ? v4 : normalize([...v4, ...more4]),
    v6: more6.length === 0 ? v6 : normalize([...v6, ...more6]),
    keywords,
  }
}

export const intersectAddresses = (a: AddressSet, b: AddressSet): AddressSet => ({
  v4: intersect(a.v4, b.v4),
  v6: intersect(a.v6, b.v6),
  keywords: a.keywords.filter((word) => b.keywords.includes(word)),
})

export const subtractAddresses = (a: AddressSet, b: AddressSet): AddressSet => ({
  v4: subtract(a.v4, b.v4),
  v6: subtract(a.v6, b.v6),
  keywords: a.keywords.filter((word) => !b.keywords.includes(word)),
})

export const addressesCover = (whole: AddressSet, part: AddressSet): boolean =>
  covers(whole.v4, part.v4) && covers(whole.v6, part.v6) && part.keywords.every((word) => whole.keywords.includes(word))

export const isEmptyAddressSet = (set: AddressSet): boolean =>
  set.v4.length === 0 && set.v6.length === 0 && set.keywords.length === 0

export const isAnyAddress = (set: AddressSet): boolean => addressesCover(set, ANY_ADDRESS)

const v4Network = ({ first, last }: Range<number>): string => {
  if (first === last) return formatIPv4(first)
  const bits = Math.log2(last - first + 1)
  return Number.isInteger(bits) && first % (last - first + 1) === 0
    ? `${formatIPv4(first)}/${32 - bits}`
    : `${formatIPv4(first)}-${formatIPv4(last)}`
}

const v6Network = ({ first, last }: Range<bigint>): string => {
  if (first === last) return formatIPv6(first)
  const size = last - first + 1n
  return (size & (size - 1n)) === 0n && first % size === 0n
    ? `${formatIPv6(first)}/${128 - powerOf(size)}`
    : `${formatIPv6(first)}-${formatIPv6(last)}`
}

/** Which power of two a number is. */
const powerOf = (size: bigint): number => {
  const digits = size.toString(16)
  return 4 * (digits.length - 1) + Math.log2(digits.charCodeAt(0) - 48)
}

/** The fewest entries that hold exactly this set: keywords, then IPv4, then IPv6, each an address, a network or a range. */
export const formatAddressSet = (set: AddressSet): readonly string[] => [
  ...set.keywords,
  ...set.v4.map(v4Network),
  ...set.v6.map(v6Network),
]

export const parseAddresses = (texts: readonly string[], lenient = false): AddressSet | null => {
  const sets: AddressSet[] = []
  for (const text of texts) {
    const set = parseAddress(text, lenient)
    if (set === null) return null
    sets.push(set)
  }
  return unionAddresses(sets)
}
