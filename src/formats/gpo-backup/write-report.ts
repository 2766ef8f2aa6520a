// SPDX-License-Identifier: MIT
import defaults from '../../../gpo/backup-defaults.json' with { type: 'json' }
import type { PreferenceItem } from '../preferences/preference-item.ts'
import { textWriter } from '../text/text-writer.ts'
import { eachXmlLine, element, leaf, type XmlLines } from '../xml/xml-lines.ts'
import type { GpoBackup } from './gpo-backup.ts'
import { reportFirewall } from './report-firewall.ts'
import { reportPreferences } from './report-preferences.ts'
import { reportRegistry } from './report-registry.ts'

const TYPES = 'xmlns="http://www.microsoft.com/GroupPolicy/Types"'
const SECURITY = 'xmlns="http://www.microsoft.com/GroupPolicy/Types/Security"'
const ROOT =
  'GPO xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
  'xmlns="http://www.microsoft.com/GroupPolicy/Settings"'

const trustee = ({ sid, name, access }: (typeof defaults.trustees)[number]): XmlLines =>
  element('TrusteePermissions', [
    ...element('Trustee', [...leaf(`SID ${TYPES}`, sid), ...leaf(`Name ${TYPES}`, name)]),
    ...element('Type xsi:type="PermissionType"', leaf('PermissionType', 'Allow')),
    ...leaf('Inherited', 'false'),
    ...element('Applicability', [
      ...leaf('ToSelf', 'true'),
      ...leaf('ToDescendantObjects', 'false'),
      ...leaf('ToDescendantContainers', 'true'),
      ...leaf('ToDirectDescendantsOnly', 'false'),
    ]),
    ...element('Standard', leaf('GPOGroupedAccessEnum', access)),
    ...leaf('AccessMask', '0'),
  ])

const securityDescriptor = (): XmlLines =>
  element('SecurityDescriptor', [
    ...leaf(`SDDL ${SECURITY}`, defaults.sddl),
    ...leaf(`PermissionsPresent ${SECURITY}`, 'true'),
    ...element(`Permissions ${SECURITY}`, [
      ...leaf('InheritsFromParent', 'false'),
      ...defaults.trustees.flatMap(trustee),
    ]),
    ...leaf(`AuditingPresent ${SECURITY}`, 'false'),
  ])

type Extension = readonly [name: string, write: (prefix: string) => XmlLines]

/** Each extension that has something to show gets the next prefix: q1, q2 … */
const extensionData = (extensions: readonly Extension[]): XmlLines => {
  let count = 0
  return extensions.flatMap(([name, write]) => {
    const lines = write(`q${count + 1}`)
    if (lines.length === 0) return []
    count++
    return element('ExtensionData', [...lines, ...leaf('Name', name)])
  })
}

const half = (name: string, version: number, extensions: XmlLines): XmlLines =>
  element(name, [
    ...leaf('VersionDirectory', `${version}`),
    ...leaf('VersionSysvol', `${version}`),
    ...leaf('Enabled', 'true'),
    ...extensions,
  ])

/**
 * gpreport.xml: UTF-16LE with byte order mark, CRLF, no line end after the root. It shows what the backup holds;
 * Import-GPO does not read it.
 */
export const writeReport = (backup: GpoBackup, items: readonly PreferenceItem[]): Uint8Array => {
  const lines = element(ROOT, [
    ...element('Identifier', [...leaf(`Identifier ${TYPES}`, backup.gpoId), ...leaf(`Domain ${TYPES}`, backup.domain)]),
    ...leaf('Name', backup.name),
    ...leaf('IncludeComments', 'true'),
    ...leaf('CreatedTime', defaults.time),
    ...leaf('ModifiedTime', defaults.time),
    ...leaf('ReadTime', defaults.readTime),
    ...securityDescriptor(),
    ...leaf('FilterDataAvailable', 'true'),
    ...half(
      'Computer',
      defaults.machineVersion,
      extensionData([
        ['Windows Registry', (prefix) => reportPreferences(prefix, items)],
        ['Windows Firewall', (prefix) => reportFirewall(prefix, backup.records)],
        ['Registry', (prefix) => reportRegistry(prefix, backup.records)],
      ]),
    ),
    ...half('User', defaults.userVersion, []),
  ])
  const writer = textWriter('utf16le')
  writer.add('\uFEFF<?xml version="1.0" encoding="utf-16"?>')
  eachXmlLine(lines, (line) => writer.add(`\r\n${line}`))
  return writer.bytes()
}
