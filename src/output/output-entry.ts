// SPDX-License-Identifier: MIT
import { join, sep } from 'node:path'
import type { FileSystem } from './file-system.ts'

/** What stands at a path of the index. `outside`: it leads out of the output, or is a device, which could be read for ever. */
export type OutputEntry = 'file' | 'missing' | 'link' | 'outside'

export const outputEntry = (files: FileSystem, folder: string, path: string): OutputEntry => {
  let place = folder
  for (const part of path.split('/')) {
    place = join(place, part)
    const kind = files.kind(place)
    if (kind === null) return 'missing'
    if (kind === 'other') return 'outside'
    if (kind === 'link') return files.real(place).startsWith(`${folder}${sep}`) ? 'link' : 'outside'
  }
  return files.kind(place) === 'file' ? 'file' : 'missing'
}
