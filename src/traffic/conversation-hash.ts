// SPDX-License-Identifier: MIT

/** Two halves of a hash of a conversation, the same whichever end a row names first. */
export interface ConversationHash {
  low: number
  high: number
}

const endOf = (mix: number, port: number, by: number): number => {
  let end = Math.imul(mix ^ Math.imul(port + 1, by), 0x9e3779b1)
  end ^= end >>> 15
  end = Math.imul(end, 0x85ebca6b)
  return end ^ (end >>> 13)
}

/**
 * Written into `out`, so that nothing is made for a row. `mixes` are those of an address book: the hash follows from the
 * addresses, not from their numbers.
 */
export const hashConversation = (
  mixes: Int32Array,
  from: number,
  fromPort: number,
  to: number,
  toPort: number,
  protocol: number,
  out: ConversationHash,
): void => {
  out.low =
    (endOf(mixes[from * 2] as number, fromPort, 0xc2b2ae35) +
      endOf(mixes[to * 2] as number, toPort, 0xc2b2ae35) +
      Math.imul(protocol, 0x9e3779b1)) |
    0
  out.high =
    (endOf(mixes[from * 2 + 1] as number, fromPort, 0x27d4eb2f) +
      endOf(mixes[to * 2 + 1] as number, toPort, 0x27d4eb2f) +
      protocol) |
    0
}
