// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { FileSystem } from '../output/file-system.ts'
import { outputEntry } from '../output/output-entry.ts'
import { outputFault } from '../output/output-fault.ts'
import { OUTPUT_INDEX } from '../output/own-files.ts'
import { type IndexFault, type OutputIndex, readOutputIndex } from './output-index.ts'

/** Larger than any file that a compile writes. */
export const LARGEST = 2 ** 29

/** The index of an output folder with its bytes, or what is wrong with it. `given` is how the user names the folder. */
export const openIndex = (
  files: FileSystem,
  folder: string,
  given: string,
  mayBeEmpty = false,
): { readonly index: OutputIndex; readonly bytes: Uint8Array } | Diagnostic => {
  const place = join(given, OUTPUT_INDEX)
  const path = join(folder, OUTPUT_INDEX)
  const isFile = outputEntry(files, folder, OUTPUT_INDEX) === 'file' && files.facts(path).size <= LARGEST
  const bytes = isFile ? files.read(path) : null
  if (bytes === null) return outputFault(place, 'index-damaged', { reason: 'it is no file of an output' })
  const index = readOutputIndex(bytes, mayBeEmpty)
  return 'fault' in index ? indexFault(place, index) : { index, bytes }
}

/** What is wrong with an index, in words; `place` is how the user names it. */
export const indexFault = (place: string, index: IndexFault): Diagnostic =>
  index.fault === 'damaged'
    ? outputFault(place, 'index-damaged', { reason: index.reason })
    : index.fault === 'empty'
      ? outputFault(place, 'index-empty', {})
      : outputFault(place, 'index-path-outside', { path: index.path })
