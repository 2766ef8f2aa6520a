// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { count } from '../../diagnostics/count.ts'
import type { Flow, FlowEnd } from '../../flows/flow.ts'
import { formatAddressSet } from '../../formats/address/address-set.ts'
import { isSourcePort } from '../../rules/draft-rules.ts'
import type { PageInput } from '../page-input.ts'
import { originWord } from '../rule-reasons.ts'

const MOST_ROWS = 200
const MOST_NAMES = 4

export interface PortReason {
  readonly on: string
  readonly from: string
  readonly service: string
  readonly why: string
  /** Document, section and line, one a printed row. */
  readonly sources: readonly string[]
  readonly row: string
}

export interface PortView {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly reasons: readonly PortReason[]
  readonly left: string
}

/** Who opened a port and why, down to document and line. */
export const portSection = (input: PageInput, only: string | null): readonly PortView[] => {
  const ports = new Map<string, { title: string; order: number; byRow: Map<string, Flow[]> }>()
  for (const flow of input.flows) {
    if (isSourcePort(flow)) continue
    if (only !== null && !flow.to.parties.some(({ name, kind }) => kind === 'host' && name === only)) continue
    for (const { title, order } of labels(flow)) {
      const port = getOrInsert(ports, title, () => ({ title, order, byRow: new Map<string, Flow[]>() }))
      getOrInsert(port.byRow, `${flow.entry?.id ?? flow.id} ${flow.toRole ?? ''}`, () => []).push(flow)
    }
  }
  return [...ports.values()]
    .sort((a, b) => a.order - b.order || (a.title < b.title ? -1 : 1))
    .map(({ title, byRow }) => {
      const reasons = [...byRow.values()].slice(0, MOST_ROWS).map((flows) => reasonOf(input, flows))
      const hosts = new Set([...byRow.values()].flat().flatMap((flow) => flow.to.parties))
      return {
        id: `port-${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
        title,
        summary: `${services([...byRow.values()].flat())}: ${count(byRow.size, 'reason')}, open on ${count(hosts.size, 'host or client group', 'hosts and client groups')}`,
        reasons,
        left: byRow.size > MOST_ROWS ? `${count(byRow.size - MOST_ROWS, 'more reason')}: see the table of flows.` : '',
      }
    })
}

/** “SMB”, “HTTP, WSUS and 2 more” */
const services = (flows: readonly Flow[]): string => {
  const words = [...new Set(flows.map(({ service }) => service))]
  return words.length <= 3 ? words.join(', ') : `${words.slice(0, 2).join(', ')} and ${words.length - 2} more`
}

const labels = (flow: Flow): readonly { title: string; order: number }[] => {
  if (flow.protocol === 'icmp') return [{ title: 'ICMP', order: 1e6 }]
  return flow.ports.map((port) =>
    port === 'dynamic'
      ? { title: `${flow.protocol.toUpperCase()} dynamic RPC`, order: 9e5 }
      : { title: `${flow.protocol.toUpperCase()} ${port}`, order: Number.parseInt(port, 10) },
  )
}

const reasonOf = ({ catalog }: PageInput, flows: readonly Flow[]): PortReason => {
  const flow = flows[0] as Flow
  const role = (id: string | null): string => (id === null ? '' : (catalog.roles.get(id)?.name ?? id))
  return {
    on: [role(flow.toRole), endNames(flows.map(({ to }) => to))].filter((word) => word !== '').join(': '),
    from: [role(flow.fromRole), endNames(flows.map(({ from }) => from))].filter((word) => word !== '').join(': '),
    service: flow.service,
    why: flow.text,
    sources:
      flow.sources.length === 0
        ? [originWord([flow.id])]
        : flow.sources.map(({ document, section, line }) =>
            line === null ? `${document}, “${section}”` : `${document}, line ${line}, “${section}”`,
          ),
    row: flow.entry?.id ?? flow.id,
  }
}

const endNames = (ends: readonly FlowEnd[]): string => {
  const names = new Set<string>()
  for (const end of new Set(ends)) {
    for (const party of end.parties) names.add(party.name)
    if (end.any !== null) names.add(end.parties.length === 0 && end.addresses.v4.length < 4 ? anyWord(end) : end.any)
  }
  const all = [...names]
  return all.length <= MOST_NAMES
    ? all.join(', ')
    : `${all.slice(0, MOST_NAMES - 1).join(', ')} and ${all.length - MOST_NAMES + 1} more`
}

const anyWord = (end: FlowEnd): string => {
  const texts = formatAddressSet(end.addresses)
  const whole = texts.includes('0.0.0.0/0')
  return whole || texts.length > 4 || texts.join(' ') === end.any
    ? (end.any as string)
    : `${end.any} (${texts.join(', ')})`
}
