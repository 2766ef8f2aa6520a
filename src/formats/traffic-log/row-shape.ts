// SPDX-License-Identifier: MIT

/**
 * What a value is that may differ between rows of one shape; whatever else a row has must be the same to the letter.
 *   from, to, fromPort, toPort   the ends
 *   time      a date, the letter that `stops` is, a time: `2026-01-01T08:00:00`
 *   seconds   since 1970, without a leading zero
 *   host      the computer that the row comes from
 *   skip      anything that none of the `stops` is in, of one letter at least
 *   blanks    blanks and tabs, one at least
 *   number    digits without a leading zero, whatever they say
 *   string    the inside of a JSON string, perhaps empty
 *   text      the inside of a long JSON string on a line, whatever stands behind its backslashes
 *   cells     so many cells, each with a separator behind it
 *   lastCells so many cells and the end of the line
 *   rest      whatever stands before the end of the line
 *   end       nothing but the end of the line
 */
export type ValueKind =
  | 'from'
  | 'to'
  | 'fromPort'
  | 'toPort'
  | 'time'
  | 'seconds'
  | 'host'
  | 'skip'
  | 'blanks'
  | 'number'
  | 'string'
  | 'text'
  | 'cells'
  | 'lastCells'
  | 'rest'
  | 'end'

export interface ShapeStep {
  readonly kind: ValueKind
  /** Of `skip` and `host`: letters before which the value ends. The end of a line always ends it. Of cells what separates them. */
  readonly stops: string
  /** Of cells how many separators they have. */
  readonly count: number
  /** What stands behind the value. */
  readonly behind: string
}

/** How rows look that differ in these values alone. A letter is a byte. */
export interface RowShape {
  readonly before: string
  readonly steps: readonly ShapeStep[]
  /** What the clock that counts is ahead of the one in the text, in seconds. */
  readonly shift: number
}

/** A row in parts, as its reader sees it: text that must be the same, or a value. */
export type ShapePart =
  | string
  | { readonly kind: ValueKind; readonly stops?: string; readonly count?: number; readonly shift?: number }

export const rowShape = (parts: readonly ShapePart[]): RowShape => {
  let before = ''
  let shift = 0
  const steps: { kind: ValueKind; stops: string; count: number; behind: string }[] = []
  for (const part of parts) {
    const last = steps.at(-1)
    if (typeof part !== 'string') {
      steps.push({ kind: part.kind, stops: part.stops ?? '', count: part.count ?? 0, behind: '' })
      shift += part.shift ?? 0
    } else if (last === undefined) before += part
    else last.behind += part
  }
  return { before, steps, shift }
}
