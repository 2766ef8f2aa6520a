// SPDX-License-Identifier: MIT
import type { Party } from '../flows/party.ts'
import type { AddressBook } from '../formats/traffic-log/address-book.ts'
import { turnRow } from '../formats/traffic-log/connection-row.ts'
import {
  AT_DIRECTION,
  AT_FROM,
  AT_FROM_PORT,
  AT_LOCAL,
  AT_PROTOCOL,
  AT_TO,
  AT_TO_PORT,
  DIRECTION,
  FROM_HERE,
  type LogRow,
  NOBODY_KNOWS,
  TO_HERE,
} from '../formats/traffic-log/log-row.ts'
import { type Listeners, listeners } from './listeners.ts'
import type { Place } from './place.ts'
import { EVIDENCE } from './traffic.ts'
import type { Address } from './words-address.ts'

/** Addresses of one computer that are remembered. */
const MOST_ADDRESSES = 4096

/** Who listens where, as lists of connections say it, by address. */
export type Listening = Map<Address, Listeners>

/** What a list of connections says about the computer whose it is. */
export interface OwnListeners {
  /**
   * Somebody listens at `to` of the row. A list that has somebody who listens at every address is a whole one: neither events
   * are, which tell who began to, nor what somebody filtered by an address.
   */
  readonly add: (isList: boolean) => void
  /** The addresses of the computer whose list it is. */
  readonly noteLocal: () => void
  /**
   * Where the list itself said before that somebody listens on the own port, and no list that the other end does, that decides
   * who called: the row is turned. Gives what is known of it by which, as a number of EVIDENCE.
   */
  readonly decide: () => number
  /** Says it of all addresses of the computer; false where it has no listeners. */
  readonly tell: (owner: Party | null) => boolean
}

export const ownListeners = (
  row: LogRow,
  book: AddressBook,
  placeAt: (address: number) => Place,
  listening: Listening,
): OwnListeners => {
  const own = listeners()
  const locals = new Set<Address>()
  /** Listeners of other lists at an address, by its number. */
  let others: (Listeners | null | undefined)[] = []
  let noted: (boolean | undefined)[] = []
  let epoch = 0

  const refresh = (): void => {
    if (epoch === book.epoch()) return
    epoch = book.epoch()
    others = []
    noted = []
  }
  const otherAt = (address: number): Listeners | null => {
    if (listening.size === 0) return null
    refresh()
    let other = others[address]
    if (other === undefined) {
      other = listening.get(placeAt(address).address) ?? null
      others[address] = other
    }
    return other
  }

  return {
    add: (isList) => {
      const { kind, address } = placeAt(row[AT_TO] as number)
      if (kind === 'loopback') return
      if (isList && kind === 'unspecified') own.close(row[AT_PROTOCOL] as number)
      own.add(row[AT_PROTOCOL] as number, row[AT_TO_PORT] as number)
      if (kind === 'plain' && locals.size < MOST_ADDRESSES) locals.add(address)
    },
    noteLocal: () => {
      refresh()
      const local = row[row[AT_LOCAL] === TO_HERE ? AT_TO : AT_FROM] as number
      if (noted[local] === true) return
      noted[local] = true
      if (locals.size < MOST_ADDRESSES) locals.add(placeAt(local).address)
    },
    decide: () => {
      if (row[AT_DIRECTION] !== NOBODY_KNOWS || row[AT_LOCAL] !== FROM_HERE) return 0
      const protocol = row[AT_PROTOCOL] as number
      if (!own.has(protocol, row[AT_FROM_PORT] as number)) return 0
      if (otherAt(row[AT_TO] as number)?.has(protocol, row[AT_TO_PORT] as number) === true) return 0
      turnRow(row)
      row[AT_DIRECTION] = DIRECTION.sure
      return EVIDENCE.indexOf('listener')
    },
    tell: (owner) => {
      if (own.isEmpty()) return false
      const more = owner === null ? [] : [...owner.addresses.v4, ...owner.addresses.v6].map(({ first }) => first)
      const addresses = [...locals, ...more]
      for (const other of new Set(addresses.flatMap((address) => listening.get(address) ?? []))) own.join(other)
      for (const address of addresses) listening.set(address, own)
      return true
    },
  }
}
