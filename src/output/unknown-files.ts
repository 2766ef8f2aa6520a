// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import type { FileSystem } from './file-system.ts'
import { foldersAbove, OWN_FOLDERS } from './own-files.ts'

/** Whatever stands in the folders of an output without being listed; folders without anything in them end in `/`. */
export const unknownFiles = (files: FileSystem, folder: string, listed: ReadonlySet<string>): readonly string[] => {
  const folders = foldersAbove(listed)
  const tops = new Set([...OWN_FOLDERS, ...[...folders].filter((path) => !path.includes('/'))])
  const below = (path: string): readonly string[] => {
    const kind = files.kind(join(folder, path))
    if (kind !== 'folder') return listed.has(path) ? [] : [path]
    const names = files.list(join(folder, path))
    return names.length === 0 && !folders.has(path) ? [`${path}/`] : names.flatMap((name) => below(`${path}/${name}`))
  }
  return files.list(folder).flatMap((name) => (tops.has(name) ? below(name) : []))
}
