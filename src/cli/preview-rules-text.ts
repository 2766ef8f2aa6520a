// SPDX-License-Identifier: MIT
import type { Flow } from '../flows/flow.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { originWord, reasonsOf } from '../preview/rule-reasons.ts'
import { portWords, protocolWord, sourceWord } from '../preview/words.ts'
import { textTable } from './preview-table.ts'
import { wrap } from './wrap.ts'

const MOST = 8

const peers = (rule: Rule): string =>
  rule.remoteAddresses.length === 0
    ? 'any'
    : rule.remoteAddresses.length <= MOST
      ? rule.remoteAddresses.join(' ')
      : `${rule.remoteAddresses.slice(0, MOST).join(' ')} and ${rule.remoteAddresses.length - MOST} more`

/** Rules of one direction with reason and source: a table, or blocks where the terminal is narrow. */
export const previewRulesText = (
  title: string,
  rules: readonly Rule[],
  flows: ReadonlyMap<string, Flow>,
  columns: number,
): string => {
  if (rules.length === 0) return `${title}: nothing\n`
  const inbound = rules[0]?.direction === 'in'
  const facts = rules.map((rule) => {
    const { texts, sources } = reasonsOf(rule, flows)
    return {
      protocol: protocolWord(rule),
      ports: portWords(rule).join(', '),
      peers: peers(rule),
      why: texts.join(' '),
      source: sources.length === 0 ? originWord(rule.flows) : sources.map(sourceWord).join('; '),
    }
  })
  const head = ['Protocol', inbound ? 'Local ports' : 'Remote ports', inbound ? 'From' : 'To', 'Why', 'Source']
  const cells = facts.map((fact) => [fact.protocol, fact.ports, fact.peers, fact.why, fact.source])
  const table = columns < 80 ? null : textTable(head, cells, columns)
  if (table !== null) return `${title}\n${table}`
  return `${title}\n${facts
    .map((fact) =>
      [
        wrap(`${fact.protocol} ${fact.ports}  ${inbound ? 'from' : 'to'} ${fact.peers}`, columns, '  '),
        wrap(fact.why, columns, '    '),
        wrap(`source: ${fact.source}`, columns, '    '),
      ].join(''),
    )
    .join('')}`
}
