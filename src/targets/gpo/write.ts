// SPDX-License-Identifier: MIT
import defaults from '../../../gpo/backup-defaults.json' with { type: 'json' }
import type { BackupIdentity } from '../../formats/gpo-backup/gpo-backup.ts'
import { writeManifest } from '../../formats/gpo-backup/write-backup-info.ts'
import { backupTextReason, writeGpoBackup } from '../../formats/gpo-backup/write-gpo-backup.ts'
import { preferenceReason } from '../../formats/preferences/preference-item.ts'
import { checkPolRecord } from '../../formats/registry-pol/check-pol-record.ts'
import { toPolRecord, toRegistryValue } from '../../formats/registry-pol/convert-registry-value.ts'
import { FIREWALL_KEY, FIREWALL_RULES_KEY, isUnder } from '../../formats/registry-pol/firewall-keys.ts'
import type { PolRecord } from '../../formats/registry-pol/pol-record.ts'
import { writeFirewallPolicy } from '../../formats/registry-pol/write-firewall-policy.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import type { RegistryValue } from '../../formats/rule/registry-value.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import { checkRule } from '../../formats/rule-string/check-rule.ts'
import type { Policy } from '../../rules/policy.ts'
import type { OutputFile, TargetOptions, WrittenArtifact } from '../target.ts'

/** XML cannot say every text; what it cannot say, the checks of rules and records refuse as well. */
const identity = (policy: Policy, options: TargetOptions): BackupIdentity => ({
  id: policy.guid,
  gpoId: policy.gpoGuid,
  name: backupTextReason(policy.name) === null ? policy.name : policy.id,
  domain: policy.domain ?? options.gpo.domain ?? defaults.domain,
  comment: backupTextReason(policy.description) === null ? policy.description : '',
})

const isPolicyValue = (value: RegistryValue): boolean => isUnder(value.key, `HKLM\\${FIREWALL_KEY}`)

const ruleLosses = (rule: Rule): readonly Loss[] => checkRule(rule).map((issue) => ({ rule: rule.id, ...issue }))

/** The report shows values as XML. */
const textReason = ({ key, name, data }: RegistryValue): string | null =>
  backupTextReason(`${key}${name}${typeof data === 'object' ? data.join('') : data}`)

const valueLosses = (value: RegistryValue, asPreference: boolean): readonly Loss[] => {
  const reason = value.key.toUpperCase().startsWith('HKLM\\')
    ? asPreference
      ? (preferenceReason(value) ?? textReason(value))
      : (checkPolRecord(toPolRecord(value)) ?? textReason(value))
    : 'a computer policy carries HKLM only'
  return reason === null ? [] : [{ rule: null, field: `${value.key}\\${value.name}`, reason }]
}

interface GpoContent {
  readonly records: readonly PolRecord[]
  readonly preferences: readonly RegistryValue[]
  readonly losses: readonly Loss[]
}

/** What a backup can say of a policy, and what it cannot. */
const gpoContent = (policy: Policy, options: TargetOptions): GpoContent => {
  const losses: Loss[] = []
  const without = <T>(entries: readonly T[], check: (entry: T) => readonly Loss[]): readonly T[] =>
    entries.filter((entry) => {
      const found = check(entry)
      losses.push(...found)
      return found.length === 0
    })
  const name = backupTextReason(policy.name)
  if (name !== null) losses.push({ rule: null, field: 'name', reason: name })
  const asPreferences = options.gpo.rpc === 'preferences'
  const isPreference = (value: RegistryValue): boolean => asPreferences && !isPolicyValue(value)
  const registry = without(policy.registry, (value) => valueLosses(value, isPreference(value)))
  const records = without(
    writeFirewallPolicy({
      ...policy,
      rules: without(policy.rules, ruleLosses),
      registry: registry.filter((value) => !isPreference(value)),
    }),
    (record) => {
      const reason = checkPolRecord(record) ?? textReason(toRegistryValue(record))
      const rule = record.key === FIREWALL_RULES_KEY ? record.name : null
      return reason === null ? [] : [{ rule, field: rule === null ? `${record.key}\\${record.name}` : 'rule', reason }]
    },
  )
  return { records, preferences: registry.filter(isPreference), losses }
}

export const gpoLosses = (policy: Policy, options: TargetOptions): readonly Loss[] =>
  policy.groupPolicy ? gpoContent(policy, options).losses : []

/** One Group Policy backup; what it cannot say is left out and is a loss. */
export const writeGpo = (policy: Policy, options: TargetOptions): WrittenArtifact => {
  // No Group Policy reaches a workgroup; there the scripts do the same.
  if (!policy.groupPolicy) return { policy: policy.id, files: [], losses: [] }
  const { records, preferences, losses } = gpoContent(policy, options)
  const files = writeGpoBackup({
    ...identity(policy, options),
    records,
    preferences,
    // The import script keeps its mark in the comment of the Group Policy object; a GPO.cmt would overwrite it.
    gpoComment: null,
  })
  return { policy: policy.id, files: files.map((file) => ({ ...file, path: `gpo/${file.path}` })), losses }
}

/** The list of all backups that the Import Settings wizard reads. */
export const writeGpoManifest = (policies: readonly Policy[], options: TargetOptions): readonly OutputFile[] => [
  { path: 'gpo/manifest.xml', bytes: writeManifest(policies.map((policy) => identity(policy, options))) },
]
