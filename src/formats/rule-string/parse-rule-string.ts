// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { PROFILES, type Rule } from '../rule/rule.ts'
import { fieldKey } from './field-order.ts'
import { formatRuleFields } from './format-rule-string.ts'
import { type RuleDraft, ruleDraft, takeField } from './rule-draft.ts'
import type { RuleIssue } from './rule-issue.ts'
import { withSourceText } from './source-text.ts'
import { splitRuleString } from './split-rule-string.ts'

export interface ParsedRule {
  readonly rule: Rule
  /** What was not understood; such fields stand under `other`. */
  readonly issues: readonly RuleIssue[]
}

/** Fields that the model has a key for: left over, they were not understood. */
const MODELLED = new Set(
  'Action Active Dir Protocol Profile LPort LPort2_10 LPort2_20 LPort2_24 RPort RPort2_10 ICMP4 ICMP6 LA4 LA6 RA4 RA6 RA42 RA62 IFType App Svc Name Desc EmbedCtxt'.split(
    ' ',
  ),
)

const keep = (draft: RuleDraft, key: string, value: string): void => {
  draft.other ??= new Map()
  getOrInsert(draft.other, key, () => []).push(value)
}

const otherOf = (version: string | null, { other }: RuleDraft): NonNullable<Rule['other']> => {
  if (other === null) return version === null ? {} : { version }
  return Object.fromEntries([
    ...(version === null ? [] : [['version', version] as const]),
    ...[...other].map(([key, values]) => [key, values.length === 1 ? (values[0] as string) : values] as const),
  ])
}

/**
 * Reads a firewall rule as Windows stores it in a registry value called `id` (MS-GPFAS 2.2.2.19). Never throws: what is
 * not understood is an issue. Service rules inside Windows are written by hand and loosely; they are read as Windows
 * reads them. `formatRuleString` gives back the same string.
 */
export const parseRuleString = (id: string, text: string): ParsedRule => {
  const { version, fields } = splitRuleString(text)
  const issues: RuleIssue[] = []
  const draft = ruleDraft()
  if (version === null) issues.push({ field: 'version', reason: 'the string does not start with a version' })
  for (const field of fields) {
    const key = fieldKey(field.key) ?? field.key
    if (key === '') issues.push({ field: 'rule', reason: `a field without a value: ${JSON.stringify(field.value)}` })
    else if (!takeField(draft, key, field.value)) {
      keep(draft, key, field.value)
      if (MODELLED.has(key)) issues.push({ field: key, reason: `not understood: ${JSON.stringify(field.value)}` })
    }
  }
  if (draft.action === null && draft.other?.has('Action') !== true) issues.push({ field: 'Action', reason: 'missing' })
  if (draft.direction === null && draft.other?.has('Dir') !== true) issues.push({ field: 'Dir', reason: 'missing' })
  const protocol = draft.protocol ?? 'any'
  const icmpTypes = protocol === 'icmp4' ? draft.icmp4 : protocol === 'icmp6' ? draft.icmp6 : []
  for (const [key, list] of [
    ['ICMP4', draft.icmp4],
    ['ICMP6', draft.icmp6],
  ] as const) {
    if (list === icmpTypes || list.length === 0) continue
    for (const value of list) keep(draft, key, value)
    issues.push({ field: key, reason: `needs Protocol=${key === 'ICMP4' ? 1 : 58}` })
  }
  const rule: Rule = {
    id,
    displayName: draft.texts.Name ?? '',
    description: draft.texts.Desc ?? '',
    group: draft.texts.EmbedCtxt ?? '',
    direction: draft.direction ?? 'in',
    // A rule whose action is unknown must not look like an allowance.
    action: draft.action ?? 'block',
    enabled: draft.enabled ?? false,
    profiles: draft.profiles.length === 0 ? PROFILES : PROFILES.filter((profile) => draft.profiles.includes(profile)),
    protocol,
    localPorts: draft.localPorts.entries,
    remotePorts: draft.remotePorts.entries,
    icmpTypes,
    localAddresses: draft.local.entries(),
    remoteAddresses: draft.remote.entries(),
    program: draft.texts.App,
    service: draft.texts.Svc,
    interfaceTypes: draft.interfaceTypes,
    flows: [],
    other: otherOf(version, draft),
  }
  return { rule: formatRuleFields(rule) === text ? rule : withSourceText(rule, text), issues }
}
