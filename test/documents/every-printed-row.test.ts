// SPDX-License-Identifier: MIT
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import type { CatalogFlow } from '../../src/catalog/catalog-flow.ts'
import { catalog } from '../support/catalog.ts'
import { documentsFolder, required, skip } from '../support/shared.ts'
import { parseDocument } from './parse-document.ts'
import type { DocumentId, PrintedRow } from './printed-row.ts'

const folder = documentsFolder()
const ids: readonly DocumentId[] = ['000', '001', '002', '003', '004']
/** Decisions that change a printed port or transport, and decisions that change an arrow or the roles. */
const PORT_DECISIONS = ['D-01', 'D-02', 'D-03', 'D-04', 'D-06', 'D-07', 'D-09', 'D-18']
const LINK_DECISIONS = ['D-11', 'D-12', 'D-14', 'D-18', 'D-19', 'D-41']
const decided = (flow: CatalogFlow, decisions: readonly string[]): boolean =>
  flow.notes.some((note) => decisions.includes(note))
/** Sentences that name ports without asking for one. */
const NO_ROW: ReadonlySet<string> = new Set([
  '001:586', // how to limit dynamic RPC
  '002:587', // what dynamic ports are
  '002:615', // dynamic SQL Server ports are not supported: a check of the estate, not a flow
  '002:679', // how to limit dynamic RPC
  '003:805', // what dynamic ports are
  '003:832', // dynamic SQL Server ports are not supported
  '003:865', // how to limit dynamic RPC
])
const sorted = (words: Iterable<string>): string => [...new Set(words)].sort().join(' ')

const textOf = (id: DocumentId): string =>
  readFileSync(join(folder, readdirSync(folder).find((name) => name.startsWith(id)) as string), 'utf8')

const citing = (document: string, line: number): readonly CatalogFlow[] =>
  catalog.flows.filter((flow) => flow.sources.some((source) => source.document === document && source.line === line))

/** The server that CCMSetup is sent to with /source is one of the servers with shares that the headings speak of. */
const printedAs = (role: string): string => (role === 'source-server' ? 'file-share' : role)

/** What is wrong between a printed row and the entries that cite it; a decision of the discrepancy list excuses an entry. */
const differences = (row: PrintedRow): readonly string[] => {
  const where = `${row.document}:${row.line} ${row.heading} / ${row.description.slice(0, 40)}`
  const entries = citing(row.document, row.line)
  if (entries.length === 0) return [`${where}: cited by no entry`]
  const found: string[] = []
  const ports = (protocol: string): string =>
    sorted(entries.filter((flow) => flow.protocol === protocol).flatMap((flow) => [...flow.ports, ...flow.alternates]))
  const excused = entries.some((flow) => decided(flow, PORT_DECISIONS))
  if (!excused) {
    if (ports('udp') !== sorted(row.udp))
      found.push(`${where}: UDP ${sorted(row.udp)}, the catalogue says ${ports('udp')}`)
    if (ports('tcp') !== sorted(row.tcp))
      found.push(`${where}: TCP ${sorted(row.tcp)}, the catalogue says ${ports('tcp')}`)
    if (row.icmp !== entries.some((flow) => flow.protocol === 'icmp')) found.push(`${where}: ICMP`)
  }
  for (const flow of entries.filter((entry) => entry.kind === 'flow' && !decided(entry, LINK_DECISIONS))) {
    const fits = row.links.some((link) => {
      const same = link.from === flow.from && link.to === printedAs(flow.to)
      const turned = link.from === flow.to && link.to === flow.from
      if (link.arrow === 'either') return flow.direction === 'either' && (same || turned)
      if (link.arrow === null) return flow.direction === 'initiates' && (same || turned)
      return flow.direction === 'initiates' && same
    })
    if (row.links.length > 0 && !fits) found.push(`${where}: ${flow.id} joins other roles or another way`)
    if (row.methods !== undefined && sorted(row.methods) !== sorted(flow.installMethods))
      found.push(`${where}: ${flow.id} names other methods`)
    if (row.mode !== undefined && row.mode !== flow.mode && !decided(flow, ['D-32']))
      found.push(`${where}: ${flow.id} is of mode ${flow.mode}`)
  }
  return found
}

for (const id of ids) {
  test(`every printed row of document ${id} is cited, and cited as it is printed`, (t) => {
    if (!existsSync(folder))
      return required(t, 'corpus') ? t.fail('the documents are not here') : skip(t, 'the documents are not here')
    const { rows } = parseDocument(id, textOf(id))
    t.true(rows.length >= 20)
    t.deepEqual(rows.flatMap(differences), [])
  })

  test(`every sentence of document ${id} that states a port is cited, or asks for none`, (t) => {
    if (!existsSync(folder))
      return required(t, 'corpus') ? t.fail('the documents are not here') : skip(t, 'the documents are not here')
    const { statements } = parseDocument(id, textOf(id))
    t.deepEqual(
      statements
        .filter(({ line }) => citing(id, line).length === 0 && !NO_ROW.has(`${id}:${line}`))
        .map(({ line, text }) => `${line}: ${text.slice(0, 60)}`),
      [],
    )
  })
}
