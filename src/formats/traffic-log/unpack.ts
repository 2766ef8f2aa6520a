// SPDX-License-Identifier: MIT
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { ByteSource } from './byte-source.ts'

const CHUNK = 1_048_576

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8

/** Chunks of a source; each is the reader's only until the next is asked for. */
async function* chunksOf(source: ByteSource, buffer: Buffer, length: number): AsyncGenerator<Buffer> {
  yield buffer.subarray(0, length)
  for (;;) {
    const count = await source.read(buffer)
    if (count === 0) return
    yield buffer.subarray(0, count)
  }
}

/** The same with a buffer for each: a stream may hold several at once. */
async function* ownChunksOf(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk)
}

/** Reads until the buffer holds enough to tell what it is; gives how much it holds. */
const fill = async (source: ByteSource, buffer: Buffer): Promise<number> => {
  let length = 0
  while (length < 65_536) {
    const count = await source.read(buffer.subarray(length))
    if (count === 0) break
    length += count
  }
  return length
}

/**
 * The text of a log as UTF-8 in chunks of so many bytes, whatever it is packed or encoded in. A packed file that is cut off
 * throws in the end.
 */
export async function* unpack(source: ByteSource, size = CHUNK): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(size)
  const length = await fill(source, buffer)
  const chunks = chunksOf(source, buffer, length)
  if (!isGzip(buffer.subarray(0, length))) return yield* toUtf8(chunks)
  const packed = Readable.from(ownChunksOf(chunks), { objectMode: false })
  const unpacked = createGunzip({ chunkSize: 262_144 })
  packed.once('error', (error) => unpacked.destroy(error))
  yield* toUtf8(packed.pipe(unpacked) as AsyncIterable<Buffer>)
}

type Encoding = 'utf8' | 'utf16le' | 'utf16be'

const encodingOf = (bytes: Buffer): { readonly encoding: Encoding; readonly mark: number } => {
  const [first, second, third, fourth] = bytes
  if (first === 0xff && second === 0xfe) return { encoding: 'utf16le', mark: 2 }
  if (first === 0xfe && second === 0xff) return { encoding: 'utf16be', mark: 2 }
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: 'utf8', mark: 3 }
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return { encoding: 'utf16le', mark: 0 }
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return { encoding: 'utf16be', mark: 0 }
  return { encoding: 'utf8', mark: 0 }
}

async function* toUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decode: ((chunk: Buffer) => Buffer) | null = null
  for await (const chunk of chunks) {
    if (decode !== null) {
      yield decode(chunk)
      continue
    }
    const { encoding, mark } = encodingOf(chunk)
    decode = encoding === 'utf8' ? (same) => same : utf16Decoder(encoding === 'utf16be')
    yield decode(chunk.subarray(mark))
  }
}

/** What is looked at to see whether the bytes still stand in pairs: a missing byte spoils this much, not the rest of the file. */
const BLOCK = 4096

/** UTF-16 chunk by chunk. Letters of logs are ASCII: their zeros show when a byte is missing or too much. */
const utf16Decoder = (isBig: boolean): ((chunk: Buffer) => Buffer) => {
  let kept: Buffer = Buffer.alloc(0)
  return (chunk) => {
    const bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk])
    const parts: string[] = []
    let at = 0
    let from = 0
    const give = (end: number): void => {
      if (end <= from) return
      const part = bytes.subarray(from, end)
      parts.push((isBig ? Buffer.from(part).swap16() : part).toString('utf16le'))
    }
    for (; at + 1 < bytes.length; at += BLOCK) {
      if (!isTurned(bytes, at, isBig)) continue
      give(at)
      at++
      from = at
    }
    const end = bytes.length - ((bytes.length - from) % 2)
    give(end)
    kept = Buffer.from(bytes.subarray(end))
    return Buffer.from(parts.join(''), 'utf8')
  }
}

/** Whether most zeros of the next letters stand where the others belong. */
const isTurned = (bytes: Buffer, at: number, isBig: boolean): boolean => {
  let high = 0
  let low = 0
  for (let index = at; index < Math.min(at + 128, bytes.length); index++)
    if (bytes[index] === 0) (index - at) % 2 === (isBig ? 0 : 1) ? high++ : low++
  return low > high && low > 16
}

/** zlib's own errors: the packed data is damaged. Whatever else fails is the file's fault or ours. */
export const isPackingFault = (error: unknown): boolean =>
  /^Z_/.test(String((error as { readonly code?: unknown } | null)?.code ?? ''))
