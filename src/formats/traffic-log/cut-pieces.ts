// SPDX-License-Identifier: MIT

/** Cuts bytes that come in chunks into pieces, and hands each over as it comes. */
export interface Cutter {
  readonly push: (chunk: Buffer) => void
  /** What is left at the end is a piece too. */
  readonly end: () => void
}

export type Piece = (bytes: Buffer, start: number, end: number) => void

/** No row of any log is longer; one that is counts as damaged. */
export const LONGEST_PIECE = 1_048_576

/**
 * Keeps the beginning of a piece until its end comes with a later chunk. `endOf` finds the end of the piece that begins at a
 * place, or -1; `run` may read some pieces by itself before. A piece that grows too long is let go, and `tooLong` is told once.
 */
export const cutter = (
  endOf: (bytes: Buffer, from: number) => number,
  piece: Piece,
  tooLong: () => void,
  run: (bytes: Buffer, start: number) => number = (_, start) => start,
): Cutter => {
  let kept: Buffer = Buffer.alloc(0)
  let isLost = false
  /** Hands over what ends in these bytes, and gives where the rest begins. */
  const cut = (bytes: Buffer, from: number): number => {
    let start = from
    for (;;) {
      if (!isLost) start = run(bytes, start)
      const end = endOf(bytes, start)
      if (end < 0) return start
      if (isLost) isLost = false
      else if (end - start > LONGEST_PIECE) tooLong()
      else piece(bytes, start, end)
      start = end
    }
  }
  const keep = (rest: Buffer): void => {
    if (rest.length <= LONGEST_PIECE) {
      kept = Buffer.from(rest)
      return
    }
    if (!isLost) tooLong()
    isLost = true
    kept = Buffer.from(rest.subarray(rest.length - OVERLAP))
  }
  /** Where in a chunk a piece ends that was let go; -1 where it does not end there. */
  const findEnd = (chunk: Buffer): number => {
    const end = endOf(chunk, 0)
    isLost = end < 0
    kept = Buffer.from(chunk.subarray(isLost ? chunk.length - OVERLAP : chunk.length))
    return end
  }
  /** Ends what was kept with the beginning of a chunk; gives where in the chunk to go on, -1 where it does not end there. */
  const finish = (chunk: Buffer, length: number): number => {
    const bytes = Buffer.concat([kept, chunk.subarray(0, length)])
    const read = isLost ? 0 : run(bytes, 0)
    const end = read >= kept.length ? read : endOf(bytes, read)
    if (end < 0) {
      kept = kept.subarray(read)
      if (length < chunk.length) return isLost ? findEnd(chunk) : finish(chunk, chunk.length)
      keep(bytes.subarray(read))
      return -1
    }
    const next = end - kept.length
    if (isLost) isLost = false
    else if (end - read > LONGEST_PIECE) tooLong()
    else if (end > read) piece(bytes, read, end)
    kept = Buffer.alloc(0)
    return next
  }
  return {
    push: (chunk) => {
      const start = kept.length === 0 ? 0 : finish(chunk, Math.min(chunk.length, JOINED))
      // What was kept may have ended before the chunk began, with a piece of it still to come.
      if (start < 0) return
      const rest = chunk.subarray(cut(chunk, start))
      if (rest.length > 0) keep(rest)
    },
    end: () => {
      if (kept.length > 0 && !isLost) piece(kept, 0, kept.length)
      kept = Buffer.alloc(0)
    },
  }
}

/** The end of a piece may be cut in two: so much is kept of one that was let go. */
const OVERLAP = 64
/** Most pieces that two chunks share end here: joining them copies no more. */
const JOINED = 16_384
