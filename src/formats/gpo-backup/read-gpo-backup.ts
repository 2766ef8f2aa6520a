// SPDX-License-Identifier: MIT
import { addAll } from '../../collections/add-all.ts'
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { readRegistryXml } from '../preferences/read-registry-xml.ts'
import { polLosses } from '../registry-pol/pol-losses.ts'
import { firewallPolicySteps } from '../registry-pol/read-firewall-policy.ts'
import { readRegistryPol } from '../registry-pol/read-registry-pol.ts'
import type { Loss } from '../rule/loss.ts'
import type { RegistryValue } from '../rule/registry-value.ts'
import type { Rule } from '../rule/rule.ts'
import { atTheEnd, type RuleSteps } from '../rule/rule-steps.ts'
import { readXml } from '../xml/read-xml.ts'
import { childrenOf, childText, type XmlElement } from '../xml/xml-element.ts'
import { type Extension, listsExtension } from './extension-guids.ts'
import type { BackupFile } from './gpo-backup.ts'

export interface ReadBackup {
  /** Name of the folder where that is a GUID, else the id inside; backups that LGPO.exe makes state another id. */
  readonly id: string
  readonly statedId: string | null
  readonly gpoId: string | null
  readonly name: string | null
  readonly domain: string | null
  /** `gPCMachineExtensionNames`: without the registry extension in it no client reads registry.pol. */
  readonly extensionGuids: string
  readonly rules: readonly Rule[]
  /** Other values of the firewall and RPC, from registry.pol. */
  readonly registry: readonly RegistryValue[]
  /** Values that preferences set. */
  readonly preferences: readonly RegistryValue[]
  readonly losses: readonly Loss[]
}

const MANIFEST = 'http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest'
const OPERATIONS = 'http://www.microsoft.com/GroupPolicy/GPOOperations'
const POL = 'domainsysvol/gpo/machine/registry.pol'
const PREFERENCES = 'domainsysvol/gpo/machine/preferences/registry/registry.xml'
const PARTS = ['bkupinfo.xml', 'backup.xml', POL, PREFERENCES]
const UNLISTED = {
  registry: 'the registry extension is not listed: no client reads registry.pol',
  preferences: 'the preferences extension is not listed: no client reads Registry.xml',
}
const GUID = /^\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}$/

type Parts = Map<string, Uint8Array>

/** The files of each backup folder, by their lower-case path in it. */
const byFolder = (files: readonly BackupFile[]): ReadonlyMap<string, Parts> => {
  const folders = new Map<string, Parts>()
  for (const { path, bytes } of files) {
    const normal = path.replaceAll('\\', '/')
    const lower = normal.toLowerCase()
    const part = PARTS.find((name) => lower === name || lower.endsWith(`/${name}`))
    if (part === undefined) continue
    const folder = normal.slice(0, normal.length - part.length)
    getOrInsert(folders, folder, () => new Map<string, Uint8Array>()).set(part, bytes)
  }
  return folders
}

function* backupSteps(folder: string, parts: Parts): RuleSteps<ReadBackup> {
  const losses: Loss[] = []
  const lose = (field: string, reason: string): void => {
    losses.push({ rule: null, field, reason })
  }
  const xml = (part: string): XmlElement | null => {
    const bytes = parts.get(part)
    if (bytes === undefined) return null
    const result = readXml(bytes)
    if ('root' in result) return result.root
    lose(part, result.reason)
    return null
  }
  const info = xml('bkupinfo.xml')
  const backup = xml('backup.xml')
  const object = backup === null ? undefined : childrenOf(backup, OPERATIONS, 'GroupPolicyObject')[0]
  const core = object === undefined ? undefined : childrenOf(object, OPERATIONS, 'GroupPolicyCoreSettings')[0]
  const stated = (inInfo: string, inCore: string | null): string | null =>
    (info === null ? null : childText(info, MANIFEST, inInfo)) ??
    (core === undefined || inCore === null ? null : childText(core, OPERATIONS, inCore))
  const pol = parts.get(POL)
  const file = pol === undefined ? null : readRegistryPol(pol)
  addAll(losses, polLosses(file?.faults ?? [], POL))
  const values = yield* firewallPolicySteps(file?.records ?? [])
  const preferences = xml(PREFERENCES)
  const items = preferences === null ? { values: [], losses: [] } : readRegistryXml(preferences)
  const extensionGuids = (core === undefined ? null : childText(core, OPERATIONS, 'MachineExtensionGuids')) ?? ''
  const arrives = (part: Extension): boolean => listsExtension(extensionGuids, part)
  if (backup !== null) {
    if (values.rules.length + values.registry.length > 0 && !arrives('registry'))
      lose('MachineExtensionGuids', UNLISTED.registry)
    if (items.values.length > 0 && !arrives('preferences')) lose('MachineExtensionGuids', UNLISTED.preferences)
    if (pol === undefined && arrives('registry')) lose(POL, 'is missing, though settings of the registry are listed')
  }
  const name = folder.split('/').findLast((part) => part !== '') ?? ''
  const statedId = stated('ID', null)
  return {
    id: GUID.test(name) ? name : (statedId ?? name),
    statedId,
    gpoId: stated('GPOGuid', 'ID'),
    name: stated('GPODisplayName', 'DisplayName'),
    domain: stated('GPODomain', 'Domain'),
    extensionGuids,
    rules: values.rules,
    registry: values.registry,
    preferences: items.values,
    losses: [...losses, ...values.losses, ...items.losses],
  }
}

/**
 * Reads the Group Policy backups among the files of a folder, those of Windows, of LGPO.exe (`Bkupinfo.xml`) and our
 * own. manifest.xml and gpreport.xml are not needed. Never throws: what cannot be read is a loss.
 */
export const readGpoBackup = (files: readonly BackupFile[]): readonly ReadBackup[] => atTheEnd(gpoBackupSteps(files))

export function* gpoBackupSteps(files: readonly BackupFile[]): RuleSteps<readonly ReadBackup[]> {
  const backups: ReadBackup[] = []
  for (const [folder, parts] of byFolder(files))
    if (parts.has('bkupinfo.xml') || parts.has('backup.xml') || parts.has(POL))
      backups.push(yield* backupSteps(folder, parts))
  return backups
}
