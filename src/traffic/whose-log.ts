// SPDX-License-Identifier: MIT
import type { Party } from '../flows/party.ts'
import type { AddressBook } from '../formats/traffic-log/address-book.ts'
import { turnRow } from '../formats/traffic-log/connection-row.ts'
import { ICMP4, ICMP6, LOCAL, type LogRow, ROW } from '../formats/traffic-log/log-row.ts'
import { localEnds } from './local-ends.ts'
import type { Place } from './place.ts'
import { putAddress } from './words-address.ts'

/** Rows that are looked at to find out whose log it is, and names of computers that are remembered. */
const LOOK = 4096

/** Whose log it is, as it was told or says itself; what it says may change from row to row. */
export interface WhoseLog {
  /** The next rows come from a computer of this name. */
  readonly named: (name: string) => void
  /** Puts the computer's own end at an address that the estate knows it by, where that can be. */
  readonly localise: () => void
  /** Whether another row can say nothing more of it. */
  readonly isFound: () => boolean
  /** Null where nobody knows. */
  readonly owner: () => Party | null
  /** Another host of the estate whose log it seems to be, where `--host` said whose; else null. */
  readonly another: () => string | null
}

/** Of ICMP the type stays where it is. */
const turnEnds = (row: LogRow): void => {
  const isIcmp = row[ROW.protocol] === ICMP4 || row[ROW.protocol] === ICMP6
  const type = row[ROW.toPort] as number
  turnRow(row)
  row[ROW.local] = LOCAL.to
  if (!isIcmp) return
  row[ROW.fromPort] = 0
  row[ROW.toPort] = type
}

export const whoseLog = (
  row: LogRow,
  book: AddressBook,
  placeAt: (address: number) => Place,
  hosts: readonly Party[],
  given: Party | null,
): WhoseLog => {
  const names = new Map<string, Party | null>()
  const ends = localEnds()
  const words = new Uint32Array(4)
  let host = given
  /** By an address in it. */
  let seeming: Party | null = null
  let looked = 0
  let another: string | null = null

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

  /** The number of an address of a host in the family of another address; that one's where it has none. */
  const ownOr = (party: Party, address: number): number => {
    const own = book.isV4(address) ? party.addresses.v4[0]?.first : party.addresses.v6[0]?.first
    if (own === undefined) return address
    putAddress(words, 0, own)
    return book.add(words, 0)
  }

  const localise = (): void => {
    const local = row[ROW.local] as number
    if (local !== LOCAL.from && local !== LOCAL.to) return
    const at = local === LOCAL.from ? ROW.from : ROW.to
    const address = row[at] as number
    if (host === null) {
      if (looked >= LOOK || seeming !== null) return
      looked++
      seeming = placeAt(address).host
      return
    }
    const known = ends.find(host, address, book.epoch())
    if (known >= 0) {
      row[at] = known
      return
    }
    const place = placeAt(address)
    if (place.host !== null && place.host !== host && place.host.host?.members?.includes(host.name) !== true)
      another = place.host.name
    const isStrange = place.host === null && place.kind === 'plain'
    const other = row[local === LOCAL.from ? ROW.to : ROW.from] as number
    // The documentation's way to write an inbound event: the computer itself is the source.
    if (isStrange && local === LOCAL.to && placeAt(other).host === host) {
      turnEnds(row)
      return
    }
    row[at] = isStrange ? ownOr(host, address) : address
    ends.keep(host, address, book.epoch(), row[at] as number)
  }

  return {
    localise,
    named: (name) => {
      if (given === null) host = hostOf(name)
    },
    isFound: () => host !== null || seeming !== null || looked >= LOOK,
    owner: () => host ?? seeming,
    another: () => another,
  }
}
