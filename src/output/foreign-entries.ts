// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import type { FileSystem } from './file-system.ts'
import type { OwnFiles } from './own-files.ts'

/**
 * What in a folder no compile wrote, as whole entries: a folder of somebody else's is one, whatever it holds. Relative, with `/`.
 * A link, a device or a folder that stands where a file of ours was is not ours.
 */
export const foreignEntries = (
  files: FileSystem,
  folder: string,
  own: Pick<OwnFiles, 'files' | 'folders'>,
  below = '',
): readonly string[] =>
  files.list(join(folder, below)).flatMap((name) => {
    const path = `${below}${name}`
    const kind = files.kind(join(folder, path))
    if (kind === 'folder' && own.folders.has(path)) return foreignEntries(files, folder, own, `${path}/`)
    return kind === null || (kind === 'file' && own.files.has(path)) ? [] : [path]
  })
