// SPDX-License-Identifier: MIT

import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import type { DiagnosticCode } from '../diagnostics/diagnostic-code.ts'
import { DIAGNOSTICS, type DiagnosticParameters } from '../diagnostics/diagnostic-table.ts'
import { MOST_COUNTED, MOST_ERRORS } from '../diagnostics/first-errors.ts'

/** The keys and indexes that lead down to a value of the file. */
export type Path = readonly (string | number)[]
export type Part = 'key' | 'value'
export type Locate = (path: Path, on?: Part) => Span

/** Another place that belongs to a mistake. */
export interface Related {
  readonly message: string
  readonly path: Path
  readonly on?: Part
}

/**
 * Notes a mistake at a path; the place in the file is looked up later, and only if there is a mistake at all. Parameters
 * that take time (the nearest of many words) are given as a function, which is called for a mistake that is shown.
 */
export type Report = <C extends DiagnosticCode>(
  code: C,
  parameters: DiagnosticParameters<C> | (() => DiagnosticParameters<C>),
  path: Path,
  on?: Part,
  related?: readonly Related[],
) => void

export type Problem = (locate: Locate) => Diagnostic

/** Thrown where more is wrong than is counted. */
const TOO_MANY: unique symbol = Symbol('too many errors')

/** What a check gives; undefined where it ended because more is wrong than is counted. */
export const untilTooMany = <T>(check: () => T): T | undefined => {
  try {
    return check()
  } catch (fault) {
    if (fault === TOO_MANY) return undefined
    throw fault
  }
}

/** Of a key that is not there, what should hold it is reported: its first character, not all its lines. */
const place = (locate: Locate, path: Path, on: Part): Span => {
  const span = locate(path, on)
  return on === 'key' && (path.length === 0 || span.endLine > span.line)
    ? { ...span, endLine: span.line, endColumn: span.column + 1 }
    : span
}

/**
 * A list of mistakes and the function that adds to it, and that ends the check around it (`untilTooMany`) when more is wrong
 * than is counted. `original` turns a path of cleaned data into one of the file.
 */
export const collectProblems = (
  original: (path: Path) => Path = (path) => path,
): {
  readonly problems: readonly Problem[]
  readonly report: Report
  /** Errors beyond the first `MOST_ERRORS`: counted alone, so that a file of mistakes costs no more than its reading. */
  readonly unseen: () => number
} => {
  const problems: Problem[] = []
  let errors = 0
  const report: Report = (code, parameters, path, on = 'value', related = []) => {
    if (DIAGNOSTICS[code].severity === 'error' && ++errors > MOST_ERRORS) {
      if (errors === MOST_COUNTED) throw TOO_MANY
      return
    }
    problems.push((locate) =>
      diagnose(
        code,
        typeof parameters === 'function' ? (parameters as () => DiagnosticParameters<typeof code>)() : parameters,
        place(locate, original(path), on),
        related.map((other) => ({
          message: other.message,
          span: place(locate, original(other.path), other.on ?? 'value'),
        })),
      ),
    )
  }
  return { problems, report, unseen: () => Math.max(0, errors - MOST_ERRORS) }
}
