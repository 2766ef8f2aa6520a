// SPDX-License-Identifier: MIT

/**
 * The checksum of a block: the 32-bit words, lowest byte first, taken together by exclusive or. The bytes that are left
 * over at the end count with the highest first.
 */
export const cabinetChecksum = (bytes: Uint8Array, seed = 0): number => {
  let sum = seed
  const whole = bytes.length - (bytes.length % 4)
  const at = (index: number): number => bytes[index] as number
  for (let index = 0; index < whole; index += 4)
    sum ^= at(index) | (at(index + 1) << 8) | (at(index + 2) << 16) | (at(index + 3) << 24)
  let rest = 0
  for (let index = whole; index < bytes.length; index += 1) rest = (rest << 8) | at(index)
  return (sum ^ rest) >>> 0
}
