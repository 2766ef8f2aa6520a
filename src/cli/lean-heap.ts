// SPDX-License-Identifier: MIT
import { statSync } from 'node:fs'
import { heapFlag } from './heap-flag.ts'

/** Bytes of an estate. With fewer the heap never grows so far. */
const LARGE = 1 << 18

/**
 * Of a large estate an artifact's text is garbage as soon as it is written: a collector that waits until the heap has doubled
 * or worse keeps several of them, and new pages cost more than it saves. The young generation keeps its size, too. Gives
 * back what puts the usual way in force again.
 */
export const leanHeap = (path: string): (() => void) => {
  const size = path === '-' ? 0 : (statSync(path, { throwIfNoEntry: false })?.size ?? 0)
  if (size < LARGE) return () => undefined
  const usual = [heapFlag('heap-growing-percent', 40, 0), heapFlag('semi-space-growth-factor', 1, 2)]
  return () => {
    for (const one of usual) one()
  }
}
