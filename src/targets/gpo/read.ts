// SPDX-License-Identifier: MIT
import { listsExtension } from '../../formats/gpo-backup/extension-guids.ts'
import { readGpoBackup } from '../../formats/gpo-backup/read-gpo-backup.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import type { OutputFile, ReadArtifact } from '../target.ts'

/** Reads the backup of one policy as a client would get it: settings whose extension is not listed do not arrive. */
export const readGpo = (files: readonly OutputFile[]): ReadArtifact => {
  const [backup, ...more] = readGpoBackup(files)
  if (backup === undefined)
    return { rules: [], registry: [], losses: [{ rule: null, field: 'files', reason: 'there is no backup' }] }
  const losses: Loss[] = [...backup.losses]
  for (const { id } of more) losses.push({ rule: null, field: 'files', reason: `a second backup ${id}` })
  const policy = listsExtension(backup.extensionGuids, 'registry')
  const preferences = listsExtension(backup.extensionGuids, 'preferences')
  return {
    rules: policy ? backup.rules : [],
    registry: [...(policy ? backup.registry : []), ...(preferences ? backup.preferences : [])],
    losses,
  }
}
