// SPDX-License-Identifier: MIT
import { parseAddress } from './address-set.ts'

const hex = (value: number | bigint, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0')

/** The ranges of an address, a network or a range as `FAMILY|FIRST|LAST` in hexadecimal digits, which compare as texts. */
export const formatRange = (entry: string): readonly string[] => {
  const set = parseAddress(entry)
  return [
    ...(set?.v4 ?? []).map(({ first, last }) => `4|${hex(first, 8)}|${hex(last, 8)}`),
    ...(set?.v6 ?? []).map(({ first, last }) => `6|${hex(first, 32)}|${hex(last, 32)}`),
  ]
}
