// SPDX-License-Identifier: MIT
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { FileSystem } from './file-system.ts'

const made = new Set<string>()

const makeFolder = (path: string): void => {
  if (made.has(path)) return
  mkdirSync(path, { recursive: true })
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
    mkdirSync(dirname(to), { recursive: true })
    renameSync(from, to)
  },
  remove: (path) => {
    made.clear()
    rmSync(path, { recursive: true, force: true })
  },
  exists: existsSync,
  filesBelow: (path) => {
    if (!existsSync(path)) return []
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(path, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort()
  },
}
