// SPDX-License-Identifier: MIT
import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { clearLeftovers, madeBeside } from './made-beside.ts'
import { nodeFileSystem } from './node-file-system.ts'
import { patiently } from './patiently.ts'
import { nodeProcesses } from './processes.ts'

/** Whether something of that name is there, be it a link that leads nowhere. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

/** Whether a new file cannot be written, since something of its name is there; what a kill left beside it goes. */
export const isTaken = (path: string): boolean => {
  clearLeftovers(path)
  return isThere(path)
}

/** Makes a folder and those above it, and says of each that it made; another run may be faster. */
const makeFolders = (folder: string, made: string[]): void => {
  if (isThere(folder)) return
  const above = dirname(folder)
  if (above !== folder) makeFolders(above, made)
  try {
    mkdirSync(folder)
    made.push(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Takes away the folders that were made for a file that is not there, as far as nothing else is in them. */
const unmakeFolders = (made: readonly string[]): void => {
  try {
    for (const folder of made.toReversed()) rmdirSync(folder)
  } catch {
    // Somebody put something there.
  }
}

/** What does not go is no reason to say that the file was not written, nor to say another one; the next run takes it away. */
const takeAway = (made: string): void => {
  try {
    unlinkSync(made)
  } catch {
    // It has its place, or stays.
  }
}

/**
 * Makes the file beside its place and on the disk, and hands it over, which says whether it took its place; whatever
 * happens, nothing half made has the name of the file, and nothing else stays.
 */
const beside = (path: string, text: string, mode: number, put: (made: string) => boolean): void => {
  const owner = nodeProcesses.newOwner()
  const made = madeBeside(path, owner)
  let isMade = false
  let stands = false
  const folders: string[] = []
  try {
    clearLeftovers(path)
    makeFolders(dirname(path), folders)
    // Never what somebody else put there, be it a link.
    const handle = openSync(made, 'wx', mode)
    isMade = true
    try {
      writeFileSync(handle, text)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    stands = put(made)
  } catch (error) {
    // Of the two names the user knows one.
    throw Object.assign(error as Error, { path })
  } finally {
    if (isMade) takeAway(made)
    if (!stands) unmakeFolders(folders)
    nodeProcesses.release(owner)
  }
}

/** Writes a file that takes the place of an older one in one step; a link stays, and what it leads to is written. */
export const replaceFile = (path: string, text: string, mode = 0o666): void => {
  const place = nodeFileSystem.real(path)
  const old = statSync(place, { throwIfNoEntry: false })
  // A pipe or a device has no place to take.
  if (old !== undefined && !old.isFile()) {
    writeFileSync(place, text)
    return
  }
  beside(place, text, mode, (made) => {
    if (old !== undefined) nodeFileSystem.copyOwner(place, made)
    patiently(() => renameSync(made, place))
    return true
  })
}

/** Writes a file where none is; false, and nothing written, where something is. */
export const newFile = (path: string, text: string): boolean => {
  if (isTaken(path)) return false
  try {
    // Of all ways to give a name, making a link alone never takes another file's.
    beside(path, text, 0o666, (made) => {
      linkSync(made, path)
      return true
    })
    return true
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (syscall !== 'link') throw error
    if (code === 'EEXIST') return false
  }
  // This disk has no links.
  if (isThere(path)) return false
  beside(path, text, 0o666, (made) => {
    patiently(() => renameSync(made, path))
    return true
  })
  return true
}

/** Fails now if a file could not be written later. */
export const tryFile = (path: string): void => {
  const place = nodeFileSystem.real(path)
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory() === true) openSync(place, 'r+')
  beside(place, '', 0o600, () => false)
}
