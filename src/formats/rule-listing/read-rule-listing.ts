// SPDX-License-Identifier: MIT
import type { Loss } from '../rule/loss.ts'
import type { Profile, Rule } from '../rule/rule.ts'
import { PROFILES } from '../rule/rule.ts'

export interface RuleListing {
  readonly rules: readonly Rule[]
  readonly losses: readonly Loss[]
}

type Facts = ReadonlyMap<string, string>

/**
 * Reads what `Get-NetFirewallRule` prints: a table (`Name`, `DisplayName`, cut with `...`) or a list (`Name : …`).
 * The cmdlet shows no ports, addresses or programs, and a table not even the direction: what is not there is a loss,
 * and a rule whose action is not there is given as disabled.
 */
export const readRuleListing = (text: string): RuleListing => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const dashes = lines.findIndex((line) => /^\s*-{2,}(\s+-{2,})+\s*$/.test(line))
  const records = dashes > 0 ? tableRecords(lines, dashes) : listRecords(lines)
  const rules = records.filter((facts) => facts.has('name')).map(toRule)
  const known = new Set(records.flatMap((facts) => [...facts.keys()]))
  return { rules, losses: [...missing(known), ...rules.filter(isCut).map(cutLoss)] }
}

const tableRecords = (lines: readonly string[], dashes: number): readonly Facts[] => {
  const columns = [...(lines[dashes] as string).matchAll(/-+/g)].map((match) => match.index)
  const cells = (line: string): readonly string[] =>
    columns.map((start, index) => line.slice(index === 0 ? 0 : start, columns[index + 1] ?? line.length).trim())
  const keys = cells(lines[dashes - 1] as string).map((key) => key.toLowerCase())
  return lines
    .slice(dashes + 1)
    .filter((line) => line.trim() !== '')
    .map((line) => new Map(cells(line).map((cell, index) => [keys[index] ?? '', cell])))
}

const listRecords = (lines: readonly string[]): readonly Facts[] => {
  const records: Map<string, string>[] = []
  let last: string | null = null
  for (const line of lines) {
    const [, key, value] = /^(\w+)\s+: ?(.*)$/.exec(line) ?? []
    if (key !== undefined) {
      if (key === 'Name' || records.length === 0) records.push(new Map())
      last = key.toLowerCase()
      records.at(-1)?.set(last, (value ?? '').trim())
    } else if (last !== null && /^\s{8,}\S/.test(line)) {
      const record = records.at(-1)
      record?.set(last, `${record.get(last) ?? ''} ${line.trim()}`.trim())
    }
  }
  return records
}

const toRule = (facts: Facts): Rule => {
  const profiles = (facts.get('profile') ?? facts.get('profiles') ?? '').toLowerCase().split(/[,\s]+/)
  const chosen = PROFILES.filter((profile: Profile) => profiles.includes(profile))
  const action = facts.get('action')?.toLowerCase()
  return {
    id: facts.get('name') ?? '',
    displayName: facts.get('displayname') ?? '',
    description: facts.get('description') ?? '',
    group: facts.get('group') ?? facts.get('displaygroup') ?? '',
    direction: facts.get('direction')?.toLowerCase() === 'outbound' ? 'out' : 'in',
    action: action === 'block' ? 'block' : action === 'allowbypass' ? 'bypass' : 'allow',
    enabled: facts.get('enabled')?.toLowerCase() === 'true' && action !== undefined,
    profiles: chosen.length === 0 ? PROFILES : chosen,
    protocol: 'any',
    localPorts: [],
    remotePorts: [],
    icmpTypes: [],
    localAddresses: [],
    remoteAddresses: [],
    program: null,
    service: null,
    interfaceTypes: [],
    flows: [],
  }
}

const ALWAYS_MISSING = [
  'protocol',
  'localPorts',
  'remotePorts',
  'localAddresses',
  'remoteAddresses',
  'program',
  'service',
]

const missing = (known: ReadonlySet<string>): readonly Loss[] =>
  [
    ...['enabled', 'direction', 'action'].filter((field) => !known.has(field)),
    ...(known.has('profile') || known.has('profiles') ? [] : ['profiles']),
    ...ALWAYS_MISSING,
  ].map((field) => ({ rule: null, field, reason: 'the listing does not show it' }))

const isCut = (rule: Rule): boolean => /(\.\.\.|…)$/.test(rule.id) || /(\.\.\.|…)$/.test(rule.displayName)
const cutLoss = (rule: Rule): Loss => ({ rule: rule.id, field: 'name', reason: 'the listing cuts the name' })
