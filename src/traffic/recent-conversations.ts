// SPDX-License-Identifier: MIT

/** What is known of a conversation that a row tells of. */
export const SEEN = {
  new: 0,
  again: 1,
  /** Told of before, but not yet that it was dropped. */
  nowDropped: 2,
} as const

/** Remembers the last conversations by a hash of 63 bits of each, with a note to each; the oldest are forgotten. */
export interface RecentConversations {
  readonly see: (low: number, high: number, isDropped: boolean) => number
  /** The note to the conversation that was seen last; 0 where none was made. */
  readonly note: () => number
  readonly setNote: (note: number) => void
  /** Whether the next conversation begins a generation. */
  readonly isFull: () => boolean
}

/** A generation holds as many as this; the last one and the one before it are known. */
export const GENERATION = 16_384

/** Four places each, twice as many as conversations: most have room. */
const BUCKETS = (GENERATION * 2) / 4
const MASK = BUCKETS - 1
/** Words of a place: both halves of the hash and the note; one more, so that a place lies in one line of the processor's cache. */
const WORDS = 4

/**
 * Most conversations are new. To know that, a word is read of each generation: four tags, a byte of the hash of each
 * conversation in a bucket, 0 where its place is free. What a bucket has no room for stands in the next.
 */
export const recentConversations = (): RecentConversations => {
  const tags = new Int32Array(2 * BUCKETS)
  const words = new Int32Array(2 * BUCKETS * 4 * WORDS)
  /** Where the buckets of the present generation begin; those of the one before are the other half. */
  let base = 0
  let count = 0
  let last = 0

  /** The word of a conversation; -1 - the bucket where it would stand, where it is new. */
  const seek = (half: number, low: number, high: number): number => {
    const tag = Math.imul(low >>> 24 || 1, 0x01010101)
    for (let bucket = low & MASK; ; bucket = (bucket + 1) & MASK) {
      const four = tags[half | bucket] as number
      const other = four ^ tag
      // The lowest of these bits is right whatever stands above it; the others are looked at for nothing.
      for (let found = (other - 0x01010101) & ~other & 0x80808080; found !== 0; found &= found - 1) {
        const at = (((half | bucket) << 2) + ((31 - Math.clz32(found & -found)) >>> 3)) * WORDS
        if (words[at] === low && ((words[at + 1] as number) & ~1) === high) return at
      }
      if (four >>> 24 === 0) return -1 - bucket
    }
  }
  const put = (bucket: number, low: number, high: number, note: number): void => {
    const four = tags[base | bucket] as number
    const used = 4 - (Math.clz32(four) >>> 3)
    tags[base | bucket] = four | ((low >>> 24 || 1) << (8 * used))
    last = (((base | bucket) << 2) + used) * WORDS
    words[last] = low
    words[last + 1] = high
    words[last + 2] = note
    count++
  }

  return {
    note: () => words[last + 2] as number,
    setNote: (note) => {
      words[last + 2] = note
    },
    isFull: () => count >= GENERATION,
    see: (low, givenHigh, isDropped) => {
      if (count >= GENERATION) {
        base ^= BUCKETS
        tags.fill(0, base, base + BUCKETS)
        count = 0
      }
      // The lowest bit of the upper half says whether a dropped packet was seen.
      const high = givenHigh & ~1
      const drop = isDropped ? 1 : 0
      const at = seek(base, low, high)
      if (at >= 0) {
        last = at
        if (drop <= ((words[at + 1] as number) & 1)) return SEEN.again
        words[at + 1] = high | 1
        return SEEN.nowDropped
      }
      const before = seek(base ^ BUCKETS, low, high)
      if (before < 0) {
        put(-1 - at, low, high | drop, 0)
        return SEEN.new
      }
      const dropped = (words[before + 1] as number) & 1
      put(-1 - at, low, high | dropped | drop, words[before + 2] as number)
      return drop > dropped ? SEEN.nowDropped : SEEN.again
    },
  }
}
