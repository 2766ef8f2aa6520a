// SPDX-License-Identifier: MIT

const MAPPED = 0xffff

/** Reads an address into four words from `word` on; false, and nothing said of the words, where it is none. */
export const readAddress = (bytes: Uint8Array, start: number, end: number, row: Uint32Array, word: number): boolean =>
  readIPv4(bytes, start, end, row, word) || readIPv6(bytes, start, end, row, word)

/** Four numbers and nothing else; no leading zeros, which some read as octal. */
const readIPv4 = (bytes: Uint8Array, start: number, end: number, row: Uint32Array, word: number): boolean => {
  let value = 0
  let part = 0
  let digits = 0
  let dots = 0
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number
    if (byte >= 48 && byte <= 57) {
      if (digits === 1 && part === 0) return false
      part = part * 10 + byte - 48
      digits++
    } else if (byte === 46) {
      if (digits === 0 || part > 255 || dots === 3) return false
      value = value * 256 + part
      part = 0
      digits = 0
      dots++
    } else return false
  }
  if (dots !== 3 || digits === 0 || part > 255) return false
  row[word] = 0
  row[word + 1] = 0
  row[word + 2] = MAPPED
  row[word + 3] = value * 256 + part
  return true
}

const GROUPS = new Uint16Array(8)

const hexOf = (byte: number): number =>
  byte >= 48 && byte <= 57
    ? byte - 48
    : byte >= 97 && byte <= 102
      ? byte - 87
      : byte >= 65 && byte <= 70
        ? byte - 55
        : -1

/** RFC 4291 with an embedded IPv4 address if need be; a zone (`%12`) is left off. */
const readIPv6 = (bytes: Uint8Array, start: number, end: number, row: Uint32Array, word: number): boolean => {
  let count = 0
  let gap = -1
  let group = 0
  let digits = 0
  let at = start
  let begin = start
  for (; at < end; at++) {
    const byte = bytes[at] as number
    if (byte === 37) {
      if (at + 1 === end) return false
      break
    }
    if (byte === 58) {
      if (digits > 0) {
        if (count === 8) return false
        GROUPS[count++] = group
        group = 0
        digits = 0
        if (bytes[at + 1] !== 58 && (at + 1 >= end || bytes[at + 1] === 37)) return false
      } else if (at !== start || bytes[at + 1] !== 58) {
        if (bytes[at - 1] !== 58 || gap >= 0) return false
        gap = count
      }
      begin = at + 1
      continue
    }
    if (byte === 46) {
      if (count > 6 || !readIPv4(bytes, begin, zoneAt(bytes, begin, end), row, word)) return false
      GROUPS[count++] = (row[word + 3] as number) >>> 16
      GROUPS[count++] = (row[word + 3] as number) & 0xffff
      digits = 0
      break
    }
    const digit = hexOf(byte)
    if (digit < 0 || digits === 4) return false
    group = group * 16 + digit
    digits++
  }
  if (digits > 0) {
    if (count === 8) return false
    GROUPS[count++] = group
  }
  if (gap < 0 ? count !== 8 : count > 7) return false
  if (gap >= 0) {
    const moved = count - gap
    for (let index = 1; index <= moved; index++) GROUPS[8 - index] = GROUPS[count - index] as number
    for (let index = gap; index < 8 - moved; index++) GROUPS[index] = 0
  }
  for (let index = 0; index < 4; index++)
    row[word + index] = (GROUPS[2 * index] as number) * 65536 + (GROUPS[2 * index + 1] as number)
  return true
}

const zoneAt = (bytes: Uint8Array, start: number, end: number): number => {
  for (let at = start; at < end; at++) if (bytes[at] === 37) return at
  return end
}
