// SPDX-License-Identifier: MIT
import { create } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import defaults from '../../../gpo/backup-defaults.json' with { type: 'json' }
import ids from '../../../gpo/extension-ids.json' with { type: 'json' }
import { cdataElement, endWithCdata } from './cdata.ts'
import { extensionGuids } from './extension-guids.ts'
import type { GpoBackup } from './gpo-backup.ts'

const NAMESPACE = 'http://www.microsoft.com/GroupPolicy/GPOOperations'
const LINE = '\r\n        '
/** Windows leaves the lines of the extensions that are not there, with their indentation. */
const MISSING_EXTENSIONS = LINE.repeat(9)

interface FileObject {
  readonly kind: 'FSObjectFile' | 'FSObjectDir'
  /** Path in the Group Policy object; its first part stands for a variable in `bkp:Path`. */
  readonly path: string
}

/** Files and folders that belong to no extension of the template, each folder before what it holds. */
const remainingObjects = (backup: GpoBackup): readonly FileObject[] => [
  ...(backup.gpoComment === null ? [] : [{ kind: 'FSObjectFile', path: 'GPO.cmt' } as const]),
  ...(backup.preferences.length === 0
    ? []
    : ([
        { kind: 'FSObjectDir', path: 'Machine\\Preferences' },
        { kind: 'FSObjectDir', path: 'Machine\\Preferences\\Registry' },
        { kind: 'FSObjectFile', path: 'Machine\\Preferences\\Registry\\Registry.xml' },
      ] as const)),
]

const variablePath = (path: string): string =>
  path.startsWith('Machine\\') ? `%GPO_MACH_FSPATH%${path.slice('Machine'.length)}` : `%GPO_FSPATH%\\${path}`

const addObject = (parent: XMLBuilder, backup: GpoBackup, { kind, path }: FileObject, saved: boolean): void => {
  const source = `\\\\${defaults.controller}.${backup.domain}\\sysvol\\${backup.domain}\\Policies\\${backup.gpoId}`
  parent.ele(kind, {
    'bkp:Path': variablePath(path),
    'bkp:SourceExpandedPath': `${source}\\${path}`,
    ...(saved ? { 'bkp:Location': `DomainSysvol\\GPO\\${path}` } : {}),
  })
}

const addCoreSettings = (parent: XMLBuilder, backup: GpoBackup): void => {
  const core = parent.ele('GroupPolicyCoreSettings')
  const add = (name: string, text: string): void => cdataElement(core, name, text)
  // AD's and SYSVOL's version of one half of the object, 16 bits each.
  const version = (number: number): string => `${number * 65_537}`
  add('ID', backup.gpoId)
  add('Domain', backup.domain)
  core.ele('SecurityDescriptor').txt(defaults.securityDescriptor)
  add('DisplayName', backup.name)
  add('Options', `${defaults.options}`)
  add('UserVersionNumber', version(defaults.userVersion))
  add('MachineVersionNumber', version(defaults.machineVersion))
  const guids = extensionGuids(backup)
  if (guids === '') core.ele('MachineExtensionGuids')
  else add('MachineExtensionGuids', guids)
  core.ele('UserExtensionGuids')
  core.ele('WMIFilter')
}

/** Backup.xml: UTF-8 without byte order mark, CRLF, no line end after the root, blanks and blank lines as Windows has them. */
export const writeBackupXml = (backup: GpoBackup): Uint8Array => {
  const document = create({ version: '1.0', encoding: 'utf-8' })
  document.com(' Copyright (c) Microsoft Corporation.  All rights reserved. ')
  const root = document.ele('GroupPolicyBackupScheme', {
    'bkp:version': '2.0',
    'bkp:type': 'GroupPolicyBackupTemplate',
    'xmlns:bkp': NAMESPACE,
    xmlns: NAMESPACE,
  })
  root.txt('\r\n    ')
  const object = root.ele('GroupPolicyObject')
  object.ele('SecurityGroups')
  object.ele('FilePaths')
  addCoreSettings(object, backup)
  object.txt(` ${LINE}`)
  const registry = object.ele('GroupPolicyExtension', { 'bkp:ID': ids.registry, 'bkp:DescName': 'Registry' })
  registry.txt(`${LINE}    `)
  addObject(registry, backup, { kind: 'FSObjectFile', path: 'Machine\\registry.pol' }, true)
  registry.txt(`${LINE}    ${LINE}    `)
  addObject(registry, backup, { kind: 'FSObjectFile', path: 'Adm\\*.*' }, false)
  registry.txt(LINE)
  object.txt(`${MISSING_EXTENSIONS}\r\n    `)
  const remaining = remainingObjects(backup)
  if (remaining.length > 0) {
    const unknown = object.ele('GroupPolicyExtension', { 'bkp:ID': ids.unknown, 'bkp:DescName': 'Unknown Extension' })
    for (const entry of remaining) addObject(unknown, backup, entry, true)
  }
  root.txt('\r\n')
  return new TextEncoder().encode(endWithCdata(document, false))
}
