// SPDX-License-Identifier: MIT
import { TCP } from '../formats/traffic-log/log-row.ts'

/** The TCP and UDP ports on which one computer listens. */
export interface Listeners {
  readonly add: (protocol: number, port: number) => void
  readonly has: (protocol: number, port: number) => boolean
  /** All listeners of a protocol are among them. */
  readonly close: (protocol: number) => void
  /** Null where nobody knows: not among them, and there may be others. */
  readonly listens: (protocol: number, port: number) => boolean | null
  /** Adds those that another list has of the same computer. */
  readonly join: (other: Listeners) => void
  /** Those of either at an address that two computers have: all are known where both lists have all, or none of them. */
  readonly shared: (other: Listeners | null) => Listeners
  readonly isEmpty: () => boolean
  readonly bits: Uint8Array
  /** Protocols whose listeners are all there. */
  readonly closed: ReadonlySet<number>
}

const addBits = (bits: Uint8Array, more: Uint8Array): void => {
  for (let at = 0; at < bits.length; at++) bits[at] = (bits[at] as number) | (more[at] as number)
}

export const listeners = (known: Uint8Array = new Uint8Array(16_384), all: Iterable<number> = []): Listeners => {
  const bits = known.slice()
  const closed = new Set(all)
  let isEmpty = bits.every((byte) => byte === 0)
  const place = (protocol: number, port: number): number => (protocol === TCP ? 0 : 65_536) + port
  const has = (protocol: number, port: number): boolean => {
    const at = place(protocol, port)
    return (((bits[at >>> 3] as number) >>> (at & 7)) & 1) === 1
  }
  return {
    bits,
    closed,
    has,
    add: (protocol, port) => {
      const at = place(protocol, port)
      bits[at >>> 3] = (bits[at >>> 3] as number) | (1 << (at & 7))
      isEmpty = false
    },
    close: (protocol) => void closed.add(protocol),
    listens: (protocol, port) => has(protocol, port) || (closed.has(protocol) ? false : null),
    join: (other) => {
      addBits(bits, other.bits)
      for (const protocol of other.closed) closed.add(protocol)
      isEmpty = isEmpty && other.isEmpty()
    },
    shared: (other) => {
      const both = bits.slice()
      if (other === null) return listeners(both)
      addBits(both, other.bits)
      return listeners(
        both,
        [...closed].filter((protocol) => other.closed.has(protocol)),
      )
    },
    isEmpty: () => isEmpty,
  }
}
