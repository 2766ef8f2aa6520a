// SPDX-License-Identifier: MIT
import { addAll } from '../../collections/add-all.ts'
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { readCsvRows } from '../../formats/csv/read-csv-rows.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import type { Action, Direction, Profile, Protocol, Rule } from '../../formats/rule/rule.ts'
import { ruleFaults } from '../../formats/rule/rule-faults.ts'
import { joinRules, type RuleOrLosses, ruleOrLosses } from '../../formats/rule/rule-or-losses.ts'
import type { RuleSteps } from '../../formats/rule/rule-steps.ts'
import { decodeText } from '../../formats/text/decode-text.ts'
import type { OutputFile, ReadArtifact } from '../target.ts'
import { RULE_COLUMNS } from './columns.ts'

/** Without one of these a rule would be another. */
const NEEDED = [
  ...['id', 'direction', 'action', 'enabled', 'profiles', 'protocol', 'localPorts', 'remotePorts', 'icmpTypes'],
  ...['localAddresses', 'remoteAddresses', 'program', 'service', 'interfaceTypes'],
]

const readRow = (cell: (name: string) => string | undefined, line: number, text: string): RuleOrLosses => {
  const of = (name: string): string => cell(name) ?? ''
  const list = (name: string): readonly string[] => (of(name) === '' ? [] : of(name).split(' '))
  const enabled = of('enabled')
  const rule: Rule = {
    id: of('id'),
    displayName: of('displayName'),
    description: of('description'),
    group: of('group'),
    direction: of('direction') as Direction,
    action: of('action') as Action,
    enabled: enabled === 'true',
    profiles: list('profiles') as readonly Profile[],
    protocol: (/^\d+$/.test(of('protocol')) ? Number(of('protocol')) : of('protocol')) as Protocol,
    localPorts: list('localPorts'),
    remotePorts: list('remotePorts'),
    icmpTypes: list('icmpTypes'),
    localAddresses: list('localAddresses'),
    remoteAddresses: list('remoteAddresses'),
    program: of('program') || null,
    service: of('service') || null,
    interfaceTypes: list('interfaceTypes'),
    flows: list('flows'),
  }
  const faults: Omit<Loss, 'rule'>[] = NEEDED.filter((name) => cell(name) === undefined).map((field) => ({
    field,
    reason: `line ${line}: the table has no such column`,
  }))
  if (faults.length === 0) {
    if (enabled !== 'true' && enabled !== 'false')
      faults.push({ field: 'enabled', reason: `line ${line}: ${JSON.stringify(enabled)} is neither true nor false` })
    for (const { field, reason } of ruleFaults(rule)) faults.push({ field, reason: `line ${line}: ${reason}` })
  }
  return ruleOrLosses(rule, faults, text)
}

/** The columns are ours, in our order: where no more than two of their names were damaged, their places say which they are. */
const columnsOf = (cells: readonly string[]): readonly string[] =>
  cells.length === RULE_COLUMNS.length && RULE_COLUMNS.filter((name, index) => cells[index] !== name).length <= 2
    ? RULE_COLUMNS
    : cells

/** The rows of each policy, not yet read. Columns are found by their names. */
const rowsByPolicy = (files: readonly OutputFile[]): ReadonlyMap<string, readonly (() => RuleOrLosses)[]> => {
  const policies = new Map<string, (() => RuleOrLosses)[]>()
  for (const file of files) {
    const [header, ...rows] = readCsvRows(decodeText(file.bytes))
    const columns = columnsOf(header?.cells ?? [])
    for (const { cells, line, text, fault } of rows) {
      const cell = (name: string): string | undefined => cells[columns.indexOf(name)]
      getOrInsert(policies, fault === null ? (cell('policy') ?? '') : '', () => []).push(() =>
        fault === null
          ? readRow(cell, line, text)
          : { rules: [], losses: [{ rule: null, field: `line ${line}`, reason: fault, text }] },
      )
    }
  }
  return policies
}

/** The rules of a `rules.csv`, by policy; a row that was not understood is a loss. */
export const readRulesCsv = (files: readonly OutputFile[]): ReadonlyMap<string, ReadArtifact> =>
  new Map(
    [...rowsByPolicy(files)].map(([policy, rows]) => [
      policy,
      { registry: [], ...joinRules(rows.map((row) => row())) },
    ]),
  )

/** The same without their policies, in the order of these. */
export function* rulesCsvSteps(files: readonly OutputFile[]): RuleSteps<RuleOrLosses> {
  const rules: Rule[] = []
  const losses: Loss[] = []
  for (const row of [...rowsByPolicy(files).values()].flat()) {
    const read = row()
    addAll(rules, read.rules)
    addAll(losses, read.losses)
    yield* read.rules
  }
  return { rules, losses }
}
