// SPDX-License-Identifier: MIT
import type { Streams } from '../../src/cli/streams.ts'

/** Streams of no terminal that print nothing and have no input, on a day that never changes. */
export const QUIET_STREAMS: Streams = {
  out: async () => undefined,
  err: () => undefined,
  outIsTerminal: false,
  errIsTerminal: false,
  columns: 100,
  quiet: false,
  verbose: false,
  environment: {},
  readInput: async () => Buffer.alloc(0),
  today: '2026-01-15',
}
