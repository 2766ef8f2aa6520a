// SPDX-License-Identifier: MIT
import type { OutputFile } from '../targets/target.ts'
import { FORMATS } from './formats.ts'
import type { ReadResult } from './read-result.ts'

/** Reads a file, or the files of a folder, of whatever kind they show themselves to be; null if they are of no kind we know. */
export const readArtifact = async (files: readonly OutputFile[], isFolder: boolean): Promise<ReadResult | null> => {
  for (const format of FORMATS) {
    if (format.folder === isFolder && format.fits(files)) return await format.read(files)
  }
  return null
}
