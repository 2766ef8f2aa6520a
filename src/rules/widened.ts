// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { HostFirewall } from '../estate/estate.ts'
import type { FlowEnd } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import {
  type AddressSet,
  ANY_ADDRESS,
  formatAddressSet,
  intersectAddresses,
  isEmptyAddressSet,
  subtractAddresses,
  unionAddresses,
} from '../formats/address/address-set.ts'
import { intersect, type Range, subtract } from '../formats/address/range.ts'
import { formatPortSet, parsePorts } from '../formats/port/port-set.ts'
import { type Draft, localsOf } from './draft.ts'
import type { Widened } from './policy.ts'
import { neededAddresses, standsIn, withoutSelf } from './remote-addresses.ts'

/** Keywords as numbers beyond every port, so that they take part in the same algebra. */
const KEYWORDS: Readonly<Record<string, number>> = { RPC: 100_000 }
const rangesOf = (ports: readonly string[]): readonly Range<number>[] =>
  ports.length === 0
    ? [{ first: -1, last: -1 }]
    : ports.map((text) => {
        if (text === 'RPC-EPMap') return { first: 135, last: 135 }
        const number = KEYWORDS[text]
        return number === undefined ? (parsePorts(text) as Range<number>) : { first: number, last: number }
      })

const portText = (ranges: readonly Range<number>[]): readonly string[] =>
  ranges.flatMap((range) => (range.first === KEYWORDS.RPC ? ['RPC'] : range.first < 0 ? [] : formatPortSet([range])))

/**
 * What a shared policy allows a host beyond its own need: rules that only another host of the set asked for,
 * its own address among its peers, and every address where the estate says `remote: any`.
 */
export const widenedOf = (
  drafts: readonly Draft[],
  parties: readonly Party[],
  firewall: HostFirewall,
): readonly Widened[] => {
  const result: Widened[] = []
  for (const draft of drafts) {
    const everywhere = draft.direction === 'in' && firewall.remote === 'any'
    if (!everywhere && localsOf(draft, parties.length) !== null) continue
    const needed = neededAddresses(draft.ends, draft.parties)
    if (isEmptyAddressSet(needed)) continue
    const granted = everywhere ? ANY_ADDRESS : needed
    for (const party of parties) {
      if (!everywhere && draft.parties.has(party) && ![...draft.ends].some((end) => holdsSelf(end, party, draft)))
        continue
      result.push(...excessOf(draft, drafts, party, granted, everywhere))
    }
  }
  return joinPorts(result)
}

const holdsSelf = (end: FlowEnd, party: Party, draft: Draft): boolean =>
  party.kind === 'host' && draft.parties.size > 1 && standsIn(end, party)

const excessOf = (
  draft: Draft,
  drafts: readonly Draft[],
  party: Party,
  granted: AddressSet,
  everywhere: boolean,
): readonly Widened[] => {
  let pieces: readonly { ports: readonly Range<number>[]; addresses: AddressSet }[] = [
    { ports: rangesOf(draft.ports), addresses: granted },
  ]
  for (const other of drafts) {
    if (other.direction !== draft.direction || other.protocol !== draft.protocol || !other.parties.has(party)) continue
    if (other.sourcePorts !== draft.sourcePorts) continue
    const self = other.parties.get(party) ?? party
    const need = unionAddresses(endsFor(other, self).map((end) => withoutSelf(end, [party, self])))
    const ports = rangesOf(other.ports)
    pieces = pieces.flatMap((piece) => {
      const common = intersect(piece.ports, ports)
      if (common.length === 0) return [piece]
      return [
        { ports: common, addresses: subtractAddresses(piece.addresses, need) },
        { ports: subtract(piece.ports, common), addresses: piece.addresses },
      ].filter((part) => part.ports.length > 0 && !isEmptyAddressSet(part.addresses))
    })
  }
  const reason = everywhere
    ? 'The estate opens its rules to any remote address.'
    : draft.parties.has(party)
      ? 'The hosts of the set reach each other, so each finds its own address among its peers.'
      : 'Another host of the same role set needs it.'
  return pieces.flatMap(({ ports, addresses }) =>
    sendersOf(draft, addresses, everywhere).map((from) => ({
      host: party.name,
      from,
      protocol: draft.protocol,
      ports: portText(ports),
      reason,
    })),
  )
}

/** The ends through which this very party needs the rule (a flow may concern only some hosts of the set). */
const endsFor = (draft: Draft, party: Party): readonly FlowEnd[] =>
  draft.flows
    .filter((flow) => concerns(draft.direction === 'in' ? flow.to : flow.from, party))
    .map((flow) => (draft.direction === 'in' ? flow.from : flow.to))

const concerns = (end: FlowEnd, party: Party): boolean => end.any !== null || standsIn(end, party)

const sendersOf = (draft: Draft, addresses: AddressSet, everywhere: boolean): readonly string[] => {
  if (everywhere) return ['any']
  let rest = addresses
  const names: string[] = []
  for (const end of draft.ends) {
    for (const party of end.parties) {
      if (isEmptyAddressSet(intersectAddresses(party.addresses, rest))) continue
      names.push(party.name)
      rest = subtractAddresses(rest, party.addresses)
    }
  }
  return isEmptyAddressSet(rest) ? names : [...names, ...formatAddressSet(rest)]
}

const joinPorts = (widened: readonly Widened[]): readonly Widened[] => {
  const joined = new Map<string, Widened>()
  for (const one of widened) {
    const key = [one.host, one.from, one.protocol, one.reason].join('|')
    const known = getOrInsert(joined, key, () => one)
    if (known !== one) joined.set(key, { ...known, ports: [...new Set([...known.ports, ...one.ports])] })
  }
  return [...joined.values()]
}
