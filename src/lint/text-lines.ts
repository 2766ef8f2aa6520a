// SPDX-License-Identifier: MIT

/** What names a rule in a file of text: a name in quotes, an id, or a cell of a table. */
const NAME = /"((?:[^"\\]|\\.|"")*)"|'([^']*)'|([^\s,;=|"']+)/g

/** Where names first stand in a text: line and column, from 1. A file with NUL has no lines. */
export const textLines = (text: string): ReadonlyMap<string, readonly [line: number, column: number]> => {
  const places = new Map<string, readonly [number, number]>()
  if (text.includes('\0')) return places
  for (const [index, line] of text.split(/\r?\n/).entries())
    for (const match of line.matchAll(NAME)) {
      const name = match[1] ?? match[2] ?? match[3] ?? ''
      if (!places.has(name)) places.set(name, [index + 1, match.index + 1])
    }
  return places
}
