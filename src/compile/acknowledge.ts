// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import type { Acknowledgement, Estate } from '../estate/estate.ts'

const isAfter = (line: number, column: number, otherLine: number, otherColumn: number): boolean =>
  line > otherLine || (line === otherLine && column >= otherColumn)

/** Whether a place lies between the first character of a key and the last of its value. */
const lies = (place: Span, key: Span, value: Span): boolean =>
  place.file === value.file &&
  isAfter(place.line, place.column, key.line, key.column) &&
  isAfter(value.endLine, value.endColumn, place.endLine, place.endColumn)

const LETTER = /[\p{L}\p{N}_-]/u

/** Whether a text names something as a whole word. */
const names = (text: string, name: string): boolean => {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before, after] = [text[at - 1] ?? '', text[at + name.length] ?? '']
    if (!LETTER.test(before) && !LETTER.test(after)) return true
  }
  return false
}

const fits = (estate: Estate, entry: Acknowledgement, diagnostic: Diagnostic): boolean => {
  if (entry.code !== diagnostic.code || diagnostic.severity === 'error') return false
  const { aboutPath: path } = entry
  return (
    names(diagnostic.message, entry.about) ||
    (path !== null && path.length > 0 && lies(diagnostic, estate.locate(path, 'key'), estate.locate(path)))
  )
}

/** Marks the warnings that somebody answers for, and reports entries that fit none. */
export const acknowledge = (estate: Estate, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  if (estate.acknowledge.length === 0) return diagnostics
  const used = new Set<Acknowledgement>()
  const marked = diagnostics.map((diagnostic): Diagnostic => {
    const fitting = estate.acknowledge.filter((entry) => fits(estate, entry, diagnostic))
    for (const entry of fitting) used.add(entry)
    const entry = fitting.find(({ inForce }) => inForce) ?? fitting[0]
    if (entry === undefined) return diagnostic
    const { reason, owner, until, inForce } = entry
    return { ...diagnostic, acknowledged: { reason, owner, until, inForce } }
  })
  const unused = estate.acknowledge.filter((entry) => !used.has(entry))
  return [
    ...marked,
    ...unused.map(({ code, about, path }) =>
      diagnose('acknowledgement-without-match', { code, about }, estate.locate(path)),
    ),
  ]
}
