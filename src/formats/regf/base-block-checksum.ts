// SPDX-License-Identifier: MIT
import { CHECKSUM_AT } from './layout.ts'

/** The XOR of the first 127 numbers of the base block; 0 and 0xffffffff are kept for something else. */
export const baseBlockChecksum = (hive: Buffer): number => {
  // A number of rounds that V8 knows beforehand is written out round by round: seconds of compiling.
  const words = new DataView(hive.buffer, hive.byteOffset, CHECKSUM_AT)
  let sum = 0
  for (let at = 0; at < words.byteLength; at += 4) sum ^= words.getUint32(at, true)
  sum >>>= 0
  return sum === 0xffff_ffff ? 0xffff_fffe : sum === 0 ? 1 : sum
}
