// SPDX-License-Identifier: MIT
import { gpoBackupSteps } from '../formats/gpo-backup/read-gpo-backup.ts'
import type { OutputFile } from '../targets/target.ts'
import type { StartedRead } from './started-read.ts'

/** The rules of every backup in a folder, in the order of the folder. */
export function* gpoFolderSteps(files: readonly OutputFile[]): StartedRead['steps'] {
  const backups = yield* gpoBackupSteps(files)
  return {
    rules: backups.flatMap((backup) => backup.rules),
    registry: backups.flatMap((backup) => [...backup.registry, ...backup.preferences]),
    losses: backups.flatMap((backup) => backup.losses),
  }
}
