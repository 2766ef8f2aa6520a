// SPDX-License-Identifier: MIT
import { isWord } from './is-word.ts'
import { TCP, UDP } from './log-row.ts'
import { readNumber } from './read-number.ts'

/** A protocol's number, or `tcp` or `udp` as a word; -1 for anything else. */
export const readProtocol = (bytes: Uint8Array, start: number, end: number): number => {
  const number = readNumber(bytes, start, end)
  if (number >= 0) return number <= 255 ? number : -1
  if (isWord(bytes, start, end, 'tcp')) return TCP
  return isWord(bytes, start, end, 'udp') ? UDP : -1
}
