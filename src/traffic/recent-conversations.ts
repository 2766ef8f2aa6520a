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
}

/** A generation holds as many as this; the last one and the one before it are known. */
export const GENERATION = 16_384

/** Power of two, twice as many places as conversations: chains stay short. */
const PLACES = GENERATION * 2
const MASK = PLACES - 1
/** Words of a place: both halves of the hash, the note, and one that keeps a place in one line of the processor's cache. */
const WORDS = 4

export const recentConversations = (): RecentConversations => {
  let table = new Int32Array(PLACES * WORDS)
  let old = new Int32Array(PLACES * WORDS)
  let count = 0
  let last = 0

  const put = (at: number, low: number, high: number, note: number): void => {
    table[at] = low
    table[at + 1] = high
    table[at + 2] = note
    last = at
    count++
  }

  return {
    note: () => table[last + 2] as number,
    setNote: (note) => {
      table[last + 2] = note
    },
    see: (givenLow, givenHigh, isDropped) => {
      if (count >= GENERATION) {
        const free = old
        old = table
        table = free.fill(0)
        count = 0
      }
      // The lowest bit of the upper half says whether a dropped packet was seen; a place with zero is free.
      const low = givenLow | 0 || 1
      const high = givenHigh & ~1
      let place = low & MASK
      while (table[place * WORDS] !== 0) {
        const at = place * WORDS
        const held = table[at + 1] as number
        if (table[at] === low && (held & ~1) === high) {
          last = at
          if (!isDropped || (held & 1) === 1) return SEEN.again
          table[at + 1] = held | 1
          return SEEN.nowDropped
        }
        place = (place + 1) & MASK
      }
      for (let before = low & MASK; old[before * WORDS] !== 0; before = (before + 1) & MASK) {
        const held = old[before * WORDS + 1] as number
        if (old[before * WORDS] !== low || (held & ~1) !== high) continue
        const wasDropped = (held & 1) === 1
        put(place * WORDS, low, wasDropped || isDropped ? high | 1 : high, old[before * WORDS + 2] as number)
        return isDropped && !wasDropped ? SEEN.nowDropped : SEEN.again
      }
      put(place * WORDS, low, isDropped ? high | 1 : high, 0)
      return SEEN.new
    },
  }
}
