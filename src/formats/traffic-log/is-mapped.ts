// SPDX-License-Identifier: MIT
import type { LogRow } from './log-row.ts'

/** Whether four words of a row from `word` on are an IPv4 address. */
export const isMapped = (row: LogRow, word: number): boolean =>
  row[word + 2] === 0xffff && row[word] === 0 && row[word + 1] === 0
