// SPDX-License-Identifier: MIT
import { create } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import defaults from '../../../gpo/backup-defaults.json' with { type: 'json' }
import { uuidV5 } from '../uuid/uuid-v5.ts'
import { cdataElement, endWithCdata } from './cdata.ts'
import type { BackupIdentity } from './gpo-backup.ts'

const NAMESPACE = 'http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest'

const backupInstance = (instance: XMLBuilder, backup: BackupIdentity): void => {
  const add = (name: string, text: string): void => cdataElement(instance, name, text)
  add('GPOGuid', backup.gpoId)
  add('GPODomain', backup.domain)
  // The one id of a backup that Windows writes in lower case.
  add('GPODomainGuid', uuidV5(`domain ${backup.domain}`).toLowerCase())
  add('GPODomainController', `${defaults.controller}.${backup.domain}`)
  add('BackupTime', defaults.time)
  add('ID', backup.id)
  add('Comment', backup.comment)
  add('GPODisplayName', backup.name)
}

/** bkupInfo.xml: UTF-8 without byte order mark or declaration, one line, ends with CRLF. */
export const writeBackupInfo = (backup: BackupIdentity): Uint8Array => {
  const document = create()
  backupInstance(document.ele('BackupInst', { xmlns: NAMESPACE }), backup)
  return new TextEncoder().encode(`${endWithCdata(document, true)}\r\n`)
}

/** manifest.xml: UTF-8 without byte order mark or declaration, one line without an end. */
export const writeManifest = (backups: readonly BackupIdentity[]): Uint8Array => {
  const document = create()
  const root = document.ele('Backups', {
    xmlns: NAMESPACE,
    'xmlns:mfst': NAMESPACE,
    'mfst:version': '1.0',
  })
  for (const backup of backups) backupInstance(root.ele('BackupInst'), backup)
  return new TextEncoder().encode(endWithCdata(document, true))
}
