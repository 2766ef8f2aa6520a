// SPDX-License-Identifier: MIT
import type { Span } from './diagnostic.ts'

/** The first character of a file, for what is about the file as a whole; `-` is standard input. */
export const fileStart = (path: string): Span => ({
  file: path === '-' ? '<stdin>' : path,
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 1,
})
