// SPDX-License-Identifier: MIT

import type { Catalog } from '../catalog/catalog-flow.ts'
import type { ExplainedRule, ExplainedSource, Explanation } from '../explain/explanation.ts'
import { cutText } from '../formats/text/cut-text.ts'
import { portWords, protocolWord } from '../preview/words.ts'
import { wrap } from './wrap.ts'

export interface ExplainTextOptions {
  readonly columns: number
  /** All flows, sources and notes instead of one line a rule. */
  readonly verbose: boolean
}

/** Rules up to this many are told in full: who asked has asked for these. */
const FEW = 3

/** An explanation for the terminal. */
export const explainText = (found: Explanation, catalog: Catalog, { columns, verbose }: ExplainTextOptions): string => {
  const full = verbose || found.rules.length <= FEW
  const about = verbose ? found.about : found.about.slice(0, 12)
  const more = found.about.length - about.length
  return [
    ...(/^(: | \()/.test(
      found.about[0]?.startsWith(found.subject) === true ? found.about[0].slice(found.subject.length) : '',
    )
      ? []
      : [`${found.subject}\n`]),
    ...about.map((line) => wrap(line, columns, line.startsWith(found.subject) ? '' : '  ')),
    ...(found.rules.length === 0 ? found.sources.map((source) => sourceText(source, catalog, columns, '  ')) : []),
    ...(more > 0 ? [`  ${more} more; --verbose shows them\n`] : []),
    ...(found.rules.length === 0 && found.kind !== 'code' ? ['  No rule of this estate.\n'] : []),
    ...found.rules.map((rule) => (full ? fullRule(rule, catalog, columns) : shortRule(rule, columns, found))),
    ...(full ? found.notes.map(({ id, text }) => wrap(`note ${id}: ${text}`, columns, '  ')) : []),
    ...(!full ? [`${found.rules.length} rules; a rule’s name, HOST PORT/PROTOCOL, or --verbose tells more\n`] : []),
  ].join('')
}

const side = ({ rule }: ExplainedRule): string => {
  const remotes = rule.remoteAddresses.length === 0 ? ['any address'] : rule.remoteAddresses
  const shown =
    remotes.length > 3 ? `${remotes.slice(0, 3).join(', ')} and ${remotes.length - 3} more` : remotes.join(', ')
  return `${rule.direction} ${protocolWord(rule)} ${portWords(rule).join(', ')} ${rule.direction === 'in' ? 'from' : 'to'} ${shown}`
}

const shortSource = ({ sources }: ExplainedRule): string => {
  const first = sources[0]
  if (first === undefined) return ''
  const place = first.line === null ? `${first.document} “${first.section}”` : `${first.document}:${first.line}`
  return ` [${place}${sources.length > 1 ? ` and ${sources.length - 1} more` : ''}]`
}

/** Where several policies answer, each line says whose it is. */
const shortRule = (one: ExplainedRule, columns: number, { rules }: Explanation): string => {
  const whose = rules.some(({ policy }) => policy !== one.policy) ? `${one.policy}: ` : ''
  const text = `  ${whose}${side(one)}; ${one.rule.displayName.replace(/^ConfigMgr: /, '')}${shortSource(one)}${one.narrow ? '' : ' (wider than needed)'}`
  // One line a rule: a terminal cuts what a pipe keeps.
  return columns < 100 && text.length > columns ? `${cutText(text, columns - 1)}…\n` : `${text}\n`
}

const sourceText = (
  { document, section, line, url }: ExplainedSource,
  catalog: Catalog,
  columns: number,
  indent: string,
): string =>
  wrap(
    `source: ${catalog.documents.get(document)?.title ?? document}${section === '' ? '' : `, “${section}”`}${line === null ? '' : `, line ${line} (${document}:${line})`}${url === null ? '' : ` ${url}`}`,
    columns,
    indent,
  )

const fullRule = (one: ExplainedRule, catalog: Catalog, columns: number): string =>
  [
    '\n',
    wrap(one.rule.displayName, columns, '  '),
    wrap(
      `${side(one)}; policy ${one.policy}${one.host === null ? '' : `, ${one.host}`}; rule ${one.rule.id}`,
      columns,
      '    ',
    ),
    wrap(`why: ${one.reason}`, columns, '    '),
    ...(['owner', 'ticket', 'expires'] as const).flatMap((key) =>
      one[key] === null ? [] : [`    ${key}: ${one[key]}\n`],
    ),
    ...one.sources.map((source) => sourceText(source, catalog, columns, '    ')),
    wrap(one.narrow ? 'As narrow as its flows.' : `Wider than needed: ${one.wider.join(' ')}`, columns, '    '),
  ].join('')
