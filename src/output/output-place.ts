// SPDX-License-Identifier: MIT
import { dirname, resolve, sep } from 'node:path'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { FileSystem } from './file-system.ts'
import { outputFault } from './output-fault.ts'
import { runsFor } from './output-run.ts'

/** Where an output folder really is: a link stays a link, what it leads to is the output. Or why there can be none. */
export const outputPlace = (files: FileSystem, given: string): { readonly folder: string } | Diagnostic => {
  const fault = files.nameFault(given)
  if (fault !== null) return outputFault(given, 'output-unwritable', { path: given, reason: fault })
  const path = resolve(given)
  const folder = files.real(path)
  const kind = files.kind(folder)
  if (kind === 'link') {
    const target = resolve(dirname(folder), files.linkTarget(folder))
    // An interruption may have left the link without its end for a while.
    const isInterrupted =
      files.kind(target) === null && runsFor(files, target).some((run) => files.kind(run.old) !== null)
    return isInterrupted ? { folder: target } : outputFault(given, 'output-dangling-link', { folder: given })
  }
  if (kind !== null && kind !== 'folder') return outputFault(given, 'output-no-folder', { folder: given })
  return kind === null ? { folder } : (mountFault(files, given, folder) ?? { folder })
}

/** A mount point cannot be moved, and what holds one cannot be swapped without it. */
const mountFault = (files: FileSystem, given: string, folder: string): Diagnostic | null => {
  if (dirname(folder) === folder) return outputFault(given, 'output-mount-point', { folder: given, mount: folder })
  const mounts = files.mounts()
  const mount =
    mounts === null
      ? files.facts(folder).device === files.facts(dirname(folder)).device
        ? undefined
        : folder
      : mounts.find((one) => one === folder || one.startsWith(`${folder}${sep}`))
  return mount === undefined ? null : outputFault(given, 'output-mount-point', { folder: given, mount })
}
