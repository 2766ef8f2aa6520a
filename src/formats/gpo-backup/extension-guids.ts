// SPDX-License-Identifier: MIT
import ids from '../../../gpo/extension-ids.json' with { type: 'json' }
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { FIREWALL_KEY, isUnder } from '../registry-pol/firewall-keys.ts'
import type { GpoBackup } from './gpo-backup.ts'

const byCase = (a: string, b: string): number => (a.toUpperCase() < b.toUpperCase() ? -1 : 1)

/**
 * `gPCMachineExtensionNames` for what the backup holds: a block for each client-side extension, it and its tools in
 * ascending order; Group Policy stops at the first one out of order (MS-GPOL 2.2.4). Empty without settings.
 */
export const extensionGuids = ({ records, preferences }: Pick<GpoBackup, 'records' | 'preferences'>): string => {
  const tools = new Map<string, Set<string>>()
  const add = (extension: string, tool: string): void => {
    getOrInsert(tools, extension, () => new Set<string>()).add(tool)
  }
  for (const { key } of records)
    add(ids.registry, isUnder(key, FIREWALL_KEY) ? ids.firewallTool : ids.administrativeTemplatesTool)
  if (preferences.length > 0) {
    add(ids.none, ids.preferencesRegistryTool)
    add(ids.preferencesRegistry, ids.preferencesRegistryTool)
  }
  return [...tools]
    .sort(([a], [b]) => byCase(a, b))
    .map(([extension, names]) => `[${extension}${[...names].sort(byCase).join('')}]`)
    .join('')
}

/** What applies a part of a policy on its computers. */
export type Extension = 'registry' | 'preferences'

const BLOCKS: Readonly<Record<Extension, string>> = {
  registry: `[${ids.registry}`,
  preferences: `[${ids.preferencesRegistry}`,
}

/** Whether the list says that a part is there: clients do not ask for others. */
export const listsExtension = (guids: string, part: Extension): boolean =>
  guids.toUpperCase().includes(BLOCKS[part].toUpperCase())
