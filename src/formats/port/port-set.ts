// SPDX-License-Identifier: MIT
import { normalize, type Range } from '../address/range.ts'

export type PortRanges = readonly Range<number>[]

export const ANY_PORT: PortRanges = [{ first: 0, last: 65535 }]

const PORT = /^(0|[1-9]\d{0,4})$/

/** Reads `445` or `50000-50199`; null for anything else, 0 included unless in a range that Windows wrote. */
export const parsePorts = (text: string): Range<number> | null => {
  const dash = text.indexOf('-')
  const low = dash < 0 ? text : text.slice(0, dash)
  const high = dash < 0 ? text : text.slice(dash + 1)
  if (!PORT.test(low) || !PORT.test(high)) return null
  const first = Number(low)
  const last = Number(high)
  return first > last || last > 65535 ? null : { first, last }
}

export const formatPorts = ({ first, last }: Range<number>): string =>
  first === last ? `${first}` : `${first}-${last}`

export const formatPortSet = (ranges: PortRanges): readonly string[] => normalize(ranges).map(formatPorts)
