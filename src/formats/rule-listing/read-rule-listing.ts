// SPDX-License-Identifier: MIT
import type { Loss } from '../rule/loss.ts'
import type { Rule } from '../rule/rule.ts'

export interface RuleListing {
  readonly rules: readonly Rule[]
  readonly losses: readonly Loss[]
}

interface Printed {
  readonly name: string
  readonly text: string
}

const REASON =
  'Get-NetFirewallRule prints neither ports nor addresses nor programs: read the policy itself (netsh advfirewall export FILE.wfw)'

/**
 * Reads what `Get-NetFirewallRule` prints: a table (`Name`, `DisplayName`, cut with `...`) or a list (`Name : …`).
 * The cmdlet shows no ports, addresses or programs. A rule without them would be one from anywhere to everything,
 * so each is named as a loss and none is a rule.
 */
export const readRuleListing = (text: string): RuleListing => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const dashes = lines.findIndex((line) => /^\s*-{2,}(\s+-{2,})+\s*$/.test(line))
  const printed = dashes > 0 ? inTable(lines, dashes) : inList(lines)
  return { rules: [], losses: printed.map(({ name, text }) => ({ rule: name, field: 'ports', reason: REASON, text })) }
}

/** The names stand in the column of that heading, wherever the reader put it. */
const inTable = (lines: readonly string[], dashes: number): readonly Printed[] => {
  const starts = [...(lines[dashes] as string).matchAll(/-+/g)].map((match) => match.index)
  const cells = (line: string): readonly string[] =>
    starts.map((start, index) => line.slice(index === 0 ? 0 : start, starts[index + 1] ?? line.length).trim())
  const headings = cells(lines[dashes - 1] as string).map((heading) => heading.toLowerCase())
  const column = Math.max(headings.indexOf('name'), 0)
  return lines
    .slice(dashes + 1)
    .filter((line) => line.trim() !== '')
    .map((line) => ({ name: cells(line)[column] ?? '', text: line.trim().replace(/\s+/g, ' ') }))
}

const inList = (lines: readonly string[]): readonly Printed[] => {
  const records: { name: string; texts: string[] }[] = []
  for (const line of lines) {
    const name = /^Name\s+: ?(.*)$/i.exec(line)?.[1]
    if (name !== undefined || (records.length === 0 && line.trim() !== ''))
      records.push({ name: name ?? '', texts: [] })
    if (line.trim() !== '') records.at(-1)?.texts.push(line.trim().replace(/\s+/g, ' '))
  }
  return records.map(({ name, texts }) => ({ name, text: texts.join('; ') }))
}
