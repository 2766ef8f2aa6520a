// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import type { FileSystem } from './file-system.ts'
import type { OutputRun } from './output-run.ts'

/** Moves entries from one folder to another, each by one renaming, and what it leads through is made like it was. */
export const carryEntries = (files: FileSystem, from: string, to: string, paths: readonly string[]): void => {
  for (const path of paths) {
    makeLike(files, from, to, path)
    files.rename(join(from, path), join(to, path))
  }
}

const makeLike = (files: FileSystem, from: string, to: string, path: string): void => {
  const end = path.lastIndexOf('/')
  if (end < 0) return
  const above = path.slice(0, end)
  if (files.kind(join(to, above)) === 'folder') return
  makeLike(files, from, to, above)
  files.makeFolder(join(to, above))
  files.copyOwner(join(from, above), join(to, above), true)
}

/** Says what will be carried before the first entry moves, so that an interruption can be taken back. */
export const noteCarry = (files: FileSystem, run: OutputRun, paths: readonly string[]): void =>
  files.write(run.carry, new TextEncoder().encode(JSON.stringify(paths)))

/**
 * Takes a new output away that never stood, after what was carried into it is back where it was. False, and nothing is
 * lost, where the place of a carried entry is taken by now.
 */
export const giveUpMade = (files: FileSystem, run: OutputRun, folder: string): boolean => {
  for (const path of notedCarry(files, run)) {
    if (files.kind(join(run.made, path)) === null) continue
    if (files.kind(folder) === null) files.makeFolder(folder)
    if (files.kind(join(folder, path)) !== null) return false
    carryEntries(files, run.made, folder, [path])
  }
  files.removeAll(run.made)
  return true
}

/** A note that an interruption cut was followed by no carrying. */
const notedCarry = (files: FileSystem, run: OutputRun): readonly string[] => {
  const bytes = files.read(run.carry)
  if (bytes === null) return []
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as readonly string[]
  } catch {
    return []
  }
}
