// SPDX-License-Identifier: MIT
import { DIRECTION } from './log-row.ts'

/** What the flags of a dropped TCP packet say: only one that opens a connection has SYN alone; rows without flags do not say. */
export const dropDirection = (bytes: Uint8Array, start: number, end: number): number => {
  if (end === start || (end - start === 1 && bytes[start] === 45)) return DIRECTION.sure
  let syn = false
  let ack = false
  for (let at = start; at < end; at++) {
    if (bytes[at] === 83) syn = true
    else if (bytes[at] === 65 || bytes[at] === 82) ack = true
  }
  return syn && !ack ? DIRECTION.sure : DIRECTION.late
}
