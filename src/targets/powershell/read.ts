// SPDX-License-Identifier: MIT
import { addAll } from '../../collections/add-all.ts'
import { readNamedParameters } from '../../formats/named-parameters/read-named-parameters.ts'
import { profileValues } from '../../formats/registry-pol/profile-values.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import type { ProfileSettings } from '../../formats/rule/profile-settings.ts'
import type { RegistryValue } from '../../formats/rule/registry-value.ts'
import { PROFILES, type Rule } from '../../formats/rule/rule.ts'
import { type RuleOrLosses, ruleOrLosses } from '../../formats/rule/rule-or-losses.ts'
import { atTheEnd, type RuleSteps } from '../../formats/rule/rule-steps.ts'
import { decodeText } from '../../formats/text/decode-text.ts'
import type { OutputFile, ReadArtifact } from '../target.ts'
import { type Literal, readLiteral } from './read-literal.ts'

type Table = Readonly<Record<string, Literal>>

interface Place {
  readonly start: number
  readonly end: number
}

/** A table of the script at its place; null where it was not understood. */
interface Item extends Place {
  readonly table: Table | null
  readonly reason: string
}

/** A table begins on a line of its own, four blanks in; texts with line ends are written otherwise. */
const ITEM = /^ {4}@\{[ \t]*\r?$/gm
/** What a rule that is cut may still show. */
const ENTRY = /^ {8}'(\w+)' = /gm
/** Written for each rule, any included: a rule without one was cut. */
const NEEDED = [
  'Name',
  'DisplayName',
  'Enabled',
  'Profile',
  'Direction',
  'Action',
  'Protocol',
  'LocalAddress',
  'RemoteAddress',
]

function* itemsOf(text: string): Generator<Item> {
  const starts = [...text.matchAll(ITEM)].map(({ index }) => index)
  for (const [index, start] of starts.entries()) yield itemAt(text, start, starts[index + 1] ?? text.length)
}

const itemAt = (text: string, start: number, limit: number): Item => {
  const close = text.indexOf('\n    }', start)
  const fallback = close < 0 || close > limit ? limit : close + 6
  try {
    const { value, end } = readLiteral(text.slice(0, limit), start + 4)
    const good = typeof value === 'object' && value !== null && !Array.isArray(value)
    if (good && /^[ \t]*(?:\r?\n|$)/.test(text.slice(end, end + 200)))
      return { table: value as Table, start, end, reason: '' }
    return { table: null, start, end: fallback, reason: 'is more than a table' }
  } catch (error) {
    return { table: null, start, end: fallback, reason: (error as Error).message }
  }
}

/** Lines of tables that stand in no table any more. */
const strays = (text: string, items: readonly Place[]): readonly Loss[] => {
  const losses: Loss[] = []
  let from = 0
  for (const { start, end } of [...items, { start: text.length, end: text.length }]) {
    const gap = text.slice(from, start)
    const entries = [...gap.matchAll(ENTRY)]
    const [first] = entries
    if (first !== undefined)
      losses.push({
        rule: null,
        field: 'rules',
        reason: 'stands in no table',
        text: gap.slice(first.index).trim().slice(0, 4_000),
      })
    from = end
  }
  return losses
}

const GROUP = /^\$group = /m

/** The group of all rules; null where its line was damaged. */
const groupOf = (text: string): string | null => {
  const found = GROUP.exec(text)
  if (found === null) return null
  try {
    const { value } = readLiteral(text, found.index + found[0].length)
    return typeof value === 'string' ? value : null
  } catch {
    return null
  }
}

const isProfile = (table: Table): boolean => !('DisplayName' in table) && !('Direction' in table)

const readProfile = (given: Readonly<Record<string, Literal>>, losses: Loss[]): readonly RegistryValue[] => {
  const { Name, ...left } = given
  const rest = new Map(Object.entries(left))
  const take = <T>(name: string, read: (text: string) => T | undefined): T | null => {
    const value = rest.get(name)
    if (value === undefined) return null
    const known = typeof value === 'string' || typeof value === 'number' ? read(String(value)) : undefined
    if (known !== undefined) rest.delete(name)
    return known ?? null
  }
  const flag = (text: string): boolean | undefined => ({ true: true, false: false })[text.toLowerCase()]
  const action = (text: string): 'allow' | 'block' | undefined =>
    (({ allow: 'allow', block: 'block' }) as const)[text.toLowerCase()]
  const settings: ProfileSettings = {
    enabled: take('Enabled', flag),
    defaultInbound: take('DefaultInboundAction', action),
    defaultOutbound: take('DefaultOutboundAction', action),
    localRules: take('AllowLocalFirewallRules', flag),
    localConnectionSecurityRules: take('AllowLocalIPsecRules', flag),
    notifications: take('NotifyOnListen', flag),
    unicastResponse: take('AllowUnicastResponseToMulticast', flag),
    logFile: take('LogFileName', (text) => text),
    logSize: take('LogMaxSizeKilobytes', (text) => (/^\d+$/.test(text) ? Number(text) : undefined)),
    logDropped: take('LogBlocked', flag),
    logAllowed: take('LogAllowed', flag),
  }
  const profile = PROFILES.find((name) => name === String(Name).toLowerCase())
  if (profile === undefined) losses.push({ rule: null, field: 'Name', reason: `there is no profile ${String(Name)}` })
  for (const field of rest.keys()) losses.push({ rule: null, field, reason: 'the profile setting was not understood' })
  return profile === undefined ? [] : profileValues([profile], settings)
}

const readRuleItem = (table: Table, group: string | null, text: string): RuleOrLosses => {
  const { rule, issues } = readNamedParameters({ ...table, Group: group ?? '' })
  const ports = /^(?:TCP|UDP|6|17)$/i.test(String(table.Protocol)) ? ['LocalPort', 'RemotePort'] : []
  const types = /^(?:ICMPv[46]|1|58)$/i.test(String(table.Protocol)) ? ['IcmpType'] : []
  const missing = [...NEEDED, ...ports, ...types].filter((name) => !(name in table))
  return ruleOrLosses(rule, [...missing.map((field) => ({ field, reason: 'is missing' })), ...issues], text)
}

/** Reads the tables of the script, never its code. Profile settings come as the registry values of a GPO. */
export const readPolicyScript = (files: readonly OutputFile[]): ReadArtifact => atTheEnd(policyScriptSteps(files))

export function* policyScriptSteps(files: readonly OutputFile[]): RuleSteps<ReadArtifact> {
  const losses: Loss[] = []
  const rules: Rule[] = []
  const registry: RegistryValue[] = []
  const scripts = files
    .filter(({ path }) => files.length === 1 || path.toLowerCase().endsWith('.ps1'))
    .map(({ bytes }) => decodeText(bytes))
  if (scripts.length === 0) losses.push({ rule: null, field: 'files', reason: 'there is no script' })
  for (const text of scripts) {
    const group = groupOf(text)
    if (group === null)
      losses.push({ rule: null, field: 'group', reason: 'the script does not say the group of its rules' })
    const places: Place[] = []
    for (const { table, start, end, reason } of itemsOf(text)) {
      places.push({ start, end })
      const whole = text.slice(start, end)
      if (table === null) losses.push({ rule: null, field: 'rules', reason, text: whole.trim().slice(0, 4_000) })
      else if (isProfile(table)) addAll(registry, readProfile(table, losses))
      else {
        const read = readRuleItem(table, group, whole)
        addAll(rules, read.rules)
        addAll(losses, read.losses)
        yield* read.rules
      }
    }
    addAll(losses, strays(text, places))
  }
  return { rules, registry, losses }
}
