// SPDX-License-Identifier: MIT

/*
 * Where things stand in a row, as plain numbers for what is done with each row: constants that stand first in a file without
 * imports are written by the bundler where they are used.
 */
export const AT_FROM = 0
export const AT_TO = 1
export const AT_FROM_PORT = 2
export const AT_TO_PORT = 3
export const AT_TIME = 4
export const AT_PROTOCOL = 5
export const AT_ACTION = 6
export const AT_DIRECTION = 7
export const AT_LOCAL = 8
export const AT_UTC = 9
export const AT_ORIGIN = 10
export const ROW_LENGTH = 11

export const TCP = 6
export const UDP = 17
export const ICMP4 = 1
export const ICMP6 = 58

/** An ICMP type that the row leaves out. */
export const NO_TYPE = 256

/** Two ends, nothing more: nobody knows who called. */
export const NOBODY_KNOWS = 0
/** The source called. */
export const SURE = 1
/** The source sent this packet; it may be an answer. */
export const A_PACKET = 2
/** A packet in the middle of a connection that nobody remembers. */
export const LATE = 3
/** The lowest action that is a drop. */
export const DROPPED = 2
/** Dropped since nobody listens there, as the log itself says. */
export const STEALTH = 3
/** The computer that wrote the log is the source. */
export const FROM_HERE = 1
/** The computer that wrote the log is the destination. */
export const TO_HERE = 2

/**
 * One row of a log as numbers. It is filled anew for each row: gigabytes are read without making an object or a text for
 * one. Addresses are numbers of an address book. Of ICMP the type stands in `toPort`.
 */
export type LogRow = Uint32Array

export const ROW = {
  /** Whom the row names as the source. */
  from: AT_FROM,
  to: AT_TO,
  fromPort: AT_FROM_PORT,
  toPort: AT_TO_PORT,
  /** Seconds since 1970 as the clock of the log shows them; 0 where the row has no time. */
  time: AT_TIME,
  /** As IANA numbers them. */
  protocol: AT_PROTOCOL,
  action: AT_ACTION,
  direction: AT_DIRECTION,
  /** Which end is the computer that wrote the log. */
  local: AT_LOCAL,
  /** 1 where that clock is UTC. */
  utc: AT_UTC,
  /** What dropped the packet, as `LogSink.origin` numbers it; 0 where the log does not say. */
  origin: AT_ORIGIN,
} as const

export const ACTION = { passed: 1, dropped: DROPPED, stealth: STEALTH } as const

/** What a row says of who called. */
export const DIRECTION = { unknown: NOBODY_KNOWS, sure: SURE, packet: A_PACKET, late: LATE } as const

export const LOCAL = { unknown: 0, from: FROM_HERE, to: TO_HERE, both: 3 } as const

export const logRow = (): LogRow => new Uint32Array(ROW_LENGTH)
