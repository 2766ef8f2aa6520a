// SPDX-License-Identifier: MIT
import { visibleLines } from '../diagnostics/visible.ts'
import type { Streams } from './streams.ts'
import { useColor } from './use-color.ts'

/** Whatever a command prints passes here: names and paths of foreign files never act on the terminal. */
export const visibleStreams = (streams: Streams): Streams => {
  const colors = useColor(streams)
  return {
    ...streams,
    out: (text) => streams.out(visibleLines(text)),
    document: streams.out,
    progress: streams.progress ?? streams.err,
    err: (text) => streams.err(visibleLines(text, colors)),
  }
}
