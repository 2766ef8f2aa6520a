// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { unwritableReason } from '../diagnostics/unwritable-reason.ts'
import { carryEntries, noteCarry } from './carry-entries.ts'
import type { FileSystem } from './file-system.ts'
import { foreignEntries } from './foreign-entries.ts'
import { outputFault } from './output-fault.ts'
import { nameOf, type OutputRun } from './output-run.ts'
import { type OwnFiles, ownFiles } from './own-files.ts'
import { sweepOld } from './sweep-old.ts'

export interface SwapPlan {
  readonly carried: readonly string[]
  /** What of the old output a compile wrote. */
  readonly own: OwnFiles
}

/** What is to be carried into the new output, or the entry that stands where one of its own goes. */
export const planSwap = (
  files: FileSystem,
  run: OutputRun,
  folder: string,
  given: string,
  made: ReadonlySet<string>,
): SwapPlan | Diagnostic => {
  const own = ownFiles(files, folder)
  if (files.kind(folder) === null) return { carried: [], own }
  // Folders of an output are shared with what others put there; a folder in which no compile ever wrote is somebody's.
  const folders = own.isOutput ? new Set([...own.folders, ...made]) : own.folders
  const carried = foreignEntries(files, folder, { files: own.files, folders })
  const taken = carried.find((path) => files.kind(join(run.made, path)) !== null || meetsFile(files, run.made, path))
  return taken === undefined ? { carried, own } : outputFault(given, 'output-in-use', { path: taken })
}

/** Whether a file of the new output stands where a folder above the entry has to be. */
const meetsFile = (files: FileSystem, made: string, path: string): boolean => {
  for (let end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1))
    if (files.kind(join(made, path.slice(0, end))) === 'file') return true
  return false
}

/**
 * Puts the new output in the place of the old one. Foreign entries go first, each by one renaming; then the two folders
 * change places. Nothing here waits, so no signal comes in between. Gives warnings if the new output stands, and errors if
 * the old one does: then what was carried is still to be taken back.
 */
export const swapOutput = (
  files: FileSystem,
  run: OutputRun,
  folder: string,
  given: string,
  { carried, own }: SwapPlan,
): readonly Diagnostic[] => {
  if (files.kind(folder) === null) {
    try {
      files.rename(run.made, folder)
      return []
    } catch (error) {
      return [swapFault(files, folder, given, given, error)]
    }
  }
  let moving = given
  try {
    noteCarry(files, run, carried)
    for (const path of carried) {
      moving = join(given, path)
      carryEntries(files, folder, run.made, [path])
    }
    moving = given
    files.rename(folder, run.old)
    try {
      files.rename(run.made, folder)
    } catch (error) {
      files.rename(run.old, folder)
      throw error
    }
  } catch (error) {
    return [swapFault(files, folder, given, moving, error)]
  }
  const left = sweepOld(files, run.old, folder, own)
  const place = `${nameOf(run)}/old`
  return left.length === 0
    ? []
    : [
        outputFault(given, 'output-left', {
          paths: left.map((path) => join(given, path)),
          place: join(given, '..', place),
        }),
      ]
}

const swapFault = (files: FileSystem, folder: string, given: string, moving: string, error: unknown): Diagnostic => {
  const reason = unwritableReason(error)
  if (reason === null) throw error
  const held = process.platform === 'win32' ? (heldBelow(files, folder, '') ?? null) : undefined
  return held === undefined
    ? outputFault(given, 'output-unwritable', { path: moving, reason })
    : outputFault(given, 'output-held', { path: held === null ? null : join(given, held), folder: given })
}

const heldBelow = (files: FileSystem, folder: string, below: string): string | undefined => {
  for (const name of files.list(join(folder, below))) {
    const path = join(below, name)
    const kind = files.kind(join(folder, path))
    const held =
      kind === 'folder'
        ? heldBelow(files, folder, path)
        : kind === 'file' && files.isHeld(join(folder, path))
          ? path
          : undefined
    if (held !== undefined) return held
  }
  return undefined
}
