// SPDX-License-Identifier: MIT
import { profileSettingsOf } from '../formats/registry-pol/read-profile-settings.ts'
import { foreignSet } from '../rules/foreign-set.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { isRoleFolder } from '../targets/ansible/is-role-folder.ts'
import type { OutputFile, ReadArtifact } from '../targets/target.ts'
import { destroyedFile } from './destroyed-file.ts'
import { isCatalogFolder } from './is-catalog-folder.ts'
import { joinedFilters } from './joined-filters.ts'
import { readArtifact } from './read-artifact.ts'
import { startsWith, textStart } from './sniff.ts'
import { withoutGuard } from './without-guard.ts'

/** What one file, or the files of a folder, hold: a set of rules for each policy that can be told apart in them. */
export interface ReadRuleSets {
  readonly format: string
  readonly sets: readonly RuleSet[]
}

/** Sets of rules from an artifact of anybody's; null if it is of no kind we know. Throws what `readArtifact` throws. */
export const readRuleSets = async (files: readonly OutputFile[], isFolder: boolean): Promise<ReadRuleSets | null> => {
  const backups = isFolder ? await readBackups(files) : null
  if (backups !== null) return backups
  if (isFolder && isRoleFolder(files)) {
    const { readRole } = await import('../targets/ansible/read.ts')
    return { format: 'ansible', sets: [...readRole(files)].map(([id, read]) => ruleSet('ansible', { id }, read)) }
  }
  if (isFolder && isCatalogFolder(files)) {
    const { readCatalogFolder } = await import('./read-catalog-folder.ts')
    const policies = readCatalogFolder(files)
    return { format: 'intune', sets: policies.map(({ id, name, ...read }) => ruleSet('intune', { id, name }, read)) }
  }
  const [first] = files
  if (!isFolder && first !== undefined && startsWith(first.bytes, 'MSCF')) {
    const { readCabinetItems } = await import('./read-items.ts')
    return {
      format: 'baseline',
      sets: readCabinetItems(first.bytes).map(({ id, ...read }) => ruleSet('baseline', { id }, read)),
    }
  }
  if (/^\ufeff?policy,id,displayName,/.test(textStart(files[0]?.bytes ?? new Uint8Array()))) return readTable(files)
  const read = await readArtifact(files, isFolder)
  if (read === null) return null
  const { format } = read
  if (format === 'report') {
    const { readReportPolicies } = await import('../formats/report/read-report.ts')
    const policies = readReportPolicies(files[0]?.bytes ?? new Uint8Array())
    if (policies !== null)
      return { format, sets: [...policies].map(([name, report]) => ruleSet(format, { name }, report)) }
  }
  return { format, sets: [ruleSet(format, {}, format === 'wfp' ? filterRules(read) : read)] }
}

/** Filters as the rules that they come from, as far as they say it. */
const filterRules = (read: ReadArtifact): ReadArtifact => {
  const { rules, ...rest } = withoutGuard(read)
  return { ...rest, rules: joinedFilters(rules) }
}

/** Each backup of a folder is the policy of the Group Policy object that it is named for. */
const readBackups = async (files: readonly OutputFile[]): Promise<ReadRuleSets | null> => {
  const { readGpoBackup } = await import('../formats/gpo-backup/read-gpo-backup.ts')
  const backups = readGpoBackup(files)
  if (backups.length === 0) return null
  const set = (backup: (typeof backups)[number]): RuleSet =>
    ruleSet('gpo', { name: backup.name }, { ...backup, registry: [...backup.registry, ...backup.preferences] })
  return { format: 'gpo', sets: backups.map(set) }
}

/** A table without rows is no more than the names of its columns. */
const LONGEST_HEADER = 400

/** The table of a compile names the policy of each rule. */
const readTable = async (files: readonly OutputFile[]): Promise<ReadRuleSets> => {
  const { readRulesCsv } = await import('../targets/csv/read.ts')
  const policies = [...readRulesCsv(files)]
  const isBare = policies.every(([, { rules, losses }]) => rules.length + losses.length === 0)
  if (isBare && (files[0]?.bytes.length ?? 0) > LONGEST_HEADER) throw destroyedFile('no row of the table can be read')
  return {
    format: 'csv',
    sets:
      policies.length === 0
        ? [ruleSet('csv', {}, { rules: [], registry: [], losses: [] })]
        : policies.map(([id, read]) => ruleSet('csv', { id: id === '' ? null : id }, read)),
  }
}

const ruleSet = (
  format: string,
  names: { readonly id?: string | null; readonly name?: string | null },
  { rules, registry, losses }: ReadArtifact,
): RuleSet => foreignSet(format, { ...names, rules, settings: profileSettingsOf(registry), registry, losses })
