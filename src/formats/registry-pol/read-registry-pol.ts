// SPDX-License-Identifier: MIT
import { POL_HEADER, type PolRecord } from './pol-record.ts'

export interface PolFault {
  /** Byte offset in the file. */
  readonly offset: number
  readonly reason: string
}

export interface PolFile {
  /** Everything before the fault. */
  readonly records: readonly PolRecord[]
  readonly fault: PolFault | null
}

const OPEN = 0x5b
const CLOSE = 0x5d
const SEMICOLON = 0x3b

/**
 * Reads a registry.pol file. Records are read by their lengths, never by looking for separators, since data may hold
 * them. No size is trusted beyond the end of the file, and what is wrong is a fault with its offset.
 */
export const readRegistryPol = (bytes: Uint8Array): PolFile => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const records: PolRecord[] = []
  const fail = (offset: number, reason: string): PolFile => ({ records, fault: { offset, reason } })
  if (POL_HEADER.subarray(0, 4).some((byte, i) => bytes[i] !== byte))
    return fail(0, 'not a registry.pol file: the signature PReg is missing')
  if (bytes.length < POL_HEADER.length) return fail(4, 'the file ends within its header')
  if (buffer.readUInt32LE(4) !== 1) return fail(4, `version ${buffer.readUInt32LE(4)} of the format is unknown`)
  let at = POL_HEADER.length
  const mark = (character: number): boolean => {
    if (at + 2 > buffer.length || buffer.readUInt16LE(at) !== character) return false
    at += 2
    return true
  }
  const text = (): string | null => {
    for (let end = at; end + 2 <= buffer.length; end += 2) {
      if (buffer.readUInt16LE(end) !== 0) continue
      const value = buffer.toString('utf16le', at, end)
      at = end + 2
      return value
    }
    return null
  }
  const number = (): number | null => {
    if (at + 4 > buffer.length) return null
    at += 4
    return buffer.readUInt32LE(at - 4)
  }
  while (at < buffer.length) {
    const start = at
    if (!mark(OPEN)) return fail(start, 'a record does not begin with "["')
    const key = text()
    if (key === null) return fail(at, 'the key has no end')
    if (!mark(SEMICOLON)) return fail(at, 'no ";" after the key')
    const name = text()
    if (name === null) return fail(at, 'the value name has no end')
    if (!mark(SEMICOLON)) return fail(at, 'no ";" after the value name')
    const type = number()
    if (type === null) return fail(at, 'the file ends inside the type')
    if (!mark(SEMICOLON)) return fail(at, 'no ";" after the type')
    const sizeAt = at
    const size = number()
    if (size === null) return fail(at, 'the file ends inside the size')
    if (!mark(SEMICOLON)) return fail(at, 'no ";" after the size')
    if (size > buffer.length - at) return fail(sizeAt, `${size} bytes of data, but ${buffer.length - at} are left`)
    const data = new Uint8Array(bytes.subarray(at, at + size))
    at += size
    if (!mark(CLOSE)) return fail(at, 'a record does not end with "]"')
    records.push({ key, name, type, data })
  }
  return { records, fault: null }
}
