// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { count } from '../../diagnostics/count.ts'
import type { OwnFlow } from '../../estate/estate.ts'
import type { Flow, FlowEnd } from '../../flows/flow.ts'
import { formatAddressSet, isAnyAddress } from '../../formats/address/address-set.ts'
import { isSourcePort } from '../../rules/draft-rules.ts'
import type { PageInput } from '../page-input.ts'
import { originWord } from '../rule-reasons.ts'
import { flowAnchor, portAnchor } from './anchors.ts'
import { type NameList, nameList } from './name-list.ts'
import { isSensitive, portLabels } from './port-labels.ts'
import { type SourceLink, sourceLinks } from './source-links.ts'

const MOST_NAMES = 4

export interface PortReason {
  readonly onRole: string
  readonly on: NameList
  readonly fromRole: string
  readonly from: NameList
  readonly service: string
  readonly why: string
  /** Who answers for it, until when, and where that was decided; empty for a row of the catalogue. */
  readonly owner: string
  /** Document, section and line, one a printed row. */
  readonly sources: readonly SourceLink[]
  readonly origin: string
  readonly row: string
  readonly anchor: string
}

export interface PortView {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly exposure: 'everyone' | 'sensitive' | 'clients' | 'servers'
  readonly exposureWord: string
  readonly reasons: readonly PortReason[]
}

const EXPOSURES = ['everyone', 'sensitive', 'clients', 'servers'] as const
const EXPOSURE_WORDS = {
  everyone: 'open to everyone',
  sensitive: 'management or data',
  clients: 'for clients',
  servers: 'between servers',
} as const

/** Who opened a port and why, down to document and line; what matters most to an intruder first. */
export const portSection = (
  input: PageInput,
  only: string | null,
  once: (list: NameList) => NameList,
): readonly PortView[] => {
  const ports = new Map<string, { title: string; order: number; byRow: Map<string, Flow[]> }>()
  for (const flow of input.flows) {
    if (isSourcePort(flow)) continue
    if (only !== null && !flow.to.parties.some(({ name, kind }) => kind === 'host' && name === only)) continue
    for (const { title, order } of portLabels(input.estate, flow)) {
      const port = getOrInsert(ports, title, () => ({ title, order, byRow: new Map<string, Flow[]>() }))
      getOrInsert(port.byRow, `${flow.entry?.id ?? flow.id} ${flow.toRole ?? ''}`, () => []).push(flow)
    }
  }
  const seen = new Set<string>()
  const owners = ownersByName(input.estate.flows)
  return [...ports.values()]
    .map(({ title, order, byRow }) => ({
      title,
      order,
      byRow,
      exposure: exposureOf(title, [...byRow.values()].flat()),
    }))
    .sort(
      (a, b) =>
        EXPOSURES.indexOf(a.exposure) - EXPOSURES.indexOf(b.exposure) ||
        a.order - b.order ||
        (a.title < b.title ? -1 : 1),
    )
    .map(({ title, byRow, exposure }) => {
      const flows = [...byRow.values()].flat()
      return {
        id: portAnchor(title),
        title,
        exposure,
        exposureWord: EXPOSURE_WORDS[exposure],
        summary: `${services(flows)}: ${count(byRow.size, 'reason')}, ${openOn(flows)}`,
        reasons: [...byRow.values()].map((own) => {
          const reason = reasonOf(input, own, seen, owners)
          return { ...reason, on: once(reason.on), from: once(reason.from) }
        }),
      }
    })
}

const exposureOf = (title: string, flows: readonly Flow[]): PortView['exposure'] => {
  const answered = flows.filter(({ to }) => to.parties.length + to.inside.length > 0)
  if (answered.some(({ from }) => isAnyAddress(from.addresses))) return 'everyone'
  if (isSensitive(title)) return 'sensitive'
  return answered.some(({ from }) => from.parties.some(({ kind }) => kind === 'clients')) ? 'clients' : 'servers'
}

const openOn = (flows: readonly Flow[]): string => {
  const holders = new Set(flows.flatMap(({ to }) => [...to.parties, ...to.inside.map(({ party }) => party)]))
  return holders.size === 0
    ? 'open on no computer of the estate, only called outside of it'
    : `open on ${count(holders.size, 'host or client group', 'hosts and client groups')}`
}

/** “SMB”, “HTTP, WSUS and 2 more” */
const services = (flows: readonly Flow[]): string => {
  const words = [...new Set(flows.map(({ service }) => service))]
  return words.length <= 3 ? words.join(', ') : `${words.slice(0, 2).join(', ')} and ${words.length - 2} more`
}

/** Of flows that share a name the first: the name is unique where an estate has no mistake. */
const ownersByName = (flows: readonly OwnFlow[]): ReadonlyMap<string, OwnFlow> =>
  new Map(flows.toReversed().map((flow) => [flow.name, flow]))

const reasonOf = (
  { catalog }: PageInput,
  flows: readonly Flow[],
  seen: Set<string>,
  owners: ReadonlyMap<string, OwnFlow>,
): PortReason => {
  const flow = flows[0] as Flow
  const role = (id: string | null): string => (id === null ? '' : (catalog.roles.get(id)?.name ?? id))
  const row = flow.entry?.id ?? flow.id
  // A flow of several ports stands under each; only the first is the place to link to.
  const anchor = seen.has(row) ? '' : flowAnchor(row)
  seen.add(row)
  return {
    onRole: role(flow.toRole),
    on: nameList(endNames(flows.map(({ to }) => to)), MOST_NAMES),
    fromRole: role(flow.fromRole),
    from: nameList(endNames(flows.map(({ from }) => from)), MOST_NAMES),
    service: flow.service,
    why: flow.text,
    owner: ownerWords(flow.entry === null ? owners.get(flow.title ?? '') : undefined),
    sources: sourceLinks(flow.sources),
    origin: flow.sources.length === 0 ? originWord([flow.id]) : '',
    row,
    anchor,
  }
}

/** Who answers for a flow of the user's own: `Owner: network team. Ticket: CHG-1. Ends 2031-04-30.` */
const ownerWords = (own: OwnFlow | undefined): string =>
  own === undefined
    ? ''
    : [
        `Owner: ${own.owner ?? 'not named'}.`,
        ...(own.ticket === null ? [] : [`Ticket: ${own.ticket}.`]),
        `Ends: ${own.expires ?? 'never'}.`,
      ].join(' ')

const endNames = (ends: readonly FlowEnd[]): readonly string[] => {
  const names = new Set<string>()
  for (const end of new Set(ends)) {
    for (const party of end.parties) names.add(party.name)
    if (end.any !== null) names.add(end.parties.length === 0 ? anyWord(end) : end.any)
  }
  return [...names]
}

const anyWord = (end: FlowEnd): string => {
  const texts = formatAddressSet(end.addresses)
  return isAnyAddress(end.addresses) || texts.length > 4 || texts.join(' ') === end.any
    ? (end.any as string)
    : `${end.any} (${texts.join(', ')})`
}
