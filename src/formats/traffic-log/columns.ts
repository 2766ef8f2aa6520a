// SPDX-License-Identifier: MIT

/** Where the columns of a line stand. Filled anew for each line. */
export interface Columns {
  readonly starts: Int32Array
  readonly ends: Int32Array
}

/** More than any log has; what stands behind is not looked at. */
export const MOST_COLUMNS = 256

export const columns = (): Columns => ({ starts: new Int32Array(MOST_COLUMNS), ends: new Int32Array(MOST_COLUMNS) })

/** Cuts at runs of blanks and tabs; gives the number of columns. */
export const cutAtBlanks = (bytes: Uint8Array, start: number, end: number, { starts, ends }: Columns): number => {
  let count = 0
  let at = start
  while (count < MOST_COLUMNS) {
    while (at < end && ((bytes[at] as number) === 32 || (bytes[at] as number) === 9)) at++
    if (at >= end) break
    starts[count] = at
    while (at < end && (bytes[at] as number) !== 32 && (bytes[at] as number) !== 9) at++
    ends[count++] = at
  }
  return count
}

/** Cuts at each separator, as far as `most` columns; gives their number. */
export const cutAt = (
  bytes: Uint8Array,
  start: number,
  end: number,
  separator: number,
  { starts, ends }: Columns,
  most: number,
): number => {
  let count = 0
  starts[0] = start
  for (let at = start; at < end; at++) {
    if ((bytes[at] as number) !== separator) continue
    ends[count++] = at
    if (count === most) return count
    starts[count] = at + 1
  }
  ends[count++] = end
  return count
}

const QUOTE = 34

/**
 * Cuts a line of CSV, quotes left off; -1 where a quote is not closed or something stands behind it. A doubled quote inside
 * of a cell stays doubled: nothing that is read from logs has one.
 */
export const cutCsv = (
  bytes: Uint8Array,
  start: number,
  end: number,
  separator: number,
  { starts, ends }: Columns,
): number => {
  let count = 0
  let at = start
  while (count < MOST_COLUMNS) {
    if (bytes[at] === QUOTE && at < end) {
      const open = ++at
      for (;;) {
        while (at < end && (bytes[at] as number) !== QUOTE) at++
        if (at >= end) return -1
        if (at + 1 < end && bytes[at + 1] === QUOTE) at += 2
        else break
      }
      starts[count] = open
      ends[count++] = at++
      if (at < end && bytes[at] !== separator) return -1
    } else {
      starts[count] = at
      while (at < end && (bytes[at] as number) !== separator) at++
      ends[count++] = at
    }
    if (at >= end) return count
    at++
  }
  return count
}
