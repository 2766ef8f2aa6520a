// SPDX-License-Identifier: MIT
import { statSync } from 'node:fs'

/** The last Node.js that was seen to know the flag; another might complain about it. */
const KNOWN = 24

/** Bytes of an estate. With fewer the heap never grows so far. */
const LARGE = 1 << 18

/**
 * Of a large estate an artifact's text is garbage as soon as it is written: a collector that waits until the heap has doubled
 * or worse keeps several of them, and new pages cost more than it saves. Gives back what puts the usual way in force again:
 * code that is kept for the next start (bin/load-script.js) is for the usual flags.
 */
export const leanHeap = (path: string): (() => void) => {
  const size = path === '-' ? 0 : (statSync(path, { throwIfNoEntry: false })?.size ?? 0)
  if (size < LARGE || Number.parseInt(process.versions.node, 10) > KNOWN) return () => undefined
  // Loaded here alone: a start without it is shorter, and the script that a start has kept knows no import().
  const { setFlagsFromString } = process.getBuiltinModule('node:v8')
  setFlagsFromString('--heap-growing-percent=40')
  return () => setFlagsFromString('--heap-growing-percent=0')
}
