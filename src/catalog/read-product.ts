// SPDX-License-Identifier: MIT
import type { CatalogFlow, InstallMethod, JoinKind, Mode, Product, Source } from './catalog-flow.ts'
import { fields, listOf, type Raw, textOf } from './raw.ts'

const ROW_KEYS = [
  'id',
  'service',
  'tcp',
  'udp',
  'icmp',
  'or',
  'parameter',
  'kind',
  'when',
  'mode',
  'methods',
  'sites',
  'join',
  'members',
  'internet',
  'answers',
  'firstPacket',
  'since',
  'until',
  'notes',
  'text',
  'sources',
  'sections',
  'direction',
] // prettier-ignore
const LINK_KEYS = ['from', 'to', 'direction', 'join', 'members', 'sections', 'rows']

/** Turns a product file of the catalogue (docs/catalog.md) into its flows; throws on a key it does not know. */
export const readProduct = (file: string, data: unknown): readonly CatalogFlow[] => {
  const root = fields(file, data, ['product', 'links'])
  const product = textOf(file, root.product) as Product
  return listOf(root.links).flatMap((item) => {
    const link = fields(file, item, LINK_KEYS)
    const from = link.from === undefined ? null : textOf(file, link.from)
    const to = textOf(file, link.to)
    return listOf(link.rows).map((row) => readRow(file, product, from, to, link, fields(file, row, ROW_KEYS)))
  })
}

const readRow = (file: string, product: Product, from: string | null, to: string, link: Raw, row: Raw): CatalogFlow => {
  const id = [product, from, to, textOf(file, row.id)].filter((part) => part !== null).join('/')
  const protocols = (['tcp', 'udp', 'icmp'] as const).filter((name) => row[name] !== undefined)
  const protocol = protocols[0]
  if (protocol === undefined || protocols.length > 1)
    throw new Error(`${file}: ${id}: needs exactly one of tcp, udp, icmp`)
  const sections = { ...(link.sections as Raw | undefined), ...(row.sections as Raw | undefined) }
  return {
    id,
    product,
    kind: (row.kind ?? 'flow') as CatalogFlow['kind'],
    from,
    to,
    direction: (row.direction ?? link.direction ?? 'initiates') as CatalogFlow['direction'],
    service: textOf(`${file}: ${id}`, row.service),
    protocol,
    ports: protocol === 'icmp' ? [] : listOf(row[protocol]).map(String),
    alternates: listOf(row.or).map(String),
    parameter: (row.parameter ?? null) as string | null,
    installMethods: listOf(row.methods) as readonly InstallMethod[],
    mode: (row.mode ?? null) as Mode | null,
    when: (row.when ?? null) as string | null,
    sites: (row.sites ?? null) as 'top' | null,
    join: listOf(row.join ?? link.join ?? 'site') as readonly JoinKind[],
    members: (row.members ?? link.members ?? null) as 'domain' | null,
    internet: row.internet === true,
    answers: row.answers === true,
    firstPacket: listOf(row.firstPacket).map(String),
    since: (row.since ?? null) as number | null,
    until: (row.until ?? null) as number | null,
    notes: listOf(row.notes) as readonly string[],
    text: textOf(`${file}: ${id}`, row.text),
    sources: listOf(row.sources).map((source) => readSource(`${file}: ${id}`, String(source), sections)),
  }
}

const readSource = (where: string, text: string, sections: Raw): Source => {
  const seed = /^(\d{3}):(\d+)$/.exec(text)
  if (seed !== null) {
    const document = seed[1] as string
    const section = sections[document]
    if (typeof section !== 'string') throw new Error(`${where}: no section for document ${document}`)
    return { document, section, line: Number(seed[2]) }
  }
  const other = /^(?!\d{3}:)(\S+)(?: (.+))?$/.exec(text)
  if (other === null) throw new Error(`${where}: “${text}” is not a source`)
  return { document: other[1] as string, section: other[2] ?? '', line: null }
}
