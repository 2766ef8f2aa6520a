// SPDX-License-Identifier: MIT
import { characterWidth } from '../diagnostics/display-width.ts'

export const displayWidth = (text: string): number =>
  [...text].reduce((sum, character) => sum + characterWidth(character), 0)

export const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)))

const fold = (text: string, width: number): readonly string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/**
 * A table of text in lines of at most so many columns: the last two columns share what the others leave.
 * Cells fold at blanks. Null where the columns are too narrow for a table.
 */
export const textTable = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
): string | null => {
  const natural = head.map((title, index) =>
    Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[index] ?? ''))),
  )
  const room = columns - 2 * head.length
  const fixed = natural.slice(0, -2).map((width) => Math.min(width, Math.max(16, Math.floor(room / 4))))
  const rest = room - fixed.reduce((sum, width) => sum + width, 0)
  if (rest < 44) return null
  const last = Math.min(natural.at(-1) ?? 0, Math.floor(rest / 3))
  const widths = [...fixed, Math.min(natural.at(-2) ?? 0, rest - last), last]
  const print = (cells: readonly string[]): string => {
    const folded = cells.map((cell, index) => fold(cell, widths[index] ?? 10))
    const height = Math.max(...folded.map((lines) => lines.length))
    return Array.from({ length: height }, (_, line) =>
      `  ${folded.map((lines, index) => pad(lines[line] ?? '', widths[index] ?? 0)).join('  ')}`.trimEnd(),
    ).join('\n')
  }
  const rule = `  ${widths.map((width) => '-'.repeat(width)).join('  ')}`
  return `${[print(head), rule, ...rows.map(print)].join('\n')}\n`
}
