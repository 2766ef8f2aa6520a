// SPDX-License-Identifier: MIT
import { readGpoBackup } from '../../formats/gpo-backup/read-gpo-backup.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import type { OutputFile, ReadArtifact } from '../target.ts'

const REGISTRY_EXTENSION = '[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}'
const PREFERENCES_EXTENSION = '[{B087BE9D-ED37-454F-AF9C-04291E351182}'

/** Reads the backup of one policy as a client would get it: settings whose extension is not listed do not arrive. */
export const readGpo = (files: readonly OutputFile[]): ReadArtifact => {
  const [backup, ...more] = readGpoBackup(files)
  if (backup === undefined)
    return { rules: [], registry: [], losses: [{ rule: null, field: 'files', reason: 'there is no backup' }] }
  const losses: Loss[] = [...backup.losses]
  for (const { id } of more) losses.push({ rule: null, field: 'files', reason: `a second backup ${id}` })
  const lists = (extension: string): boolean => backup.extensionGuids.toUpperCase().includes(extension)
  const policy = lists(REGISTRY_EXTENSION)
  const preferences = lists(PREFERENCES_EXTENSION)
  if (!policy && backup.rules.length + backup.registry.length > 0)
    losses.push({ rule: null, field: 'MachineExtensionGuids', reason: 'the registry extension is not listed' })
  if (!preferences && backup.preferences.length > 0)
    losses.push({ rule: null, field: 'MachineExtensionGuids', reason: 'the preferences extension is not listed' })
  return {
    rules: policy ? backup.rules : [],
    registry: [...(policy ? backup.registry : []), ...(preferences ? backup.preferences : [])],
    losses,
  }
}
