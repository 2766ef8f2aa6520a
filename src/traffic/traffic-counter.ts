// SPDX-License-Identifier: MIT
import type { Party } from '../flows/party.ts'
import { turnRow } from '../formats/traffic-log/connection-row.ts'
import { ACTION, DIRECTION, ICMP4, ICMP6, LOCAL, logRow, ROW, UDP } from '../formats/traffic-log/log-row.ts'
import type { LogSink } from '../formats/traffic-log/log-sink.ts'
import { callJudge } from './call-judge.ts'
import { type ConversationHash, hashConversation } from './conversation-hash.ts'
import { decideCaller } from './decide-caller.ts'
import { flowCover } from './flow-cover.ts'
import { type Listeners, listeners } from './listeners.ts'
import { localEnds } from './local-ends.ts'
import { type Place, placeFinder } from './place.ts'
import { recentConversations, SEEN } from './recent-conversations.ts'
import { packMeta, unpackMeta } from './record-meta.ts'
import { spanTexts, timeSpan, widen } from './time-span.ts'
import { EVIDENCE, type LogFile, type SeenFlow, type Traffic } from './traffic.ts'
import type { TrafficInput } from './traffic-input.ts'
import { COUNTED, KEY, KEY_LENGTH, RECORD_LENGTH, tupleTable } from './tuple-table.ts'
import { uncoveredItems } from './uncovered-items.ts'
import { type Address, addressOf } from './words-address.ts'

/** Different calls that are counted before they are held against the flows; the tables are emptied then, nothing is lost. */
const MOST_CALLS = 16_384
/** Fillings of a table that are told apart. */
const EPOCHS = 8191
/** Rows that are looked at to find out whose log it is. */
const LOOK = 4096

export interface FileCounter {
  readonly sink: LogSink
  /** Rows so far. */
  readonly rows: () => number
  /** Another host of the estate whose log it seems to be, where `--host` said whose; else null. */
  readonly another: () => string | null
  /** The file is read; `fault` says why not to its end. */
  readonly end: (fault: string | null) => LogFile
}

export interface TrafficCounter {
  readonly open: (path: string, format: string) => FileCounter
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
  const hostIndex = new Map(hosts.slice(0, 65_535).map((party, index) => [party, index + 1] as const))

  const row = logRow()
  const key = new Uint32Array(KEY_LENGTH)
  const hash: ConversationHash = { low: 0, high: 0 }
  const recent = recentConversations()
  /** Calls of which the log says who called, and those of which it does not: these keep both ports. */
  const sure = tupleTable(MOST_CALLS)
  const open = tupleTable(MOST_CALLS)

  const files: LogFile[] = []
  const { judge, seen, noise, logged, uncovered, beyond, knowsSomebody } = callJudge(cover, placeOf, hosts)
  if (givenHost !== null) logged.add(givenHost)
  const listening = new Map<Address, Listeners>()
  const origins: string[] = ['']
  const originNumbers = new Map<string, number>()
  /** Which filling of each table this is, from 1. */
  let closings = 1
  let openings = 1

  const listenersAt = ({ address }: Place): Listeners | null => listening.get(address) ?? null

  const flushSure = (): void => {
    for (let record = 0; record < sure.size(); record++) {
      const base = record * RECORD_LENGTH
      const meta = unpackMeta(sure.words[base + KEY.meta] as number)
      const port = sure.words[base + KEY.ports] as number
      judge(
        sure,
        record,
        placeOf(addressOf(sure.words, base + KEY.from)),
        placeOf(addressOf(sure.words, base + KEY.to)),
        meta,
        port,
        0,
      )
    }
    sure.clear()
    closings = (closings % EPOCHS) + 1
  }

  const flushOpen = (): void => {
    for (let record = 0; record < open.size(); record++) {
      const base = record * RECORD_LENGTH
      const meta = unpackMeta(open.words[base + KEY.meta] as number)
      const ports = open.words[base + KEY.ports] as number
      const [fromPort, toPort] = [ports >>> 16, ports & 0xffff]
      const from = placeOf(addressOf(open.words, base + KEY.from))
      const to = placeOf(addressOf(open.words, base + KEY.to))
      const { protocol, direction } = meta
      if (direction === DIRECTION.sure || cover.answering(from, to, protocol, fromPort).length > 0) {
        judge(open, record, from, to, { ...meta, evidence: 'log' }, toPort, fromPort)
        continue
      }
      const { isTurned, evidence, isAnswer } = decideCaller(
        { from, to, fromPort, toPort, protocol, direction },
        cover,
        listenersAt,
      )
      if (isAnswer) noise.answer += open.words[record * RECORD_LENGTH + COUNTED.count] as number
      else if (isTurned) {
        const local = meta.local === LOCAL.from ? LOCAL.to : meta.local === LOCAL.to ? LOCAL.from : meta.local
        judge(open, record, to, from, { ...meta, local, evidence }, fromPort, 0)
      } else judge(open, record, from, to, { ...meta, evidence }, toPort, 0)
    }
    open.clear()
    openings = (openings % EPOCHS) + 1
  }

  /** Puts the row of a conversation into its table. */
  const count = (isNew: boolean, isDrop: boolean, host: number, evidence: number): void => {
    const direction = row[ROW.direction] as number
    const protocol = row[ROW.protocol] as number
    const fromPort = row[ROW.fromPort] as number
    const toPort = row[ROW.toPort] as number
    const mayAnswer = protocol === UDP && direction !== DIRECTION.late && cover.mayAnswer(protocol, fromPort, toPort)
    const isOpen =
      direction === DIRECTION.unknown ||
      (direction === DIRECTION.packet && fromPort < toPort && toPort >= 1024) ||
      mayAnswer
    const table = isOpen ? open : sure
    for (let word = 0; word < 8; word++) key[word] = row[word] as number
    key[KEY.ports] = isOpen ? (fromPort << 16) | toPort : toPort
    key[KEY.meta] = packMeta(
      protocol,
      row[ROW.local] as number,
      direction === DIRECTION.packet && !isOpen ? DIRECTION.sure : direction,
      row[ROW.utc] as number,
      row[ROW.action] === ACTION.stealth ? 1 : 0,
      evidence,
      host,
    )
    let place = table.place(key)
    if (place < 0) {
      if (isOpen) flushOpen()
      else flushSure()
      place = table.place(key)
    }
    const time = row[ROW.time] as number
    table.add(place, isNew ? 1 : 0, isDrop ? 1 : 0, time, time, row[ROW.origin] as number)
    recent.setNote(noteOf(isOpen, place))
  }

  /** Where a conversation is counted, and before which emptying of that table: 17 bits, one, and 12. */
  const noteOf = (isOpen: boolean, place: number): number =>
    ((isOpen ? openings : closings) << 18) | (isOpen ? 131_072 : 0) | place

  /** A row that only repeats brings its time. False where its record is held against the flows already. */
  const again = (time: number): boolean => {
    const note = recent.note()
    const isOpen = (note & 131_072) !== 0
    if (note >>> 18 !== (isOpen ? openings : closings)) return false
    if (time === 0) return true
    const table = isOpen ? open : sure
    const place = note & 131_071
    if (time > (table.words[place * RECORD_LENGTH + COUNTED.last] as number))
      table.words[place * RECORD_LENGTH + COUNTED.last] = time
    if (time < (table.words[place * RECORD_LENGTH + COUNTED.first] as number))
      table.words[place * RECORD_LENGTH + COUNTED.first] = time
    return true
  }

  const openFile = (path: string, format: string): FileCounter => {
    const span = timeSpan()
    const stats = { lines: 0, skipped: 0, duplicates: 0, other: 0, before: 0, lost: 0 }
    const own = listeners()
    const locals = new Set<Address>()
    const names = new Map<string, Party | null>()
    /** Whose log it is, as it was told or says itself; what it says may change from row to row. */
    let host = givenHost
    /** Whose log it seems to be, by an address in it. */
    let seeming: Party | null = null
    let looked = 0
    let another: string | null = null
    const ownEnds = localEnds()
    const isList = format === 'netstat' || format === 'connections'
    let lastLocal = 0
    let lastNetwork = 0

    const hostOf = (name: string): Party | null => {
      let party = names.get(name)
      if (party === undefined) {
        const wanted = name.toLowerCase()
        const short = wanted.split('.')[0] as string
        const alike = hosts.filter((one) => one.name.split('.')[0] === short)
        party = hosts.find((one) => one.name === wanted) ?? (alike.length === 1 ? (alike[0] as Party) : null)
        if (names.size < LOOK) names.set(name, party)
      }
      return party
    }

    const ownAddress = (party: Party, like: Address): Address | undefined =>
      typeof like === 'number' ? party.addresses.v4[0]?.first : party.addresses.v6[0]?.first

    /** The computer's own end stands at an address that the estate knows it by, where that can be. */
    const localise = (): void => {
      const local = row[ROW.local] as number
      if (local !== LOCAL.from && local !== LOCAL.to) return
      const at = local === LOCAL.from ? ROW.from : ROW.to
      if (host === null) {
        if (looked >= LOOK || seeming !== null) return
        looked++
        seeming = placeOf(addressOf(row, at)).host
        return
      }
      const word = ownEnds.find(host, row, at)
      if (word >= 0) {
        ownEnds.put(word, row, at)
        return
      }
      const place = placeOf(addressOf(row, at))
      if (place.host !== null && place.host !== host && place.host.host?.members?.includes(host.name) !== true)
        another = place.host.name
      const isStrange = place.host === null && place.kind === 'plain'
      const other = local === LOCAL.from ? ROW.to : ROW.from
      // The documentation's way to write an inbound event: the computer itself is the source.
      if (isStrange && local === LOCAL.to && placeOf(addressOf(row, other)).host === host) turnEnds()
      else ownEnds.keep(host, row, at, isStrange ? ownAddress(host, place.address) : undefined)
    }

    /** Of ICMP the type stays where it is. */
    const turnEnds = (): void => {
      const isIcmp = row[ROW.protocol] === ICMP4 || row[ROW.protocol] === ICMP6
      const type = row[ROW.toPort] as number
      turnRow(row)
      row[ROW.local] = LOCAL.to
      if (!isIcmp) return
      row[ROW.fromPort] = 0
      row[ROW.toPort] = type
    }

    /** The addresses of the computer whose list it is; the same one comes again and again. */
    const noteLocal = (): void => {
      const at = row[ROW.local] === LOCAL.to ? ROW.to : ROW.from
      if (row[at + 3] === lastLocal && row[at + 1] === lastNetwork) return
      lastLocal = row[at + 3] as number
      lastNetwork = row[at + 1] as number
      if (locals.size < LOOK) locals.add(addressOf(row, at))
    }

    /** Where the list itself said before that somebody listens on the own port, and no list that the other end does, that decides. */
    const fromListener = (): number => {
      if (row[ROW.direction] !== DIRECTION.unknown || row[ROW.local] !== LOCAL.from) return 0
      const protocol = row[ROW.protocol] as number
      if (!own.has(protocol, row[ROW.fromPort] as number)) return 0
      const there = listening.size === 0 ? undefined : listening.get(addressOf(row, ROW.to))
      if (there?.has(protocol, row[ROW.toPort] as number) === true) return 0
      turnRow(row)
      row[ROW.direction] = DIRECTION.sure
      return EVIDENCE.indexOf('listener')
    }

    const isForMany = (): boolean =>
      ((row[ROW.to + 3] as number) & 255) === 255 ||
      (row[ROW.to + 2] === 0xffff && (row[ROW.to + 3] as number) >= 0xe000_0000) ||
      (row[ROW.to] as number) >>> 24 === 255

    const sink: LogSink = {
      row,
      packets: () => {
        stats.lines++
        const time = row[ROW.time] as number
        if (time !== 0) {
          if (since !== null && time < since) {
            stats.before++
            return
          }
          widen(span, time, time, row[ROW.utc] === 1)
        }
        if (isList) noteLocal()
        localise()
        const evidence = isList ? fromListener() : 0
        hashConversation(row, hash)
        const isDrop = (row[ROW.action] as number) >= ACTION.dropped
        const state = recent.see(hash.low, hash.high, isDrop)
        if (state !== SEEN.new) stats.duplicates++
        if (state === SEEN.again && again(time)) return
        if (state !== SEEN.new && row[ROW.direction] === DIRECTION.late) return
        const owner = host ?? seeming
        const number = owner !== null && row[ROW.local] === LOCAL.to && isForMany() ? (hostIndex.get(owner) ?? 0) : 0
        count(state === SEEN.new, isDrop && state !== SEEN.again, number, evidence)
      },
      listener: () => {
        stats.lines++
        stats.other++
        const address = addressOf(row, ROW.to)
        const { kind } = placeOf(address)
        if (kind === 'loopback') return
        own.add(row[ROW.protocol] as number, row[ROW.toPort] as number)
        if (kind === 'plain' && locals.size < LOOK) locals.add(address)
      },
      other: () => {
        stats.lines++
        stats.other++
      },
      lost: (events) => {
        stats.lines++
        stats.other++
        stats.lost += events
      },
      damaged: () => {
        stats.lines++
        stats.skipped++
      },
      host: (name) => {
        if (givenHost === null) host = hostOf(name)
      },
      origin: (name) => {
        let number = originNumbers.get(name)
        if (number === undefined) {
          if (origins.length > LOOK) return 0
          number = origins.push(name) - 1
          originNumbers.set(name, number)
        }
        return number
      },
    }

    const end = (fault: string | null): LogFile => {
      if (!own.isEmpty()) {
        const owner = host ?? seeming
        const more = owner === null ? [] : [...owner.addresses.v4, ...owner.addresses.v6].map(({ first }) => first)
        for (const address of [...locals, ...more]) listening.set(address, own)
        if (owner !== null) logged.add(owner)
        // These listeners are those of this list: what is open is decided before the next file.
        flushOpen()
      }
      const file = { path, format, ...stats, ...spanTexts(span), fault }
      files.push(file)
      return file
    }
    return { sink, rows: () => stats.lines, another: () => another, end }
  }

  const isLogged = (party: Party): boolean =>
    logged.has(party) ||
    (party.host?.members ?? []).some((name) => hosts.some((one) => one.name === name && logged.has(one)))

  const finish = (): Traffic => {
    flushOpen()
    flushSure()
    const items = uncoveredItems(uncovered, {
      ...input,
      cover,
      placeOf,
      listenersAt,
      origins,
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

  return { open: openFile, finish, knowsSomebody: () => givenHost !== null || knowsSomebody() }
}
