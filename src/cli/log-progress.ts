// SPDX-License-Identifier: MIT
import { groupDigits } from '../diagnostics/group-digits.ts'
import { visible } from '../diagnostics/visible.ts'
import type { Streams } from './streams.ts'

export interface LogProgress {
  readonly read: (path: string, bytes: number, rows: number) => void
  readonly close: () => void
}

const EVERY = 200

/** On a terminal a line that says how far the reading is; elsewhere nothing. `now` is in milliseconds. */
export const logProgress = (streams: Streams, total: number, now: () => number): LogProgress => {
  const print = streams.progress ?? streams.err
  if (!streams.errIsTerminal || streams.quiet) return { read: () => undefined, close: () => undefined }
  let drawn = Number.NEGATIVE_INFINITY
  let isDrawn = false
  return {
    read: (path, bytes, rows) => {
      if (now() - drawn < EVERY) return
      drawn = now()
      isDrawn = true
      const part = total === 0 ? '' : `${Math.min(100, Math.floor((bytes / total) * 100))} % `
      const width = streams.columns > 20 ? streams.columns - 1 : 79
      print(`\r\u001b[K${visible(`${part}${groupDigits(rows)} rows, ${path}`).slice(0, width)}`)
    },
    close: () => {
      if (isDrawn) print('\r\u001b[K')
    },
  }
}
