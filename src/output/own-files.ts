// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import { TARGET_NAMES } from '../targets/target-names.ts'
import type { FileSystem } from './file-system.ts'
import { isOutputPath } from './output-path.ts'

/** The file by which a folder is known as an output, and which lists what belongs to it. */
export const OUTPUT_INDEX = 'portwright.json'

/** Top-level folders in which an output keeps its files; those of a target are named like it. */
export const OWN_FOLDERS: ReadonlySet<string> = new Set([...TARGET_NAMES, 'rpc', 'sql', 'preview'])

export interface OwnFiles {
  /** False where no compile wrote the folder: then nothing in it is ours. */
  readonly isOutput: boolean
  /** Relative, with `/`; the index is one of them. */
  readonly files: ReadonlySet<string>
  /** The folders that those files need. */
  readonly folders: ReadonlySet<string>
  readonly policies: readonly string[]
}

const NOTHING: OwnFiles = { isOutput: false, files: new Set(), folders: new Set(), policies: [] }

/** What of a folder a compile wrote, by its index. A file of that name that no compile wrote is somebody's own. */
export const ownFiles = (files: FileSystem, folder: string): OwnFiles => {
  const path = join(folder, OUTPUT_INDEX)
  if (files.kind(path) !== 'file') return NOTHING
  try {
    const {
      portwright,
      files: list,
      policies,
    } = JSON.parse(new TextDecoder().decode(files.read(path) ?? new Uint8Array())) as {
      portwright?: unknown
      files?: unknown
      policies?: unknown
    }
    if (typeof portwright !== 'string' || !Array.isArray(list)) return NOTHING
    const paths = list.map((file) => (file as { path?: unknown } | null)?.path).filter(isOutputPath)
    return {
      isOutput: true,
      files: new Set([OUTPUT_INDEX, ...paths]),
      folders: foldersAbove(paths),
      policies: (Array.isArray(policies) ? policies : [])
        .map((policy) => (policy as { id?: unknown } | null)?.id)
        .filter((id) => typeof id === 'string'),
    }
  } catch {
    return NOTHING
  }
}

/** Every folder that holds one of the files: `gpo/{…}/DomainSysvol/GPO`, `gpo/{…}/DomainSysvol`, … */
export const foldersAbove = (paths: Iterable<string>): ReadonlySet<string> => {
  const folders = new Set<string>()
  for (const path of paths)
    for (
      let end = path.lastIndexOf('/');
      end > 0 && !folders.has(path.slice(0, end));
      end = path.lastIndexOf('/', end - 1)
    )
      folders.add(path.slice(0, end))
  return folders
}
