// SPDX-License-Identifier: MIT

export const IPV4_MAX = 0xffff_ffff
export const IPV6_MAX = (1n << 128n) - 1n

const GROUP = /^[0-9a-fA-F]{1,4}$/
const [ZERO, NINE, DOT] = [48, 57, 46]

/** Reads a dotted quad (no leading zeros, as RFC 6943 advises) into a number, or null. */
export const parseIPv4 = (text: string): number | null => {
  let value = 0
  let octet = -1
  let dots = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= ZERO && code <= NINE && octet !== 0) {
      octet = (octet < 0 ? 0 : octet * 10) + code - ZERO
      if (octet > 255) return null
    } else if (code === DOT && octet >= 0 && dots < 3) {
      value = value * 256 + octet
      octet = -1
      dots++
    } else return null
  }
  return octet < 0 || dots < 3 ? null : value * 256 + octet
}

export const formatIPv4 = (value: number): string =>
  `${Math.floor(value / 0x1000000)}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`

/** Reads an IPv6 address without zone (RFC 4291), with an embedded dotted quad if need be, or null. */
export const parseIPv6 = (text: string): bigint | null => {
  if (!text.includes(':') || text.length > 45) return null
  let source = text
  const dot = source.lastIndexOf(':')
  if (source.includes('.')) {
    const quad = parseIPv4(source.slice(dot + 1))
    if (quad === null) return null
    source = `${source.slice(0, dot + 1)}${(quad >>> 16).toString(16)}:${(quad & 0xffff).toString(16)}`
  }
  const halves = source.split('::')
  if (halves.length > 2) return null
  const groups = (half: string | undefined): string[] => (half === undefined || half === '' ? [] : half.split(':'))
  const head = groups(halves[0])
  const tail = groups(halves[1])
  const missing = 8 - head.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  const all = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...tail]
  let digits = '0x'
  for (const group of all) {
    if (!GROUP.test(group)) return null
    digits += group.padStart(4, '0')
  }
  // One number at the end: each step with a bigint would make two more.
  return BigInt(digits)
}

/** Writes an IPv6 address as RFC 5952 asks: lower case, the longest run of zero groups shortened. */
export const formatIPv6 = (value: bigint): string => {
  // Texts are parted sooner than large numbers are shifted.
  const digits = value.toString(16).padStart(32, '0')
  const groups: number[] = []
  for (let at = 0; at < 32; at += 4)
    groups.push(
      (hexAt(digits, at) << 12) | (hexAt(digits, at + 1) << 8) | (hexAt(digits, at + 2) << 4) | hexAt(digits, at + 3),
    )
  let [start, longest] = [8, 1]
  for (let i = 0; i < 8; i++) {
    let length = 0
    while (i + length < 8 && groups[i + length] === 0) length++
    if (length > longest) [start, longest] = [i, length]
    if (length > 0) i += length - 1
  }
  let text = ''
  for (let i = 0; i < 8; i++) {
    if (i === start) {
      text += '::'
      i += longest - 1
    } else text += `${i === 0 || i === start + longest ? '' : ':'}${(groups[i] as number).toString(16)}`
  }
  return text
}

/** The value of one of the digits of `toString(16)`. */
const hexAt = (digits: string, at: number): number => {
  const code = digits.charCodeAt(at)
  return code <= NINE ? code - ZERO : code - 87
}
