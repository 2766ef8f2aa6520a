// SPDX-License-Identifier: MIT
import type { Party } from '../flows/party.ts'
import type { AddressBook } from '../formats/traffic-log/address-book.ts'
import { turnRow } from '../formats/traffic-log/connection-row.ts'
import {
  AT_FROM,
  AT_FROM_PORT,
  AT_LOCAL,
  AT_PROTOCOL,
  AT_TO,
  AT_TO_PORT,
  FROM_HERE,
  ICMP4,
  ICMP6,
  type LogRow,
  TO_HERE,
} from '../formats/traffic-log/log-row.ts'
import { localEnds } from './local-ends.ts'
import type { Place } from './place.ts'
import { putAddress } from './words-address.ts'

/** Rows that are looked at to find out whose log it is, and names of computers that are remembered. */
const LOOK = 4096

/** Whose log it is, as it was told or says itself; what it says may change from row to row. */
export interface WhoseLog {
  /** The next rows are those of another file. */
  readonly begin: () => void
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
  const isIcmp = row[AT_PROTOCOL] === ICMP4 || row[AT_PROTOCOL] === ICMP6
  const type = row[AT_TO_PORT] as number
  turnRow(row)
  row[AT_LOCAL] = TO_HERE
  if (!isIcmp) return
  row[AT_FROM_PORT] = 0
  row[AT_TO_PORT] = type
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
    const local = row[AT_LOCAL] as number
    if (local !== FROM_HERE && local !== TO_HERE) return
    const at = local === FROM_HERE ? AT_FROM : AT_TO
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
    const other = row[local === FROM_HERE ? AT_TO : AT_FROM] as number
    // The documentation's way to write an inbound event: the computer itself is the source.
    if (isStrange && local === TO_HERE && placeAt(other).host === host) {
      turnEnds(row)
      return
    }
    row[at] = isStrange ? ownOr(host, address) : address
    ends.keep(host, address, book.epoch(), row[at] as number)
  }

  return {
    begin: () => {
      host = given
      seeming = null
      looked = 0
      another = null
      ends.forget()
    },
    localise,
    named: (name) => {
      if (given === null) host = hostOf(name)
    },
    isFound: () => host !== null || seeming !== null || looked >= LOOK,
    owner: () => host ?? seeming,
    another: () => another,
  }
}
