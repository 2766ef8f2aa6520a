// SPDX-License-Identifier: MIT
import { POL_HEADER, type PolRecord } from './pol-record.ts'

// "[", four ";", "]", the NULs of key and name, type and size
const FRAME = 2 + 3 * 2 + 2 + 2 + 2 * 2 + 2 * 4

/** Writes a registry.pol file (MS-GPREG 2.2.1); `checkPolRecord` says which records cannot be written. */
export const writeRegistryPol = (records: readonly PolRecord[]): Uint8Array => {
  let length = POL_HEADER.length
  for (const { key, name, data } of records) length += FRAME + 2 * (key.length + name.length) + data.length
  const buffer = Buffer.alloc(length)
  buffer.set(POL_HEADER)
  let at = POL_HEADER.length
  const mark = (character: number): void => {
    at = buffer.writeUInt16LE(character, at)
  }
  for (const { key, name, type, data } of records) {
    mark(0x5b)
    at += buffer.write(key, at, 'utf16le') + 2
    mark(0x3b)
    at += buffer.write(name, at, 'utf16le') + 2
    mark(0x3b)
    at = buffer.writeUInt32LE(type, at)
    mark(0x3b)
    at = buffer.writeUInt32LE(data.length, at)
    mark(0x3b)
    buffer.set(data, at)
    at += data.length
    mark(0x5d)
  }
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}
