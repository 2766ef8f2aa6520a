// SPDX-License-Identifier: MIT

/*
 * Bytes are compared as numbers, eight at a time. Equal numbers have equal bytes, but for zero, which has two ways to be
 * written, and what is no number equals nothing: where either comes up, the answer is that the bytes are not the same.
 */

/** Where the bytes at two places begin to differ, of eight that do the first; -1 where all are the same. They are eight at least. */
export const firstOther = (view: DataView, one: number, other: number, length: number): number => {
  for (let at = 0; at < length; at += 8) {
    // The last eight overlap those before.
    const place = at + 8 > length ? length - 8 : at
    const eight = view.getFloat64(one + place, true)
    if (eight !== view.getFloat64(other + place, true) || eight === 0) return place
  }
  return -1
}

/** Whether the same bytes stand at two places, eight of them at least. */
export const sameBytes = (view: DataView, one: number, other: number, length: number): boolean =>
  firstOther(view, one, other, length) < 0

/** Whether the bytes at a place are those of some numbers, none of which is zero. The last number overlaps the one before. */
export const areEights = (
  view: DataView,
  start: number,
  length: number,
  eights: Float64Array,
  first: number,
): boolean => {
  let at = start
  let place = first
  for (const most = start + length - 32; at <= most; at += 32, place += 4)
    if (
      view.getFloat64(at, true) !== eights[place] ||
      view.getFloat64(at + 8, true) !== eights[place + 1] ||
      view.getFloat64(at + 16, true) !== eights[place + 2] ||
      view.getFloat64(at + 24, true) !== eights[place + 3]
    )
      return false
  for (const most = start + length - 8; at <= most; at += 8, place++)
    if (view.getFloat64(at, true) !== eights[place]) return false
  return at === start + length || view.getFloat64(start + length - 8, true) === eights[place]
}
