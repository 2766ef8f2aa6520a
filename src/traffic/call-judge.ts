// SPDX-License-Identifier: MIT
import type { Flow } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import { type AddressBook, addressBook } from '../formats/traffic-log/address-book.ts'
import { DIRECTION, LOCAL } from '../formats/traffic-log/log-row.ts'
import type { FlowCover } from './flow-cover.ts'
import { noiseOf } from './noise-of.ts'
import type { Place } from './place.ts'
import { packMeta, type RecordMeta } from './record-meta.ts'
import { type TimeSpan, timeSpan, widen } from './time-span.ts'
import { EVIDENCE, NOISE, type Noise } from './traffic.ts'
import { COUNTED, RECORD_LENGTH, type TupleTable, tupleTable } from './tuple-table.ts'
import { type Address, putAddress } from './words-address.ts'

/** Different calls without a flow that are told apart. Conversations beyond are counted, and the answer says how many. */
export const MOST_UNCOVERED = 4096

export interface SeenCount {
  count: number
  readonly span: TimeSpan
}

/** Where counted calls go: to the flows that cover them, to what is not listed, or to those that no flow covers. */
export interface CallJudge {
  /** Holds one record against the flows; of a call that may be an answer `fromPort` is not 0. */
  readonly judge: (
    table: TupleTable,
    record: number,
    from: Place,
    to: Place,
    meta: RecordMeta,
    port: number,
    fromPort: number,
  ) => void
  readonly seen: ReadonlyMap<string, SeenCount>
  readonly noise: Record<Noise, number>
  /** Those of whom a log was given. */
  readonly logged: Set<Party>
  readonly uncovered: TupleTable
  /** The addresses of `uncovered`. */
  readonly book: AddressBook
  /** Conversations for which `uncovered` has no room. */
  readonly beyond: () => number
  readonly knowsSomebody: () => boolean
}

export const callJudge = (
  cover: FlowCover,
  placeOf: (address: Address) => Place,
  hosts: readonly Party[],
): CallJudge => {
  const uncovered = tupleTable(MOST_UNCOVERED)
  const book = addressBook(2 * MOST_UNCOVERED)
  const words = new Uint32Array(8)
  const seen = new Map<string, SeenCount>()
  const noise = Object.fromEntries(NOISE.map((kind) => [kind, 0])) as Record<Noise, number>
  const logged = new Set<Party>()
  let beyond = 0
  let known = false

  const coveringOf = (from: Place, to: Place, meta: RecordMeta, port: number, fromPort: number): readonly Flow[] => {
    const { protocol } = meta
    const answers =
      fromPort > 0 && cover.mayAnswer(protocol, fromPort, port) ? cover.answering(from, to, protocol, fromPort) : []
    if (answers.length > 0) return answers
    const found = cover.covering({ from, to, protocol, port })
    const host = meta.host === 0 ? undefined : hosts[meta.host - 1]
    if (found.length > 0 || host === undefined) return found
    // What is sent to everybody arrives at the computer that wrote the log.
    const own = typeof to.address === 'number' ? host.addresses.v4[0]?.first : host.addresses.v6[0]?.first
    return own === undefined ? [] : cover.covering({ from, to: placeOf(own), protocol, port })
  }

  const markLogged = (place: Place): void => {
    if (place.host !== null) logged.add(place.host)
    else for (const group of place.groups) logged.add(group)
  }

  const keepUncovered = (
    table: TupleTable,
    record: number,
    from: Place,
    to: Place,
    meta: RecordMeta,
    port: number,
  ): void => {
    const [count, dropped] = [
      table.words[record * RECORD_LENGTH + COUNTED.count] as number,
      table.words[record * RECORD_LENGTH + COUNTED.dropped] as number,
    ]
    putAddress(words, 0, from.address)
    putAddress(words, 4, to.address)
    const rest = packMeta(meta.protocol, 0, 0, meta.isUtc ? 1 : 0, 0, EVIDENCE.indexOf(meta.evidence), 0)
    // A new record needs room for two addresses; without one of them there is none to be found.
    const isNew = count + dropped > 0 && uncovered.size() < MOST_UNCOVERED
    const [caller, listener] = [0, 4].map((at) => (isNew ? book.add(words, at) : book.find(words, at))) as [
      number,
      number,
    ]
    const place =
      caller < 0 || listener < 0
        ? -1
        : isNew
          ? uncovered.place(caller, listener, port, rest)
          : uncovered.find(caller, listener, port, rest)
    if (place < 0) beyond += count
    else
      uncovered.add(
        place,
        count,
        dropped,
        table.words[record * RECORD_LENGTH + COUNTED.first] as number,
        table.words[record * RECORD_LENGTH + COUNTED.last] as number,
        table.origins[record] as number,
      )
  }

  /** Holds one record against the flows. */
  const judge: CallJudge['judge'] = (table, record, from, to, meta, port, fromPort) => {
    const count = table.words[record * RECORD_LENGTH + COUNTED.count] as number
    if (from.isOwn || to.isOwn) known = true
    if (meta.local === LOCAL.both || meta.local === LOCAL.from) markLogged(from)
    if (meta.local === LOCAL.both || meta.local === LOCAL.to) markLogged(to)
    if (meta.direction === DIRECTION.late) {
      noise.late += count
      return
    }
    const covering = coveringOf(from, to, meta, port, fromPort)
    for (const { id } of covering) {
      let flow = seen.get(id)
      if (flow === undefined) {
        flow = { count: 0, span: timeSpan() }
        seen.set(id, flow)
      }
      flow.count += count
      widen(
        flow.span,
        table.words[record * RECORD_LENGTH + COUNTED.first] as number,
        table.words[record * RECORD_LENGTH + COUNTED.last] as number,
        meta.isUtc,
      )
    }
    if (covering.length > 0) return
    const kind = noiseOf({ from, to, protocol: meta.protocol, port }, meta)
    if (kind !== null) noise[kind] += count
    else keepUncovered(table, record, from, to, meta, port)
  }

  return { judge, seen, noise, logged, uncovered, book, beyond: () => beyond, knowsSomebody: () => known }
}
