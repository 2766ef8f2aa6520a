// SPDX-License-Identifier: MIT
import { TCP } from '../formats/traffic-log/log-row.ts'

/** The TCP and UDP ports on which one computer listens. */
export interface Listeners {
  readonly add: (protocol: number, port: number) => void
  readonly has: (protocol: number, port: number) => boolean
  /** The same; null where no listener of that protocol is known, so that none says nothing. */
  readonly listens: (protocol: number, port: number) => boolean | null
  readonly isEmpty: () => boolean
}

export const listeners = (): Listeners => {
  const bits = new Uint8Array(16_384)
  const counts = new Map<number, number>()
  const place = (protocol: number, port: number): number => (protocol === TCP ? 0 : 65_536) + port
  const has = (protocol: number, port: number): boolean => {
    const at = place(protocol, port)
    return (((bits[at >>> 3] as number) >>> (at & 7)) & 1) === 1
  }
  return {
    has,
    listens: (protocol, port) => (counts.has(protocol) ? has(protocol, port) : null),
    add: (protocol, port) => {
      if (has(protocol, port)) return
      const at = place(protocol, port)
      bits[at >>> 3] = (bits[at >>> 3] as number) | (1 << (at & 7))
      counts.set(protocol, (counts.get(protocol) ?? 0) + 1)
    },
    isEmpty: () => counts.size === 0,
  }
}
