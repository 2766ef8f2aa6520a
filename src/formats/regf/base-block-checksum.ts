// SPDX-License-Identifier: MIT
import { CHECKSUM_AT } from './layout.ts'

/** The XOR of the first 127 numbers of the base block; 0 and 0xffffffff are kept for something else. */
export const baseBlockChecksum = (hive: Buffer): number => {
  let sum = 0
  for (let at = 0; at < CHECKSUM_AT; at += 4) sum ^= hive.readUInt32LE(at)
  sum >>>= 0
  return sum === 0xffff_ffff ? 0xffff_fffe : sum === 0 ? 1 : sum
}
