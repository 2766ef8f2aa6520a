// SPDX-License-Identifier: MIT

/*
 * What a reader said of some rows, in numbers: a word that says what was said, and words behind it. Constants that stand first
 * in a file without imports are written by the bundler where they are used.
 */
export const PACKETS = 0
export const AGAIN = 1
export const LISTENER = 2
export const OTHER = 3
export const LOST = 4
export const DAMAGED = 5
export const HOST = 6

/** In the first word: what was said; of packets what their row says beside ends and time, of others how often or which. */
export const SAID_BITS = 7
export const PROTOCOL_AT = 3
export const ACTION_AT = 11
export const DIRECTION_AT = 13
export const LOCAL_AT = 15
export const UTC_AT = 17
export const COUNT_AT = 3
/** So many of one kind stand in one word. */
export const MOST_COUNTED = 0x1fff_ffff

/** Words of packets: the first, both addresses, both ports, the time, and what dropped them. */
export const PACKET_WORDS = 5
export const LISTENER_WORDS = 3

/** Rows whose addresses are numbers of one book. */
export interface RowTape {
  readonly words: Uint32Array
  /** Four words an address. */
  readonly addresses: Uint32Array<ArrayBuffer>
}

/** What a reader said of a part of a log. */
export interface PartRows {
  readonly tapes: readonly RowTape[]
  /** What dropped packets, from 1. */
  readonly origins: readonly string[]
  readonly hosts: readonly string[]
  /** Lines that bring a new reader to where this one stopped. */
  readonly head: readonly string[]
}
