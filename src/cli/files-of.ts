// SPDX-License-Identifier: MIT
import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { OutputFile } from '../targets/target.ts'
import { limitedBytes } from './limited-bytes.ts'

/** Every file of a folder and of those below it, in one order everywhere. */
export const filesOf = (folder: string): readonly OutputFile[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
    .map((path) => ({ path, bytes: limitedBytes(join(folder, path)) }))
