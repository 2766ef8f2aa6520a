// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { unreadableReason } from '../diagnostics/unreadable-reason.ts'
import type { FileSystem } from './file-system.ts'
import { outputFault } from './output-fault.ts'
import { isLive, nameOf, type OutputWorld, runsFor } from './output-run.ts'
import { OUTPUT_INDEX } from './own-files.ts'

/** A swap under way takes a moment; after so many looks it is an interrupted one. */
const LOOKS = 50

/**
 * Reads an output folder whole: where a compile swaps it meanwhile, it is read again, so that nobody gets a mixture.
 * Changes nothing. `read` gets the folder itself, links followed.
 */
export const readOutput = async <T>(
  world: OutputWorld,
  given: string,
  read: (folder: string) => T | Promise<T>,
): Promise<{ readonly value: T } | { readonly refused: Diagnostic }> => {
  const { files, processes } = world
  for (let look = 0; ; look += 1) {
    const folder = files.real(given)
    try {
      const before = identity(files, folder)
      if (before !== null) {
        const value = await read(folder)
        if (identity(files, folder) === before) return { value }
      } else {
        const swap = runsFor(files, folder).find((run) => files.kind(run.old) !== null)
        if (swap === undefined && look > 0) return { refused: noOutput(files, given, folder) }
        if (swap !== undefined && !isLive(world, swap))
          return {
            refused: outputFault(given, 'output-interrupted', {
              folder: given,
              place: join(given, '..', nameOf(swap)),
            }),
          }
      }
    } catch (error) {
      // What goes away while we read is a swap; what stays unreadable is not.
      if (look === LOOKS) return { refused: unreadable(given, error) }
      if (!(error instanceof Error) || !('syscall' in error)) throw error
    }
    if (look >= LOOKS)
      return { refused: outputFault(given, 'output-interrupted', { folder: given, place: join(given, '..') }) }
    await processes.wait(20)
  }
}

/** What tells the output that stands there from one that takes its place; null where none stands. */
const identity = (files: FileSystem, folder: string): string | null => {
  const path = join(folder, OUTPUT_INDEX)
  if (files.kind(folder) !== 'folder' || files.kind(path) === null) return null
  const [outer, index] = [files.facts(folder), files.facts(path)]
  return [outer.device, outer.inode, index.inode, index.size, index.modified].join(' ')
}

const unreadable = (given: string, error: unknown): Diagnostic => {
  if (!(error instanceof Error) || !('syscall' in error)) throw error
  return outputFault(given, 'file-unreadable', { reason: unreadableReason(error) })
}

const noOutput = (files: FileSystem, given: string, folder: string): Diagnostic => {
  const kind = files.kind(folder)
  return kind === null
    ? outputFault(given, 'file-unreadable', { reason: 'there is no such folder' })
    : kind === 'folder'
      ? outputFault(given, 'no-output', { folder: given })
      : outputFault(given, 'output-no-folder', { folder: given })
}
