// SPDX-License-Identifier: MIT
import { POL_HEADER, type PolRecord, RECORD_BOUNDARY } from './pol-record.ts'

export interface PolFault {
  /** Byte offset in the file. */
  readonly offset: number
  readonly reason: string
  /** What stands in the bytes that were passed over. */
  readonly text?: string
}

export interface PolFile {
  /** Every whole record, those behind a damaged one among them. */
  readonly records: readonly PolRecord[]
  /** The first hundred. */
  readonly faults: readonly PolFault[]
}

const OPEN = 0x5b
const CLOSE = 0x5d
const SEMICOLON = 0x3b
const MAX_FAULTS = 100
const MAX_TEXT = 4_000

/**
 * Reads a registry.pol file. Records are read by their lengths, never by looking for separators, since data may hold
 * them. No size is trusted beyond the end of the file. A record that cannot be read is a fault with its offset, and the
 * reading goes on where the next one begins.
 */
export const readRegistryPol = (bytes: Uint8Array): PolFile => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const records: PolRecord[] = []
  const faults: PolFault[] = []
  const fail = (offset: number, reason: string): PolFile => ({ records, faults: [{ offset, reason }] })
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
  /** The next NUL at even and odd places: looked for once, however many damaged records ask. */
  const known = [
    { from: 0, end: -1 },
    { from: 0, end: -1 },
  ]
  const text = (): string | null => {
    const side = known[at % 2] as { from: number; end: number }
    // After a damaged record the place is before what was looked for.
    if (at < side.from || at > side.end) {
      side.from = at
      side.end = at
      while (side.end + 2 <= buffer.length && buffer.readUInt16LE(side.end) !== 0) side.end += 2
    }
    const { end } = side
    if (end + 2 > buffer.length) return null
    const value = buffer.toString('utf16le', at, end)
    at = end + 2
    return value
  }
  const number = (): number | null => {
    if (at + 4 > buffer.length) return null
    at += 4
    return buffer.readUInt32LE(at - 4)
  }
  const record = (): PolRecord | PolFault => {
    const wrong = (offset: number, reason: string): PolFault => ({ offset, reason })
    if (!mark(OPEN)) return wrong(at, 'a record does not begin with "["')
    const key = text()
    if (key === null) return wrong(at, 'the key has no end')
    if (!mark(SEMICOLON)) return wrong(at, 'no ";" after the key')
    const name = text()
    if (name === null) return wrong(at, 'the value name has no end')
    if (!mark(SEMICOLON)) return wrong(at, 'no ";" after the value name')
    const type = number()
    if (type === null) return wrong(at, 'the file ends inside the type')
    if (!mark(SEMICOLON)) return wrong(at, 'no ";" after the type')
    const sizeAt = at
    const size = number()
    if (size === null) return wrong(at, 'the file ends inside the size')
    if (!mark(SEMICOLON)) return wrong(at, 'no ";" after the size')
    if (size > buffer.length - at) return wrong(sizeAt, `${size} bytes of data, but ${buffer.length - at} are left`)
    const data = new Uint8Array(bytes.subarray(at, at + size))
    at += size
    return mark(CLOSE) ? { key, name, type, data } : wrong(at, 'a record does not end with "]"')
  }
  while (at < buffer.length) {
    const start = at
    const read = record()
    if ('key' in read) {
      records.push(read)
      continue
    }
    const next = buffer.indexOf(RECORD_BOUNDARY, start + 2)
    const end = next < 0 ? buffer.length : next + 2
    if (faults.length < MAX_FAULTS)
      faults.push({ ...read, text: buffer.toString('utf16le', start, Math.min(end, start + 2 * MAX_TEXT)) })
    at = end
  }
  return { records, faults }
}
