// SPDX-License-Identifier: MIT
import { diagnose } from '../../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../../diagnostics/diagnostic.ts'

/** Bytes that an estate file may have. An estate of 100,000 hosts has 10 to 30 million. */
export const MOST_BYTES = 256 * 1024 * 1024
/** Values that a file may hold; an estate of 100,000 hosts has about a million. */
export const MOST_VALUES = 5_000_000

/**
 * Whether a text has more values than any estate has, found before a parser makes objects of them. Each value of YAML,
 * JSON and TypeScript follows a comma, an opening bracket or (in YAML) the end of a line, so that counting these never
 * counts too few.
 */
export const hasTooMany = (text: string, lines: boolean, most = MOST_VALUES): boolean => {
  if (text.length <= most) return false
  let count = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    // , [ { and the end of a line
    if (code === 44 || code === 91 || code === 123 || (lines && code === 10)) count++
    if (count > most) return true
  }
  return false
}

/** A diagnostic for a file with more values than any estate has. */
export const checkSize = (text: string, start: Span, lines: boolean): Diagnostic | null =>
  hasTooMany(text, lines) ? diagnose('file-too-large', { what: 'values', limit: MOST_VALUES }, start) : null
