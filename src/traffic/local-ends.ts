// SPDX-License-Identifier: MIT
import type { Party } from '../flows/party.ts'

/**
 * Remembers under which address a computer's own end stands, as a log writes it: it is the same few in every row. Addresses are
 * numbers of a book, and are forgotten with it.
 */
export interface LocalEnds {
  /** What stands for an address of a host; -1 where that is not remembered. */
  readonly find: (host: Party, address: number, epoch: number) => number
  readonly keep: (host: Party, address: number, epoch: number, instead: number) => void
  readonly forget: () => void
}

const PLACES = 64

export const localEnds = (): LocalEnds => {
  const addresses = new Int32Array(PLACES)
  const epochs = new Int32Array(PLACES)
  const instead = new Int32Array(PLACES)
  const hosts: (Party | null)[] = new Array(PLACES).fill(null)
  const placeOf = (address: number): number => address & (PLACES - 1)
  return {
    find: (host, address, epoch) => {
      const place = placeOf(address)
      const isKnown = addresses[place] === address && hosts[place] === host && epochs[place] === epoch
      return isKnown ? (instead[place] as number) : -1
    },
    keep: (host, address, epoch, other) => {
      const place = placeOf(address)
      hosts[place] = host
      addresses[place] = address
      epochs[place] = epoch
      instead[place] = other
    },
    forget: () => void hosts.fill(null),
  }
}
