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
/** Words of a conversation: both halves of its hash and its note. */
const WORDS = 3

/**
 * Most conversations are new. To know that, a word is read of each generation: four tags, a byte of the hash of each
 * conversation in a bucket, 0 where its place is free. What a bucket has no room for stands in the next. The conversations
 * themselves stand one behind the other as they came, so that little memory is touched that lies far from the processor.
 */
export const recentConversations = (): RecentConversations => {
  const tags = new Int32Array(2 * BUCKETS)
  /** Which conversation of its generation each tag is of. */
  const numbers = new Uint16Array(2 * BUCKETS * 4)
  const words = new Int32Array(2 * GENERATION * WORDS)
  /** Which half of all that the present generation has; the one before has the other. */
  let half = 0
  let count = 0
  let last = 0

  /** The words of a conversation in a half; -1 - the bucket where it would stand, where it is new. */
  const seek = (where: number, low: number, high: number): number => {
    const tag = Math.imul(low >>> 24 || 1, 0x01010101)
    // What was looked at for nothing may be a place that is free, with the number of a conversation that is forgotten.
    const known = where === half ? count : GENERATION
    for (let bucket = low & MASK; ; bucket = (bucket + 1) & MASK) {
      const place = where * BUCKETS + bucket
      const four = tags[place] as number
      const other = four ^ tag
      // The lowest of these bits is right whatever stands above it; the others are looked at for nothing.
      for (let found = (other - 0x01010101) & ~other & 0x80808080; found !== 0; found &= found - 1) {
        const number = numbers[place * 4 + ((31 - Math.clz32(found & -found)) >>> 3)] as number
        const at = (where * GENERATION + number) * WORDS
        if (words[at] === low && ((words[at + 1] as number) & ~1) === high && number < known) return at
      }
      if (four >>> 24 === 0) return -1 - bucket
    }
  }
  const put = (bucket: number, low: number, high: number, note: number): void => {
    const place = half * BUCKETS + bucket
    const four = tags[place] as number
    const used = 4 - (Math.clz32(four) >>> 3)
    tags[place] = four | ((low >>> 24 || 1) << (8 * used))
    numbers[place * 4 + used] = count
    last = (half * GENERATION + count) * WORDS
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
        half ^= 1
        tags.fill(0, half * BUCKETS, (half + 1) * BUCKETS)
        count = 0
      }
      // The lowest bit of the upper half says whether a dropped packet was seen.
      const high = givenHigh & ~1
      const drop = isDropped ? 1 : 0
      const at = seek(half, low, high)
      if (at >= 0) {
        last = at
        if (drop <= ((words[at + 1] as number) & 1)) return SEEN.again
        words[at + 1] = high | 1
        return SEEN.nowDropped
      }
      const before = seek(half ^ 1, low, high)
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
