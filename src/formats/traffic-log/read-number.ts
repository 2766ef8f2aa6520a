// SPDX-License-Identifier: MIT

/** A whole number up to 4,294,967,295 that fills the piece; -1 for anything else. */
export const readNumber = (bytes: Uint8Array, start: number, end: number): number => {
  if (start >= end || end - start > 10) return -1
  let value = 0
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] as number) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value <= 0xffff_ffff ? value : -1
}

/** A port, 0 included; -1 for anything else. */
export const readPort = (bytes: Uint8Array, start: number, end: number): number => {
  const value = readNumber(bytes, start, end)
  return value <= 65535 ? value : -1
}
