// SPDX-License-Identifier: MIT
import type { Party } from '../flows/party.ts'
import { addressBook } from '../formats/traffic-log/address-book.ts'
import type { LogKind } from '../formats/traffic-log/log-kind.ts'
import { logRow } from '../formats/traffic-log/log-row.ts'
import type { LogReader } from '../formats/traffic-log/log-sink.ts'
import { callJudge } from './call-judge.ts'
import { callTables } from './call-tables.ts'
import { type Counting, type FileCounter, fileCounter } from './file-counter.ts'
import { flowCover } from './flow-cover.ts'
import type { Listeners } from './listeners.ts'
import { originNames } from './origin-names.ts'
import { nobodyListening } from './own-listeners.ts'
import { type Place, placeFinder } from './place.ts'
import { recentConversations } from './recent-conversations.ts'
import { spanTexts } from './time-span.ts'
import type { LogFile, SeenFlow, Traffic } from './traffic.ts'
import type { TrafficInput } from './traffic-input.ts'
import { uncoveredItems } from './uncovered-items.ts'
import { addressOf } from './words-address.ts'

/** Addresses that have a number at once: those of a table of calls. */
const MOST_ADDRESSES = 32_768

export interface TrafficCounter {
  /** One file is counted after the other: a second is opened when the first has ended. */
  readonly open: (path: string, format: string) => FileCounter
  /** Readers by the kind of log, which go on from one file to the next. */
  readonly readers: Map<LogKind, LogReader>
  readonly finish: () => Traffic
  /** Whether any end of any row was an address that the estate names. */
  readonly knowsSomebody: () => boolean
}

/** Counts conversations of logs row by row, and holds them against the flows of an estate. Its memory does not grow with the logs. */
export const trafficCounter = (input: TrafficInput): TrafficCounter => {
  const { estate, catalog, parties, flows, host: givenHost, since } = input
  const cover = flowCover(estate, catalog, parties, flows)
  const placeOf = placeFinder(estate, parties)
  const hosts = parties.filter(({ kind }) => kind === 'host')
  const row = logRow()
  const book = addressBook(MOST_ADDRESSES)
  const judged = callJudge(cover, placeOf, hosts)
  const { seen, noise, logged, beyond, knowsSomebody } = judged
  if (givenHost !== null) logged.add(givenHost)
  const listening = nobodyListening()
  const origins = originNames()
  const files: LogFile[] = []

  /** Those of the estate by the number of an address, until the book is cleared. */
  let places: (Place | undefined)[] = []
  const placeAt = (address: number): Place => {
    let place = places[address]
    if (place === undefined) {
      place = placeOf(addressOf(book.words, address * 4))
      if (place.isOwn) places[address] = place
    }
    return place
  }
  const listenersAt = ({ address }: Place): Listeners | null => listening.at.get(address) ?? null
  const tables = callTables(row, cover, judged, placeAt, listenersAt)

  const settle = (): void => {
    if (!book.isFull()) return
    tables.flush()
    book.clear()
    places = []
  }

  const counting: Counting = {
    row,
    book,
    tables,
    recent: recentConversations(),
    placeAt,
    placeOf,
    hosts,
    givenHost,
    since,
    listening,
    originOf: origins.numberOf,
    markLogged: (party) => void logged.add(party),
    settle,
  }

  const count = fileCounter(counting)
  const open = (path: string, format: string): FileCounter => {
    const file = count(path, format)
    return {
      ...file,
      end: (fault) => {
        const read = file.end(fault)
        files.push(read)
        return read
      },
    }
  }

  const isLogged = (party: Party): boolean =>
    logged.has(party) ||
    (party.host?.members ?? []).some((name) => hosts.some((one) => one.name === name && logged.has(one)))

  const finish = (): Traffic => {
    tables.flush()
    const items = uncoveredItems(judged.uncovered, {
      ...input,
      cover,
      placeOf,
      listenersAt,
      book: judged.book,
      origins: origins.names,
      nobodyListens: (conversations) => {
        noise['no-listener'] += conversations
      },
    })
    const ids = [...new Map(flows.map((flow) => [flow.id, flow])).values()]
    const missing = ids.filter(({ id }) => !seen.has(id))
    const isWatched = (flow: (typeof flows)[number]): boolean =>
      [flow.from, flow.to].some((end) => end.parties.some(isLogged) || end.inside.some(({ party }) => isLogged(party)))
    const [unseen, unlogged] = [missing.filter(isWatched), missing.filter((flow) => !isWatched(flow))]
    const seenFlows = ids.flatMap(({ id }): readonly SeenFlow[] => {
      const flow = seen.get(id)
      return flow === undefined ? [] : [{ flow: id, count: flow.count, ...spanTexts(flow.span) }]
    })
    return {
      files,
      uncovered: items,
      seen: seenFlows.sort((a, b) => b.count - a.count),
      unseen: unseen.map(({ id }) => id),
      unlogged: unlogged.map(({ id }) => id),
      noise,
      beyond: beyond(),
    }
  }

  return { open, readers: new Map(), finish, knowsSomebody: () => givenHost !== null || knowsSomebody() }
}
