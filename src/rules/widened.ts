// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { HostFirewall } from '../estate/estate.ts'
import type { Party } from '../flows/party.ts'
import { type AddressSet, ANY_ADDRESS, isEmptyAddressSet } from '../formats/address/address-set.ts'
import { intersect, type Range, subtract } from '../formats/address/range.ts'
import { formatPortSet, parsePorts } from '../formats/port/port-set.ts'
import { type Draft, localsOf } from './draft.ts'
import { meetingPorts } from './meeting-ports.ts'
import type { Widened } from './policy.ts'
import { neededAddresses } from './remote-addresses.ts'
import { type WidenedEnds, widenedEnds } from './widened-ends.ts'
import { widenedSenders } from './widened-senders.ts'

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

interface Piece {
  readonly ports: readonly Range<number>[]
  readonly addresses: AddressSet
}

/**
 * What a shared policy allows a host beyond its own need: rules that only another host of the set asked for,
 * its own address among its peers, and every address where the estate says `remote: any`.
 */
export const widenedOf = (
  policy: string,
  drafts: readonly Draft[],
  parties: readonly Party[],
  firewall: HostFirewall,
): readonly Widened[] => {
  const result = joinedPorts()
  const work = widenedEnds()
  const senders = widenedSenders(policy, parties)
  const rivalsOf = rivalFinder(drafts)
  for (const draft of drafts) {
    const everywhere = draft.direction === 'in' && firewall.remote === 'any'
    if (!everywhere && localsOf(draft, parties.length) !== null) continue
    const needed = neededAddresses(draft.ends, draft.parties)
    if (isEmptyAddressSet(needed)) continue
    const granted = everywhere ? ANY_ADDRESS : needed
    const rivals = rivalsOf(draft)
    const whole: Piece = { ports: rangesOf(draft.ports), addresses: granted }
    const wholeText = portText(whole.ports)
    const holdsSelf = (party: Party): boolean =>
      party.kind === 'host' && draft.parties.size > 1 && [...draft.ends].some((end) => work.stands(end, party))
    for (const party of parties) {
      if (!everywhere && draft.parties.has(party) && !holdsSelf(party)) continue
      const reason = everywhere
        ? 'The estate opens its rules to any remote address.'
        : draft.parties.has(party)
          ? 'The hosts of the set reach each other, so each finds its own address among its peers.'
          : 'Another host of the same role set needs it.'
      let pieces: readonly Piece[] = [whole]
      for (const { other, ports } of rivals)
        if (other.parties.has(party)) pieces = withoutNeed(pieces, ports, other, party, work)
      for (const piece of pieces) {
        const ports = piece === whole ? wholeText : portText(piece.ports)
        for (const from of everywhere ? ['any'] : senders(draft, piece.addresses))
          result.add({ host: party.name, from, protocol: draft.protocol, ports, reason })
      }
    }
  }
  return result.all()
}

const likeOf = ({ direction, protocol, sourcePorts }: Draft): string => `${direction} ${protocol} ${sourcePorts}`

interface Rival {
  readonly other: Draft
  readonly ports: readonly Range<number>[]
}

/** Drafts that have ports in common with one, itself too: no other takes anything off it. */
const rivalFinder = (drafts: readonly Draft[]): ((draft: Draft) => readonly Rival[]) => {
  const finders = new Map<string, (ports: readonly Range<number>[]) => readonly Rival[]>()
  for (const [like, others] of Map.groupBy(drafts, likeOf)) {
    const rivals = others.map((other): Rival => ({ other, ports: rangesOf(other.ports) }))
    const places = meetingPorts(rivals.map(({ ports }) => ports))
    finders.set(like, (ports) => places(ports).map((at) => rivals[at] as Rival))
  }
  return (draft) => finders.get(likeOf(draft))?.(rangesOf(draft.ports)) ?? []
}

const withoutNeed = (
  pieces: readonly Piece[],
  ports: readonly Range<number>[],
  other: Draft,
  party: Party,
  work: WidenedEnds,
): readonly Piece[] => {
  const self = other.parties.get(party) ?? party
  return pieces.flatMap((piece) => {
    const common = intersect(piece.ports, ports)
    if (common.length === 0) return [piece]
    const others = subtract(piece.ports, common)
    const left = work.without(piece.addresses, work.endsFor(other, self), [party, self])
    return [
      ...left.map((addresses) => ({ ports: common, addresses })),
      ...(others.length > 0 ? [{ ports: others, addresses: piece.addresses }] : []),
    ]
  })
}

/** One entry for all ports that a host is allowed from the same sender for the same reason; joined at once, as there may be many. */
const joinedPorts = () => {
  const joined = new Map<string, { readonly first: Widened; readonly ports: Set<string> }>()
  return {
    add: (one: Widened): void => {
      const key = [one.host, one.from, one.protocol, one.reason].join('|')
      const { ports } = getOrInsert(joined, key, () => ({ first: one, ports: new Set<string>() }))
      for (const port of one.ports) ports.add(port)
    },
    all: (): readonly Widened[] => [...joined.values()].map(({ first, ports }) => ({ ...first, ports: [...ports] })),
  }
}
