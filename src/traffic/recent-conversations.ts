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
export const GENERATION = 131_072

/** Power of two, twice as many places as conversations: chains stay short. */
const PLACES = GENERATION * 2
const MASK = PLACES - 1

export const recentConversations = (): RecentConversations => {
  let lows = new Int32Array(PLACES)
  let highs = new Int32Array(PLACES)
  let notes = new Int32Array(PLACES)
  let oldLows = new Int32Array(PLACES)
  let oldHighs = new Int32Array(PLACES)
  let oldNotes = new Int32Array(PLACES)
  let count = 0
  let last = 0

  const put = (at: number, low: number, high: number, note: number): void => {
    lows[at] = low
    highs[at] = high
    notes[at] = note
    last = at
    count++
  }

  const turn = (): void => {
    const [freeLows, freeHighs, freeNotes] = [oldLows, oldHighs, oldNotes]
    oldLows = lows
    oldHighs = highs
    oldNotes = notes
    lows = freeLows.fill(0)
    highs = freeHighs.fill(0)
    notes = freeNotes
    count = 0
  }

  return {
    note: () => notes[last] as number,
    setNote: (note) => {
      notes[last] = note
    },
    see: (givenLow, givenHigh, isDropped) => {
      if (count >= GENERATION) turn()
      // The lowest bit of the upper half says whether a dropped packet was seen; a place with zero is free.
      const low = givenLow | 0 || 1
      const high = givenHigh & ~1
      let at = low & MASK
      while (lows[at] !== 0) {
        const held = highs[at] as number
        if (lows[at] === low && (held & ~1) === high) {
          last = at
          if (!isDropped || (held & 1) === 1) return SEEN.again
          highs[at] = held | 1
          return SEEN.nowDropped
        }
        at = (at + 1) & MASK
      }
      for (let old = low & MASK; oldLows[old] !== 0; old = (old + 1) & MASK) {
        const held = oldHighs[old] as number
        if (oldLows[old] !== low || (held & ~1) !== high) continue
        const wasDropped = (held & 1) === 1
        put(at, low, wasDropped || isDropped ? high | 1 : high, oldNotes[old] as number)
        return isDropped && !wasDropped ? SEEN.nowDropped : SEEN.again
      }
      put(at, low, isDropped ? high | 1 : high, 0)
      return SEEN.new
    },
  }
}
