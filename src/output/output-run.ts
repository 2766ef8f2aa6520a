// SPDX-License-Identifier: MIT
import { basename, dirname, join } from 'node:path'
import type { FileSystem } from './file-system.ts'
import type { Processes } from './processes.ts'
import { parseRunName, type RunOwner, runFolder } from './run-name.ts'

/** The world an output folder lives in. */
export interface OutputWorld {
  readonly files: FileSystem
  readonly processes: Processes
}

/**
 * One compile's own folder beside the output: `new` is what it makes, `old` what stood there before, `carry.json` what it
 * moves from the one to the other. Its name tells its owner.
 */
export interface OutputRun {
  readonly path: string
  readonly owner: RunOwner
  readonly made: string
  readonly old: string
  readonly carry: string
}

export const runAt = (path: string, owner: RunOwner): OutputRun => ({
  path,
  owner,
  made: join(path, 'new'),
  old: join(path, 'old'),
  carry: join(path, 'carry.json'),
})

/** Every run for an output folder, those of dead owners too. */
export const runsFor = (files: FileSystem, folder: string): readonly OutputRun[] => {
  const parent = dirname(folder)
  if (files.kind(parent) !== 'folder') return []
  return files.list(parent).flatMap((name) => {
    const owner = parseRunName(folder, name)
    return owner === null ? [] : [runAt(join(parent, name), owner)]
  })
}

export const isLive = ({ files, processes }: OutputWorld, run: OutputRun): boolean => {
  try {
    return processes.isAlive(run.owner, files.facts(run.path).modified)
  } catch {
    // It ended while we looked.
    return false
  }
}

/** Removes the folder of a run that holds nothing any more, and lets go of the output. */
export const endRun = ({ files, processes }: OutputWorld, run: OutputRun): void => {
  try {
    if (files.kind(run.carry) !== null) files.removeFile(run.carry)
    files.removeFolder(run.path)
  } catch {
    // What another program holds stays; the next compile takes it away.
  }
  processes.release(run.owner)
}

export const newRun = ({ files, processes }: OutputWorld, folder: string): OutputRun => {
  const owner = processes.newOwner()
  const run = runAt(runFolder(folder, owner), owner)
  try {
    files.makeFolder(run.path, true)
  } catch (error) {
    processes.release(owner)
    throw error
  }
  return run
}

export const nameOf = (run: OutputRun): string => basename(run.path)
