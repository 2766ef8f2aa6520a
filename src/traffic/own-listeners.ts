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
  TCP,
  TO_HERE,
  UDP,
} from '../formats/traffic-log/log-row.ts'
import { type Listeners, listeners } from './listeners.ts'
import type { Place } from './place.ts'
import { EVIDENCE } from './traffic.ts'
import type { Address } from './words-address.ts'

/** Addresses of one computer that are remembered. */
const MOST_ADDRESSES = 4096

/** Every computer that runs Windows listens here, at every address: the endpoint mapper of RPC. */
const ENDPOINT_MAPPER = 135

/** Who listens where, as lists of connections say it. */
export interface Listening {
  readonly at: Map<Address, Listeners>
  /** Hosts of the estate whose lists were read. */
  readonly of: Map<Party, Listeners>
}

export const nobodyListening = (): Listening => ({ at: new Map(), of: new Map() })

/** What a list of connections says about the computer whose it is. */
export interface OwnListeners {
  /** The next rows are those of another file. */
  readonly begin: () => void
  /**
   * Somebody listens at `to` of the row. Events tell who began to, and are no list. A list is a whole one where the endpoint
   * mapper and somebody else listen at every address, and one of UDP alone where two do: what somebody filtered by an address
   * or a port hardly has both.
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
  placeOf: (address: Address) => Place,
  listening: Listening,
): OwnListeners => {
  /** Those of the file; who listens where keeps them behind its end. */
  let own = listeners()
  const locals = new Set<Address>()
  /** Ports of a list on which somebody listens at every address, as many as it takes. */
  const everywhere = { tcp: new Set<number>(), udp: new Set<number>() }
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
    if (listening.at.size === 0) return null
    refresh()
    let other = others[address]
    if (other === undefined) {
      other = listening.at.get(placeAt(address).address) ?? null
      others[address] = other
    }
    return other
  }

  const closeWhole = (): void => {
    const { tcp, udp } = everywhere
    const isWhole = tcp.has(ENDPOINT_MAPPER) && tcp.size > 1
    if (isWhole) own.close(TCP)
    if (udp.size > 0 && (isWhole || (tcp.size === 0 && udp.size > 1))) own.close(UDP)
  }

  return {
    begin: () => {
      own = listeners()
      locals.clear()
      everywhere.tcp.clear()
      everywhere.udp.clear()
      others = []
      noted = []
    },
    add: (isList) => {
      const { kind, address } = placeAt(row[AT_TO] as number)
      if (kind === 'loopback') return
      const [protocol, port] = [row[AT_PROTOCOL] as number, row[AT_TO_PORT] as number]
      const ports = protocol === TCP ? everywhere.tcp : everywhere.udp
      if (isList && kind === 'unspecified' && (ports.size < 2 || port === ENDPOINT_MAPPER)) ports.add(port)
      own.add(protocol, port)
      if (kind === 'plain' && locals.size < MOST_ADDRESSES) locals.add(address)
    },
    noteLocal: () => {
      refresh()
      const local = row[row[AT_LOCAL] === TO_HERE ? AT_TO : AT_FROM] as number
      if (noted[local] === true) return
      noted[local] = true
      const { kind, address } = placeAt(local)
      // Others have their own loopback and link-local addresses, the very same.
      if (kind === 'plain' && locals.size < MOST_ADDRESSES) locals.add(address)
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
      closeWhole()
      // A name with members is several computers.
      const computer = owner?.without === 'served-by-members' ? null : owner
      const known = computer === null ? undefined : listening.of.get(computer)
      if (computer !== null) listening.of.set(computer, own)
      if (known !== undefined) {
        own.join(known)
        for (const [address, theirs] of listening.at) if (theirs === known) listening.at.set(address, own)
      }
      const more = owner === null ? [] : [...owner.addresses.v4, ...owner.addresses.v6].map(({ first }) => first)
      for (const address of new Set([...locals, ...more])) {
        const theirs = listening.at.get(address)
        const { host } = placeOf(address)
        // Somebody else may have the address too: a cluster's, a bridge's of virtual machines.
        const isShared = theirs !== undefined && theirs !== own
        const isOthers = host !== null && host !== computer
        listening.at.set(address, isShared ? own.shared(theirs) : isOthers ? own.shared(null) : own)
      }
      return true
    },
  }
}
