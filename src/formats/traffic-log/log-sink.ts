// SPDX-License-Identifier: MIT
import type { AddressBook } from './address-book.ts'
import type { LogRow } from './log-row.ts'
import type { RowShape } from './row-shape.ts'

/** Takes what a reader finds. Each row of a log ends in exactly one of the calls but `host` and `origin`. */
export interface LogSink {
  /** What the numbers of addresses in a row mean. A row that was not handed over yet may be read into it. */
  readonly book: AddressBook
  /** Filled by the reader before `packets` or `listener` is called. */
  readonly row: LogRow
  /** The row tells of packets between two ends. */
  readonly packets: () => void
  /** The row is the one before, to the letter; false where it has to be read and handed over nevertheless. */
  readonly again: () => boolean
  /** Somebody listens at `to` and `toPort` of the row. */
  readonly listener: () => void
  /** The row tells of something else. */
  readonly other: () => void
  /** So many events were lost before they were written. */
  readonly lost: (events: number) => void
  /** The row is damaged. */
  readonly damaged: () => void
  /** The computer that the next rows come from, as the log names it. */
  readonly host: (name: string) => void
  /** The number of what dropped a packet. */
  readonly origin: (name: string) => number
}

/** Reads a log piece by piece: a line, an element or an object. The bytes are the reader's only until it returns. */
export interface LogReader {
  /** The next pieces are those of another file, of which nothing is known; a reader without it knows nothing of any. */
  readonly begin?: () => void
  readonly piece: (bytes: Buffer, start: number, end: number) => void
  /** The shape of a piece that was read as packets, one character a byte; null where it has none that others share. */
  readonly shapeOf?: (piece: string) => RowShape | null
  /** Another value where the log says that shapes mean something else from here on. */
  readonly layout?: () => unknown
  /** Told of the computer that a row comes from. */
  readonly tell?: (bytes: Buffer, start: number, end: number) => void
  /** Reads rows that it can read faster, as many as stand there; gives where it stopped, the start where there is none. */
  readonly run?: (bytes: Buffer, start: number) => number
}

export type OpenLogReader = (sink: LogSink) => LogReader
