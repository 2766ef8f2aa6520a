// SPDX-License-Identifier: MIT
import type { Catalog, CatalogFlow } from '../catalog/catalog-flow.ts'
import { getOrInsert } from '../collections/get-or-insert.ts'
import { wrap } from './wrap.ts'

/** The catalogue for people: by pair of roles, each row with its port, its reason, its conditions and its sources. */
export const catalogText = (catalog: Catalog, flows: readonly CatalogFlow[], columns: number): string => {
  const links = new Map<string, CatalogFlow[]>()
  for (const flow of flows)
    getOrInsert(links, `${flow.product}|${flow.from}|${flow.to}|${flow.direction}`, () => []).push(flow)
  const name = (role: string | null): string => (role === null ? '' : (catalog.roles.get(role)?.name ?? role))
  const parts = [...links.values()].map((rows) => {
    const { product, from, to, direction } = rows[0] as CatalogFlow
    const title = from === null ? name(to) : `${name(from)} ${direction === 'either' ? '<-->' : '-->'} ${name(to)}`
    return `${title}  (${product})\n${rows.map((row) => rowText(row, columns)).join('')}`
  })
  return [
    parts.join('\n'),
    '\n',
    notesText(catalog, flows, columns),
    `${flows.length} ${flows.length === 1 ? 'entry' : 'entries'}\n`,
  ].join('')
}

/** What the ids behind `notes:` say, each once, in the order of notes.yaml. */
const notesText = (catalog: Catalog, flows: readonly CatalogFlow[], columns: number): string => {
  const carried = new Set(flows.flatMap(({ notes }) => notes))
  const texts = [...catalog.notes].filter(([id]) => carried.has(id))
  if (texts.length === 0) return ''
  return `Notes\n${texts.map(([id, text]) => wrap(`${id}: ${text}`, columns, '  ')).join('')}\n`
}

const rowText = (flow: CatalogFlow, columns: number): string => {
  const ports =
    flow.protocol === 'icmp'
      ? 'ICMP echo'
      : `${flow.protocol.toUpperCase()} ${[flow.ports.join(', '), ...flow.alternates].join(' or ')}`
  const facts = [
    flow.kind === 'flow' ? null : flow.kind,
    flow.installMethods.length > 0 ? `install: ${flow.installMethods.join(', ')}` : null,
    flow.mode === null ? null : `mode: ${flow.mode}`,
    flow.when === null ? null : `when: ${flow.when}`,
    flow.sites === null ? null : 'top site only',
    flow.join.join() === 'site' ? null : `joins: ${flow.join.join(', ')}`,
    flow.internet ? 'internet-based clients too' : null,
    flow.parameter === null ? null : `port: ${flow.parameter}`,
    flow.since === null ? null : `since ${flow.since}`,
    flow.until === null ? null : `until ${flow.until}`,
    flow.notes.length > 0 ? `notes: ${flow.notes.join(', ')}` : null,
  ].filter((fact) => fact !== null)
  const sources = flow.sources.map(({ document, section, line }) =>
    line === null ? `${document} “${section}”` : `${document} line ${line} “${section}”`,
  )
  return [
    `  ${ports.padEnd(22)} ${flow.service}\n`,
    wrap(flow.text, columns, '      '),
    facts.length === 0 ? '' : wrap(facts.join(' · '), columns, '      '),
    wrap(`source: ${sources.join('; ')}`, columns, '      '),
    wrap(`id: ${flow.id}`, columns, '      '),
  ].join('')
}
