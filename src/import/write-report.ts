// SPDX-License-Identifier: MIT
import type { ImportFinding } from './import-finding.ts'
import type { ImportCounts, Outcome } from './import-outcome.ts'
import { excerpt } from './safe-text.ts'

/** The report of an import as plain text for a terminal; every entry names its line in the file that was read. */
export const writeReport = (
  file: string,
  counts: ImportCounts | null,
  outcomes: readonly Outcome[],
  findings: readonly ImportFinding[],
): string => {
  const errors = findings.filter((finding) => finding.severity === 'error')
  const of = (kind: Outcome['kind']): readonly string[] => byRule(outcomes.filter((outcome) => outcome.kind === kind))
  const sections: readonly (readonly [title: string, entries: readonly string[]])[] = [
    ['Errors: no estate is written', byMessage(errors)],
    ['Covered by the catalogue', of('covered')],
    ['In the catalogue under a condition', of('feature')],
    ['Own flows of the estate', of('own')],
    ['Left out', of('left-out')],
    [
      'Wrong in the file, or without counterpart',
      byMessage(findings.filter((finding) => finding.severity === 'warning')),
    ],
    ['To know', byMessage(findings.filter((finding) => finding.severity === 'info'))],
  ]
  const head =
    counts === null
      ? `${excerpt(file)} is no configuration that can be imported, and holds no facts of a live site: these are known by class or columns, as answers of the AdminService, Get-CMSiteRole and Get-CMSiteDefinition have them (Get-CMSite has not).`
      : `Read ${excerpt(file)}: ${sentence(counts)}.`
  const body = sections
    .filter(([, entries]) => entries.length > 0)
    .map(([title, entries]) => [`${title} (${entries.length})`, ...entries.map((entry) => `  ${entry}`)].join('\n'))
  return `${[head, ...body].join('\n\n')}\n`
}

const sentence = ({ systems, roles, rules, services, sites }: ImportCounts): string =>
  [
    count(systems, 'host'),
    count(roles, 'role name'),
    count(sites, 'site'),
    count(rules, 'rule'),
    count(services, 'service'),
  ].join(', ')

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

const byRule = (outcomes: readonly Outcome[]): readonly string[] => {
  const rules = new Map<string, { readonly line: number; readonly texts: string[] }>()
  for (const { line, rule, text } of outcomes) {
    const known = rules.get(rule) ?? { line, texts: [] }
    known.texts.push(text)
    rules.set(rule, known)
  }
  return [...rules].map(
    ([rule, { line, texts }]) => `line ${line}: ${excerpt(rule)}: ${[...new Set(texts)].join('; ')}`,
  )
}

/** One entry a message; what repeats lists its lines. */
const byMessage = (findings: readonly ImportFinding[]): readonly string[] =>
  [...Map.groupBy(findings, (finding) => finding.message)].map(([message, group]) => {
    const lines = [...new Set(group.map((finding) => finding.line))]
    return `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}: ${message}`
  })
