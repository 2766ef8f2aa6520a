// SPDX-License-Identifier: MIT
import { crc32 } from 'node:zlib'
import { deflate } from './deflate.ts'

export interface ZipEntry {
  /** ASCII, relative, with `/`. */
  readonly path: string
  readonly bytes: Uint8Array
}

/** 1 January 1980, midnight: the day on which the format's time begins. */
const DATE = (1 << 5) | 1
const TIME = 0
/** Version 2.0 of the format, as MS-DOS writes it: no modes of another system. */
const VERSION = 20
const STORED = 0
const DEFLATED = 8
const LIMIT = 0xffff_ffff

const fields = (signature: number, ...sized: readonly (readonly [value: number, size: 2 | 4])[]): Buffer => {
  const bytes = Buffer.alloc(4 + sized.reduce((sum, [, size]) => sum + size, 0))
  let at = bytes.writeUInt32LE(signature, 0)
  for (const [value, size] of sized) at = size === 2 ? bytes.writeUInt16LE(value, at) : bytes.writeUInt32LE(value, at)
  return bytes
}

/** A zip archive (APPNOTE.TXT 6.3), entries by name, with one time for all: the same files give the same bytes. */
export const zip = (entries: readonly ZipEntry[]): Buffer => {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1))
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { path, bytes } of sorted) {
    const name = zipName(path)
    const packed = deflate(bytes)
    const isSmaller = packed.length < bytes.length
    const data = isSmaller ? packed : bytes
    const common = [
      [VERSION, 2],
      [0, 2],
      [isSmaller ? DEFLATED : STORED, 2],
      [TIME, 2],
      [DATE, 2],
      [crc32(bytes), 4],
      [data.length, 4],
      [bytes.length, 4],
      [name.length, 2],
      [0, 2],
    ] as const
    const local = fields(0x0403_4b50, ...common)
    locals.push(local, name, Buffer.from(data.buffer, data.byteOffset, data.length))
    // No comment, first disk, no attributes; then where its local header stands.
    const attributes = [
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [offset, 4],
    ] as const
    central.push(fields(0x0201_4b50, [VERSION, 2], ...common, ...attributes), name)
    offset += local.length + name.length + data.length
  }
  const directory = Buffer.concat(central)
  if (sorted.length > 0xffff || offset + directory.length > LIMIT)
    throw new Error('more than a plain zip archive holds')
  const end = fields(
    0x0605_4b50,
    [0, 2],
    [0, 2],
    [sorted.length, 2],
    [sorted.length, 2],
    [directory.length, 4],
    [offset, 4],
    [0, 2],
  )
  return Buffer.concat([...locals, directory, end])
}

/** A name that every tool unpacks to the same path. */
const zipName = (path: string): Buffer => {
  if (!/^[\x21-\x7e ]+$/.test(path) || /[\\:*?"<>|]|(?:^|\/)(?:\.{0,2})(?:\/|$)|[. ](?:\/|$)/.test(path))
    throw new Error(`no name for an archive: ${path}`)
  return Buffer.from(path, 'ascii')
}
