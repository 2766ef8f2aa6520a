// SPDX-License-Identifier: MIT
import { type RowShape, rowShape, type ShapePart } from './row-shape.ts'

const ROW = /^(?<before>[ \t]*[A-Za-z]+)[ \t]+(?<local>\S+):\d+[ \t]+(?<foreign>\S+):\d+(?<state>[ \t].*)?$/

const endParts = (address: string, kind: 'from' | 'to'): readonly ShapePart[] => [
  ...(address.startsWith('[') ? ['[', { kind }, ']:'] : [{ kind }, ':']),
  { kind: `${kind}Port` },
]

/** The shape of a connection in a list of `netstat`: nobody looks at what stands behind its two ends. */
export const netstatShape = (line: string): RowShape | null => {
  const { before, local, foreign, state } = ROW.exec(line)?.groups ?? {}
  if (before === undefined || local === undefined || foreign === undefined) return null
  return rowShape([
    before,
    { kind: 'blanks' },
    ...endParts(local, 'from'),
    { kind: 'blanks' },
    ...endParts(foreign, 'to'),
    ...(state === undefined ? [{ kind: 'end' } as const] : [state.slice(0, 1), { kind: 'rest' } as const]),
  ])
}
