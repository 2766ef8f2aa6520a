// SPDX-License-Identifier: MIT
import type { Flow, FlowEnd } from '../../flows/flow.ts'
import { endFactory } from '../../flows/flow-end.ts'
import { formatAddressSet } from '../../formats/address/address-set.ts'
import { csvLine } from '../../formats/csv/csv.ts'
import type { EstateFlows } from '../target.ts'

const COLUMNS = [
  'id',
  'service',
  'protocol',
  'ports',
  'from',
  'fromAddresses',
  'to',
  'toAddresses',
  'reason',
  'catalog',
  'sources',
  'owner',
  'ticket',
  'expires',
]

const who = (end: FlowEnd): string =>
  [...end.parties.map((party) => party.name), ...(end.any === null ? [] : [end.any])].join(' ')
const where = (end: FlowEnd, texts: Map<FlowEnd, string>): string => {
  const known = texts.get(end)
  if (known !== undefined) return known
  const text = formatAddressSet(end.addresses).join(' ')
  texts.set(end, text)
  return text
}

/** Who answers a flow on which ports: where dynamic RPC is restricted, the range; one entry for each range. */
const answering = (
  ranges: EstateFlows['rpcRanges'],
  flow: Flow,
): readonly { readonly to: FlowEnd; readonly ports: readonly string[] }[] => {
  if (!flow.ports.includes('dynamic') || flow.to.any !== null) return [{ to: flow.to, ports: flow.ports }]
  const groups = Map.groupBy(flow.to.parties, (party) => ranges.get(party) ?? 'dynamic')
  const ends = endFactory()
  return [...groups].map(([range, parties]) => ({
    to: groups.size === 1 ? flow.to : ends.ofParties(parties),
    ports: flow.ports.flatMap((port) => (port === 'dynamic' ? range.split(' ') : [port])),
  }))
}

/** `csv/flows.csv`: who opens connections to whom, for the network team. One flow a line, or one a range where its listeners' RPC ranges differ. */
export const flowsCsv = ({ rpcRanges, flows }: Pick<EstateFlows, 'rpcRanges' | 'flows'>): Uint8Array => {
  const texts = new Map<FlowEnd, string>()
  const lines = flows.flatMap((flow) =>
    answering(rpcRanges, flow).map(({ to, ports }) =>
      csvLine([
        flow.id,
        flow.service,
        flow.protocol,
        ports.join(' '),
        who(flow.from),
        where(flow.from, texts),
        who(to),
        where(to, texts),
        flow.text,
        flow.entry?.id ?? '',
        flow.sources
          .map(({ document, section, line }) =>
            line === null ? `${document} ${section}`.trim() : `${document}:${line}`,
          )
          .join('; '),
        flow.own?.owner ?? '',
        flow.own?.ticket ?? '',
        flow.own?.expires ?? '',
      ]),
    ),
  )
  return Buffer.from(`\uFEFF${csvLine(COLUMNS)}${lines.join('')}`)
}
