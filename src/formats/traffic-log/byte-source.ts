// SPDX-License-Identifier: MIT

/** Where the bytes of a log come from, a piece at a time. */
export interface ByteSource {
  /** Fills the buffer from its start; the number of bytes, 0 at the end. */
  readonly read: (into: Buffer) => Promise<number>
}
