// SPDX-License-Identifier: MIT
import type { PolRecord } from '../registry-pol/pol-record.ts'
import type { RegistryValue } from '../rule/registry-value.ts'

/** What bkupInfo.xml and manifest.xml say about a backup. */
export interface BackupIdentity {
  /** Id of the backup, `{UPPER-CASE}`; names its folder. */
  readonly id: string
  /** Id of the Group Policy object that was backed up; never that of the backup. */
  readonly gpoId: string
  readonly name: string
  /** DNS name of the domain. */
  readonly domain: string
  readonly comment: string
}

export interface GpoBackup extends BackupIdentity {
  /** Records of Machine\registry.pol. */
  readonly records: readonly PolRecord[]
  /** Values that Group Policy Preferences set and take back with the Group Policy object. */
  readonly preferences: readonly RegistryValue[]
  /** Comment of the Group Policy object, in GPO.cmt; null writes none. */
  readonly gpoComment: string | null
}

/** A file of a backup; the path is relative to the folder of all backups, with `/`. */
export interface BackupFile {
  readonly path: string
  readonly bytes: Uint8Array
}
