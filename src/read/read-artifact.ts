// SPDX-License-Identifier: MIT
import type { Loss } from '../formats/rule/loss.ts'
import type { RegistryValue } from '../formats/rule/registry-value.ts'
import type { Rule } from '../formats/rule/rule.ts'
import type { OutputFile } from '../targets/target.ts'
import { FORMATS } from './formats.ts'

/** What `read --json` prints. */
export interface ReadResult {
  readonly format: string
  readonly rules: readonly Rule[]
  readonly registry: readonly RegistryValue[]
  readonly losses: readonly Loss[]
}

/** Reads a file, or the files of a folder, of whatever kind they show themselves to be; null if they are of no kind we know. */
export const readArtifact = async (files: readonly OutputFile[], isFolder: boolean): Promise<ReadResult | null> => {
  for (const format of FORMATS) {
    if (format.folder === isFolder && format.fits(files)) return await format.read(files)
  }
  return null
}
