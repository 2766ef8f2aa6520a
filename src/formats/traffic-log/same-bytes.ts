// SPDX-License-Identifier: MIT

/**
 * Whether the same bytes stand at two places, eight of them at least. They are compared as numbers, eight at a time. Equal
 * numbers have equal bytes, but for zero, which has two ways to be written: where one comes up, the answer is no.
 */
export const sameBytes = (view: DataView, one: number, other: number, length: number): boolean => {
  for (let at = 0; at < length; at += 8) {
    // The last eight overlap those before.
    const place = at + 8 > length ? length - 8 : at
    const eight = view.getFloat64(one + place, true)
    if (eight !== view.getFloat64(other + place, true) || eight === 0) return false
  }
  return true
}
