// SPDX-License-Identifier: MIT
import { readGpoBackup } from '../formats/gpo-backup/read-gpo-backup.ts'
import type { OutputFile } from '../targets/target.ts'
import type { ReadResult } from './read-result.ts'

/** The rules of every backup in a folder, in the order of the folder. */
export const readGpoFolder = (files: readonly OutputFile[]): ReadResult => {
  const backups = readGpoBackup(files)
  return {
    format: 'gpo',
    rules: backups.flatMap((backup) => backup.rules),
    registry: backups.flatMap((backup) => [...backup.registry, ...backup.preferences]),
    losses: backups.flatMap((backup) => backup.losses),
  }
}
