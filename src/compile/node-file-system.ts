// SPDX-License-Identifier: MIT
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { FileSystem } from './file-system.ts'

const made = new Set<string>()

const makeFolder = (path: string): void => {
  if (made.has(path)) return
  // Step by step: a recursive call never ends where a parent that exists answers that there is no such folder (/proc).
  if (!existsSync(path)) {
    const parent = dirname(path)
    if (parent !== path) makeFolder(parent)
    mkdirSync(path)
  }
  made.add(path)
}

export const nodeFileSystem: FileSystem = {
  read: (path) => {
    try {
      return readFileSync(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
  },
  write: (path, bytes) => {
    makeFolder(dirname(path))
    writeFileSync(path, bytes)
  },
  append: (path, text) => appendFileSync(path, text),
  makeFolder,
  rename: (from, to) => {
    made.clear()
    makeFolder(dirname(to))
    renameSync(from, to)
  },
  remove: (path) => {
    made.clear()
    rmSync(path, { recursive: true, force: true })
  },
  exists: existsSync,
  real: (path) => (existsSync(path) ? realpathSync(path) : path),
  filesBelow: (path) => {
    if (!existsSync(path)) return []
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(path, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort()
  },
}
