// SPDX-License-Identifier: MIT
import { csvLine } from '../../formats/csv/csv.ts'
import type { ChangeEnd, Plan, PlannedChange } from '../plan.ts'

const COLUMNS = [
  'change',
  'from',
  'fromAddresses',
  'to',
  'toAddresses',
  'protocol',
  'ports',
  'reason',
  'owner',
  'ticket',
  'expires',
  'source',
]

/** A list that says nothing is any address, of the family that the protocol has. */
const anyOf = (protocol: PlannedChange['protocol']): string =>
  protocol === 'icmp4' ? '0.0.0.0/0' : protocol === 'icmp6' ? '::/0' : '0.0.0.0/0 ::/0'

const namesText = ({ names }: ChangeEnd): string => (names.length === 0 ? 'any' : names.join(' '))

const unique = (texts: readonly (string | null | undefined)[]): string =>
  [...new Set(texts.filter((text) => text != null && text !== ''))].join('; ')

const line = (word: 'opened' | 'closed', change: PlannedChange, own: readonly string[]): string => {
  const addresses = (end: ChangeEnd, isOwn: boolean): string =>
    end.addresses.length > 0
      ? end.addresses.join(' ')
      : isOwn && own.length > 0
        ? own.join(' ')
        : anyOf(change.protocol)
  const inbound = change.direction === 'in'
  return csvLine([
    word,
    namesText(change.from),
    addresses(change.from, !inbound),
    namesText(change.to),
    addresses(change.to, inbound),
    String(change.protocol),
    (change.icmpTypes.length > 0 ? change.icmpTypes : change.ports).join(' '),
    unique(change.why.map(({ reason, text }) => reason ?? text)),
    unique(change.why.map(({ owner }) => owner)),
    unique(change.why.map(({ ticket }) => ticket)),
    unique(change.why.map(({ expires }) => expires)),
    unique(change.why.flatMap(({ sources }) => sources)),
  ])
}

/**
 * The request list for the network team: a line for whatever opens or closes, at computers that came, left or moved too.
 * UTF-8 with a byte order mark.
 */
export const planCsv = ({ policies }: Plan): string =>
  `\uFEFF${csvLine(COLUMNS)}${policies
    .flatMap(({ opened, closed, addresses, wasAddresses, arrived, departed }) => [
      ...opened.map((change) => line('opened', change, addresses)),
      ...closed.map((change) => line('closed', change, wasAddresses)),
      ...(arrived?.changes ?? []).map((change) => line('opened', change, arrived?.addresses ?? [])),
      ...(departed?.changes ?? []).map((change) => line('closed', change, departed?.addresses ?? [])),
    ])
    .join('')}`
