// SPDX-License-Identifier: MIT
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { corpusFolder, required, skip } from './shared.ts'

/** Path of a file or folder of the corpus of Windows-made files; null where it is not there, with a visible skip. */
export const corpus = (t: ExecutionContext, path: string): string | null => {
  const full = join(corpusFolder(), path)
  if (existsSync(full)) return full
  if (required(t, 'corpus')) t.fail(`the corpus is required, but ${path} is not there`)
  else skip(t, `corpus/${path} is not there`)
  return null
}

export interface CorpusFile {
  /** Relative to the folder asked for, with `/`. */
  readonly path: string
  readonly bytes: Uint8Array
}

/** Every file below a folder of the corpus whose name matches; null where the folder is not there. */
export const corpusFiles = (t: ExecutionContext, folder: string, name: RegExp): readonly CorpusFile[] | null => {
  const root = corpus(t, folder)
  if (root === null) return null
  return globSync('**/*', { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({
      path: path.slice(root.length + 1).replaceAll('\\', '/'),
      bytes: new Uint8Array(readFileSync(path)),
    }))
}
