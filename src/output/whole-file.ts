// SPDX-License-Identifier: MIT
import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { nodeFileSystem } from './node-file-system.ts'
import { patiently } from './patiently.ts'

/** Whether something of that name is there, be it a link that leads nowhere. */
export const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

/** Makes the file beside its place and on the disk, and hands it over; whatever happens, nothing half made has the name of the file. */
const beside = (path: string, text: string, mode: number, put: (made: string) => void): void => {
  const made = join(dirname(path), `.portwright-${process.pid}.tmp`)
  let isMade = false
  try {
    mkdirSync(dirname(path), { recursive: true })
    isMade = true
    const handle = openSync(made, 'w', mode)
    try {
      writeFileSync(handle, text)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    put(made)
  } catch (error) {
    // Of the two names the user knows one.
    throw Object.assign(error as Error, { path })
  } finally {
    if (isMade) rmSync(made, { force: true })
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
  })
}

/** Writes a file where none is; false, and nothing written, where something is. */
export const newFile = (path: string, text: string): boolean => {
  if (isThere(path)) return false
  try {
    // Of all ways to give a name, making a link alone never takes another file's.
    beside(path, text, 0o666, (made) => linkSync(made, path))
    return true
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (syscall !== 'link') throw error
    if (code === 'EEXIST') return false
  }
  // This disk has no links.
  if (isThere(path)) return false
  beside(path, text, 0o666, (made) => patiently(() => renameSync(made, path)))
  return true
}

/** Fails now if a file could not be written later. */
export const tryFile = (path: string): void => {
  const place = nodeFileSystem.real(path)
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory() === true) openSync(place, 'r+')
  beside(place, '', 0o600, () => undefined)
}
