// SPDX-License-Identifier: MIT
import type { Span } from './diagnostic.ts'
import { characterWidth } from './display-width.ts'
import { visible } from './visible.ts'

const WIDEST = 120
const BEFORE = 40
const TAB = '  '

interface Cell {
  readonly text: string
  readonly width: number
  /** Offset in the line. */
  readonly at: number
}

const cellsOf = (line: string): readonly Cell[] => {
  const cells: Cell[] = []
  let at = 0
  for (const character of line) {
    const text = character === '\t' ? TAB : visible(character) !== character ? '\ufffd' : character
    cells.push({ text, width: character === '\t' ? TAB.length : characterWidth(text), at })
    at += character.length
  }
  return cells
}

const widthOf = (cells: readonly Cell[]): number => cells.reduce((sum, { width }) => sum + width, 0)

/** The source line of a span and the carets under it; of a very long line the part around the span. */
export const sourceExcerpt = (line: string, span: Span): { readonly line: string; readonly carets: string } => {
  const start = span.column - 1
  // Cells beyond the window are never drawn, and a line may hold a whole file.
  const from = Math.max(0, start - BEFORE)
  const clear = /[\ud800-\udbff]$/.test(line.slice(0, from)) ? from + 1 : from
  const cells = cellsOf(line.slice(clear, start + WIDEST)).map((cell) => ({ ...cell, at: cell.at + clear }))
  const end = span.endLine > span.line ? line.length : span.endColumn - 1
  const left = cells.filter(({ at }) => at < start)
  const rest = cells.filter(({ at }) => at >= start)
  const shown: Cell[] = []
  let room = WIDEST - widthOf(left)
  for (const cell of rest) {
    room -= cell.width
    if (room < 0) break
    shown.push(cell)
  }
  const head = clear > 0 ? '…' : ''
  const tail = (shown.at(-1)?.at ?? start) + 2 < line.length && shown.length < line.length - start ? '…' : ''
  const marked = shown.filter(({ at }) => at < end)
  const text = [...left, ...shown].map((cell) => cell.text).join('')
  return {
    line: `${head}${text}${tail}`,
    carets: `${' '.repeat(head.length + widthOf(left))}${'^'.repeat(Math.max(1, widthOf(marked)))}`,
  }
}
