// SPDX-License-Identifier: MIT

export interface Place {
  readonly line: number
  readonly column: number
}

/** Turns offsets of a text into lines and columns from 1; a byte order mark takes no column. */
export const lineFinder = (text: string): ((offset: number) => Place) => {
  const mark = text.startsWith('\ufeff') ? 1 : 0
  const starts = [mark]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: Math.max(1, offset - (starts[low] as number) + 1) }
  }
}
