// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Place } from './place.ts'
import { type TimeSpan, timeSpan, widen } from './time-span.ts'
import { EVIDENCE, type Evidence } from './traffic.ts'
import { type Address, addressText } from './words-address.ts'

/** Calls of one kind of callers to one kind of listeners on one port: every caller called every listener of its family. */
export interface CallGroup {
  readonly from: readonly Place[]
  readonly to: readonly Place[]
  readonly protocol: number
  readonly port: number
  readonly count: number
  readonly dropped: number
  readonly span: TimeSpan
  readonly evidence: Evidence
  readonly origins: ReadonlySet<number>
}

/** One pair of addresses and what was counted of it. */
export interface CountedCall {
  readonly from: Place
  readonly to: Place
  readonly protocol: number
  readonly port: number
  readonly count: number
  readonly dropped: number
  readonly first: number
  readonly last: number
  readonly isUtc: boolean
  readonly evidence: Evidence
  readonly origin: number
}

/** Those who are merged: a host with itself, a client group, the internet, strangers of one network. */
const kindOf = ({ host, groups, isInternet, address }: Place): string => {
  if (host !== null) return `host ${host.name}`
  if (groups[0] !== undefined) return `clients ${groups[0].name}`
  if (isInternet) return 'internet'
  return typeof address === 'number' ? `v4 ${address >>> 8}` : `v6 ${address >> 64n}`
}

/** All that was counted of one listener's address. */
interface Listener {
  readonly to: Place
  readonly callers: Map<Address, Place>
  count: number
  dropped: number
  readonly span: TimeSpan
  evidence: Evidence
  readonly origins: Set<number>
}

const compare = (a: Address, b: Address): number =>
  typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === 'number' ? -1 : 1

const sorted = (places: Iterable<Place>): readonly Place[] => [...places].sort((a, b) => compare(a.address, b.address))

const better = (a: Evidence, b: Evidence): Evidence => (EVIDENCE.indexOf(a) <= EVIDENCE.indexOf(b) ? a : b)

/** Merges calls as far as nobody is joined with anybody whom it did not call. */
export const callGroups = (calls: Iterable<CountedCall>): readonly CallGroup[] => {
  const buckets = new Map<string, { protocol: number; port: number; listeners: Map<Address, Listener> }>()
  for (const { from, to, protocol, port, count, dropped, first, last, isUtc, evidence, origin } of calls) {
    const kinds = `${kindOf(from)}|${kindOf(to)}|${protocol}|${port}`
    const bucket = getOrInsert(buckets, kinds, () => ({ protocol, port, listeners: new Map<Address, Listener>() }))
    const listener = getOrInsert(
      bucket.listeners,
      to.address,
      (): Listener => ({
        to,
        callers: new Map(),
        count: 0,
        dropped: 0,
        span: timeSpan(),
        evidence,
        origins: new Set(),
      }),
    )
    listener.callers.set(from.address, from)
    listener.count += count
    listener.dropped += dropped
    widen(listener.span, first, last, isUtc)
    listener.evidence = better(listener.evidence, evidence)
    if (origin !== 0) listener.origins.add(origin)
  }
  return [...buckets.values()].flatMap(({ protocol, port, listeners }) =>
    blocksOf([...listeners.values()]).map((block): CallGroup => ({ ...joined(block), protocol, port })),
  )
}

/** Listeners with the same callers stand together; a block of each family makes one group. */
const blocksOf = (listeners: readonly Listener[]): readonly (readonly Listener[])[] => {
  const bySignature = Map.groupBy(listeners, ({ to, callers }) => {
    const family = typeof to.address === 'number' ? 'v4' : 'v6'
    return `${family} ${sorted(callers.values())
      .map(({ address }) => addressText(address))
      .join(' ')}`
  })
  const [v4, v6] = [true, false].map((isV4) =>
    [...bySignature.values()]
      .filter(([first]) => (typeof first?.to.address === 'number') === isV4)
      .sort((a, b) => compare((a[0] as Listener).to.address, (b[0] as Listener).to.address)),
  ) as [Listener[][], Listener[][]]
  return Array.from({ length: Math.max(v4.length, v6.length) }, (_, index) => [
    ...(v4[index] ?? []),
    ...(v6[index] ?? []),
  ])
}

const joined = (block: readonly Listener[]): Omit<CallGroup, 'protocol' | 'port'> => {
  const span = timeSpan()
  for (const one of block) {
    widen(span, one.span.first, 0, one.span.firstIsUtc)
    widen(span, 0, one.span.last, one.span.lastIsUtc)
  }
  const callers = new Map(block.flatMap((one) => [...one.callers]))
  return {
    from: sorted(callers.values()),
    to: sorted(block.map(({ to }) => to)),
    count: block.reduce((sum, { count }) => sum + count, 0),
    dropped: block.reduce((sum, { dropped }) => sum + dropped, 0),
    span,
    evidence: block.reduce<Evidence>((best, { evidence }) => better(best, evidence), 'lower-port'),
    origins: new Set(block.flatMap(({ origins }) => [...origins])),
  }
}
