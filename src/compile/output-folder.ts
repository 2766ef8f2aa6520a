// SPDX-License-Identifier: MIT
import { basename, dirname, join, resolve } from 'node:path'
import type { OutputFile } from '../targets/target.ts'
import type { FileSystem } from './file-system.ts'

/**
 * The output folder of a compile. Files are made in a folder beside it, which then takes its place whole:
 * whoever looks sees the old output or the new one, never a mixture.
 */
export interface OutputFolder {
  readonly write: (file: OutputFile) => void
  readonly append: (path: string, text: string) => void
  /** Puts the new output in place. Foreign files of the old folder move along. */
  readonly commit: () => void
  readonly discard: () => void
}

/** The file by which a folder is known as an output, and which lists what belongs to it. */
export const OUTPUT_INDEX = 'portwright.json'

const siblings = (folder: string): { staging: string; old: string } => {
  const path = resolve(folder)
  return {
    staging: join(dirname(path), `.${basename(path)}.portwright-new`),
    old: join(dirname(path), `.${basename(path)}.portwright-old`),
  }
}

/** Finishes or takes back what an interruption left beside a folder. Every command that looks at an output calls it first. */
export const recoverOutput = (files: FileSystem, folder: string): void => {
  const { staging, old } = siblings(folder)
  if (files.exists(old)) {
    // Interrupted between the two renames: the old output still stands beside, the new one is whole.
    if (!files.exists(folder) && files.exists(staging)) files.rename(staging, folder)
    if (!files.exists(folder)) files.rename(old, folder)
    else {
      moveForeign(files, old, folder)
      files.remove(old)
    }
  }
  files.remove(staging)
}

/** Files of a folder that no compile wrote. */
export const foreignFiles = (files: FileSystem, folder: string): readonly string[] => {
  const own = new Set(ownFiles(files, folder))
  return files.filesBelow(folder).filter((path) => !own.has(path))
}

const ownFiles = (files: FileSystem, folder: string): readonly string[] => {
  const index = files.read(join(folder, OUTPUT_INDEX))
  if (index === null) return []
  try {
    const { portwright, files: list } = JSON.parse(new TextDecoder().decode(index)) as {
      portwright?: unknown
      files?: unknown
    }
    // A file of that name that no compile wrote is somebody's own.
    if (typeof portwright !== 'string' || !Array.isArray(list)) return []
    return [
      OUTPUT_INDEX,
      ...list.map((file) => (file as { path?: unknown } | null)?.path).filter((path) => typeof path === 'string'),
    ]
  } catch {
    return []
  }
}

const moveForeign = (files: FileSystem, from: string, to: string): void => {
  for (const path of foreignFiles(files, from)) {
    if (!files.exists(join(to, path))) files.rename(join(from, path), join(to, path))
  }
}

export const openOutput = (files: FileSystem, given: string): OutputFolder => {
  // A link stays a link: what it leads to is the output.
  const folder = files.real(resolve(given))
  const { staging, old } = siblings(folder)
  recoverOutput(files, folder)
  files.makeFolder(staging)
  return {
    write: (file) => files.write(join(staging, file.path), file.bytes),
    append: (path, text) => files.append(join(staging, path), text),
    commit: () => {
      if (files.exists(folder)) {
        files.rename(folder, old)
        files.rename(staging, folder)
        moveForeign(files, old, folder)
        files.remove(old)
      } else files.rename(staging, folder)
    },
    discard: () => files.remove(staging),
  }
}
