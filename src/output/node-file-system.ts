// SPDX-License-Identifier: MIT
import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { EntryKind, FileSystem } from './file-system.ts'
import { parseMounts } from './parse-mounts.ts'
import { patiently } from './patiently.ts'
import { windowsNameFault } from './windows-name.ts'

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | null)?.code

const kind = (path: string): EntryKind | null => {
  try {
    const entry = lstatSync(path)
    return entry.isSymbolicLink() ? 'link' : entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other'
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null
    throw error
  }
}

/** Step by step: a recursive call never ends where a parent that exists answers that there is no such folder (/proc). */
const makeFolders = (path: string): void => {
  if (kind(path) !== null) return
  const parent = dirname(path)
  if (parent !== path) makeFolders(parent)
  mkdirSync(path)
}

const real = (path: string): string => {
  try {
    return realpathSync.native(path)
  } catch (error) {
    const parent = dirname(path)
    if (codeOf(error) !== 'ENOENT' || parent === path) return path
    return join(real(parent), basename(path))
  }
}

const list = (path: string): readonly string[] =>
  readdirSync(path, { encoding: 'buffer' })
    .map((bytes) => {
      const name = bytes.toString('utf8')
      // Such a name cannot be moved by what a string says of it.
      if (!Buffer.from(name, 'utf8').equals(bytes))
        throw Object.assign(new Error('not UTF-8'), {
          code: 'ENAMEENCODING',
          syscall: 'scandir',
          path: join(path, name),
        })
      return name
    })
    .sort()

export const nodeFileSystem: FileSystem = {
  read: (path) => {
    try {
      return readFileSync(path)
    } catch (error) {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null
      throw error
    }
  },
  write: (path, bytes) => {
    try {
      writeFileSync(path, bytes)
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error
      makeFolders(dirname(path))
      writeFileSync(path, bytes)
    }
  },
  append: (path, text) => appendFileSync(path, text),
  makeFolder: (path, privately = false) => void mkdirSync(path, privately ? { mode: 0o700 } : {}),
  rename: (from, to) => patiently(() => renameSync(from, to)),
  removeFile: (path) => patiently(() => unlinkSync(path)),
  removeFolder: (path) => patiently(() => rmdirSync(path)),
  removeAll: (path) => rmSync(path, { recursive: true, force: true, maxRetries: 3 }),
  kind,
  facts: (path) => {
    const { dev, ino, size, mtimeMs } = statSync(path, { bigint: true })
    return { device: dev, inode: ino, size: Number(size), modified: Number(mtimeMs) }
  },
  list,
  real,
  linkTarget: (path) => readlinkSync(path),
  copyOwner: (from, to, times = false) => {
    const [old, made] = [statSync(from), statSync(to)]
    if (old.uid !== made.uid || old.gid !== made.gid) chownSync(to, old.uid, old.gid)
    if (process.platform !== 'win32') chmodSync(to, old.mode & 0o7777)
    if (times) utimesSync(to, old.atime, old.mtime)
  },
  touch: (path) => {
    const now = new Date()
    utimesSync(path, now, now)
  },
  mounts: () => {
    try {
      return parseMounts(readFileSync('/proc/self/mountinfo', 'latin1'))
    } catch {
      return null
    }
  },
  nameFault: (path) => (process.platform === 'win32' ? windowsNameFault(path) : null),
  isHeld: (path) => {
    if (process.platform !== 'win32') return false
    try {
      renameSync(path, path)
      closeSync(openSync(path, 'r+'))
      return false
    } catch (error) {
      return codeOf(error) === 'EBUSY'
    }
  },
}
