// SPDX-License-Identifier: MIT
import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { nodeProcesses } from './processes.ts'
import { parseRunName, type RunOwner, runFolder } from './run-name.ts'

const ENDING = '.tmp'

/** Where a file is made before it takes its place; the name tells who makes it, so that the next can tell what a kill left. */
export const madeBeside = (place: string, owner: RunOwner): string => `${runFolder(place, owner)}${ENDING}`

/** Takes away what runs left that were killed while they made this very file. */
export const clearLeftovers = (place: string): void => {
  const folder = dirname(place)
  for (const name of namesIn(folder)) {
    const owner = name.endsWith(ENDING) ? parseRunName(place, name.slice(0, -ENDING.length)) : null
    if (owner === null) continue
    const path = join(folder, name)
    try {
      const { mtimeMs } = lstatSync(path)
      if (!nodeProcesses.isAlive(owner, mtimeMs)) rmSync(path)
    } catch {
      // Another run was faster, or it is somebody else's.
    }
  }
}

/** A folder that is not there, or may not be looked into, has nothing that we could take away. */
const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
