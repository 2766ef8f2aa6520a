// SPDX-License-Identifier: MIT
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Everything below a folder, one line each: kind, mode, owner, time of what is no folder, and content. Entries of `without` are left out.
 * The folder itself is not part of it.
 */
export const snapshot = (folder: string, without: ReadonlySet<string> = new Set(), below = ''): readonly string[] =>
  readdirSync(join(folder, below))
    .sort()
    .flatMap((name) => {
      const path = `${below}${name}`
      const full = join(folder, path)
      const entry = lstatSync(full)
      const facts = `${(entry.mode & 0o7777).toString(8)} ${entry.uid}:${entry.gid}`
      const line = entry.isSymbolicLink()
        ? `link ${path} -> ${readlinkSync(full)}`
        : entry.isDirectory()
          ? `folder ${path} ${facts}`
          : `file ${path} ${facts} ${entry.mtimeMs} ${readFileSync(full, 'base64')}`
      const inside = entry.isDirectory() ? snapshot(folder, without, `${path}/`) : []
      return without.has(path) ? inside : [line, ...inside]
    })
