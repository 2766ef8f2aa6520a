// SPDX-License-Identifier: MIT

/**
 * One row of a log as numbers. It is filled anew for each row: gigabytes are read without making an object or a text for
 * one. Addresses are numbers of an address book. Of ICMP the type stands in `toPort`.
 */
export type LogRow = Uint32Array

/** Where things stand in a row. */
export const ROW = {
  /** Whom the row names as the source. */
  from: 0,
  to: 1,
  fromPort: 2,
  toPort: 3,
  /** Seconds since 1970 as the clock of the log shows them; 0 where the row has no time. */
  time: 4,
  /** As IANA numbers them. */
  protocol: 5,
  action: 6,
  direction: 7,
  /** Which end is the computer that wrote the log. */
  local: 8,
  /** 1 where that clock is UTC. */
  utc: 9,
  /** What dropped the packet, as `LogSink.origin` numbers it; 0 where the log does not say. */
  origin: 10,
} as const

export const ROW_LENGTH = 11

export const TCP = 6
export const UDP = 17
export const ICMP4 = 1
export const ICMP6 = 58

/** An ICMP type that the row leaves out. */
export const NO_TYPE = 256

export const ACTION = {
  passed: 1,
  dropped: 2,
  /** Dropped since nobody listens there, as the log itself says. */
  stealth: 3,
} as const

/** What a row says of who called. */
export const DIRECTION = {
  /** Two ends, nothing more. */
  unknown: 0,
  /** The source called. */
  sure: 1,
  /** The source sent this packet; it may be an answer. */
  packet: 2,
  /** A packet in the middle of a connection that nobody remembers. */
  late: 3,
} as const

export const LOCAL = { unknown: 0, from: 1, to: 2, both: 3 } as const

export const logRow = (): LogRow => new Uint32Array(ROW_LENGTH)
