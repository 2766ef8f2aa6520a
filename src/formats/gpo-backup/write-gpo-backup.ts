// SPDX-License-Identifier: MIT
import defaults from '../../../gpo/backup-defaults.json' with { type: 'json' }
import { preferenceItem } from '../preferences/preference-item.ts'
import { writeRegistryXml } from '../preferences/write-registry-xml.ts'
import { writeRegistryPol } from '../registry-pol/write-registry-pol.ts'
import { uuidV5 } from '../uuid/uuid-v5.ts'
import { isXmlText } from '../xml/xml-text.ts'
import type { BackupFile, GpoBackup } from './gpo-backup.ts'
import { writeBackupInfo } from './write-backup-info.ts'
import { writeBackupXml } from './write-backup-xml.ts'
import { writeReport } from './write-report.ts'

/** Why a display name or comment cannot stand in a backup; null where it can. Tabs and line ends are no part of a name. */
export const backupTextReason = (text: string): string | null =>
  /[\t\r\n]/.test(text) || !isXmlText(text) ? 'a backup cannot say control characters or lone surrogates' : null

/**
 * The folder of a Group Policy backup, as Backup-GPO lays it out; registry.pol comes first, since it is what counts. It
 * holds no time and no name of the machine: the same backup gives the same bytes.
 */
export const writeGpoBackup = (backup: GpoBackup): readonly BackupFile[] => {
  const items = backup.preferences.map((value) =>
    preferenceItem(value, uuidV5(`preference ${backup.gpoId} ${value.key}\\${value.name}`), defaults.preferencesTime),
  )
  const file = (path: string, bytes: Uint8Array): BackupFile => ({ path: `${backup.id}/${path}`, bytes })
  return [
    file('DomainSysvol/GPO/Machine/registry.pol', writeRegistryPol(backup.records)),
    ...(items.length === 0
      ? []
      : [file('DomainSysvol/GPO/Machine/Preferences/Registry/Registry.xml', writeRegistryXml(items))]),
    ...(backup.gpoComment === null
      ? []
      : [file('DomainSysvol/GPO/GPO.cmt', new Uint8Array(Buffer.from(backup.gpoComment, 'utf16le')))]),
    file('Backup.xml', writeBackupXml(backup)),
    file('bkupInfo.xml', writeBackupInfo(backup)),
    file('gpreport.xml', writeReport(backup, items)),
  ]
}
