// SPDX-License-Identifier: MIT

import type { Flow, FlowEnd } from '../flows/flow.ts'
import { formatAddressSet } from '../formats/address/address-set.ts'
import { csvLine } from '../formats/csv/csv.ts'

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

/** `csv/flows.csv`: who opens connections to whom, one flow a line, for the network team. */
export const flowsCsv = (flows: readonly Flow[]): Uint8Array => {
  const texts = new Map<FlowEnd, string>()
  const lines = flows.map((flow) =>
    csvLine([
      flow.id,
      flow.service,
      flow.protocol,
      flow.ports.join(' '),
      who(flow.from),
      where(flow.from, texts),
      who(flow.to),
      where(flow.to, texts),
      flow.text,
      flow.entry?.id ?? '',
      flow.sources
        .map(({ document, section, line }) => (line === null ? `${document} ${section}`.trim() : `${document}:${line}`))
        .join('; '),
    ]),
  )
  return Buffer.from(`\uFEFF${csvLine(COLUMNS)}${lines.join('')}`)
}
