// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, lstatSync, openSync, readSync, statSync, writeSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ownCacheFolder, sweepCache, writeCacheFile } from '../../bin/cache-folder.js'
import type { InputFile } from '../library/loaded-source.ts'
import { limitedBytes } from './limited-bytes.ts'
import type { Streams } from './streams.ts'

/** Pieces of text that were kept; a damaged one throws `DamagedPiece`. */
export interface KeptPieces {
  readonly count: number
  readonly piece: (index: number) => string
}

export class DamagedPiece extends Error {}

/** So many books are kept; those that were written first go first. */
const MOST = 8
const LARGEST_BOOK = 1 << 28
const SHA = 64
/** Behind everything: where the list of pieces begins, and its hash. */
const TRAILER = 16 + SHA

interface List {
  readonly inputs: readonly InputFile[]
  /** Where each piece begins, how long it is, and its hash. */
  readonly pieces: readonly (readonly [number, number, string])[]
}

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** A pipe can be read but once, and not here. */
const hashOf = (path: string): string => {
  if (!statSync(path).isFile()) throw new Error('it is no file')
  return sha256(limitedBytes(path))
}

/**
 * Where books of questions are kept; null where nothing is. `program` is a hash of the program and its catalogue: with another
 * one nothing is found.
 */
export const keptAnswers = ({ environment, today }: Pick<Streams, 'environment' | 'today'>, program: string | null) => {
  const isOff = program === null || (environment.PORTWRIGHT_NO_CACHE ?? '') !== ''
  const folder = isOff ? null : ownCacheFolder(environment, 'questions')
  if (folder === null) return null
  // A flow runs out on a day.
  const nameOf = ({ path, sha256: hash }: InputFile): string =>
    sha256(JSON.stringify([program, today, resolve(path), hash]))
  return {
    /** What was kept of this file, if every other file that it was made from is as it was. */
    find: (path: string): KeptPieces | null => {
      try {
        return openPieces(join(folder, nameOf({ path, sha256: hashOf(path) })))
      } catch {
        return null
      }
    },
    /** Keeps pieces that were made from these files, the first being the one that is asked for. */
    keep: (inputs: readonly InputFile[], pieces: Iterable<string>): void => {
      const [first] = inputs
      if (first === undefined) return
      try {
        writeCacheFile(folder, nameOf(first), (file) => writePieces(file, inputs.slice(1), pieces))
        sweepCache(folder, MOST)
      } catch {
        // A full disk, a file in the way, a book that is too large: then the next question takes as long as this one.
      }
    },
  }
}

const writePieces = (file: number, inputs: readonly InputFile[], texts: Iterable<string>): void => {
  let at = 0
  const put = (text: string): readonly [number, number, string] => {
    const bytes = Buffer.from(text, 'utf8')
    const from = at
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
    at += bytes.length
    if (at > LARGEST_BOOK) throw new Error('the book is too large')
    return [from, bytes.length, sha256(bytes)]
  }
  const pieces = Array.from(texts, put)
  const others = inputs.map(({ path, sha256: hash }) => ({ path: resolve(path), sha256: hash }))
  const list: List = { inputs: others, pieces }
  const [from, , hash] = put(JSON.stringify(list))
  put(`${from}`.padStart(TRAILER - SHA) + hash)
}

const openPieces = (path: string): KeptPieces | null => {
  const { size } = lstatSync(path)
  const read = (from: number, length: number, hash: string | null): string => {
    const bytes = bytesAt(path, size, from, length)
    if (hash !== null && sha256(bytes) !== hash) throw new DamagedPiece()
    return bytes.toString('utf8')
  }
  if (size < TRAILER || size > LARGEST_BOOK) return null
  const trailer = read(size - TRAILER, TRAILER, null)
  const from = Number(trailer.slice(0, TRAILER - SHA))
  if (!Number.isInteger(from) || from < 0 || from > size - TRAILER) return null
  const { inputs, pieces }: List = JSON.parse(read(from, size - TRAILER - from, trailer.slice(TRAILER - SHA)))
  if (!inputs.every(isAsItWas)) return null
  return { count: pieces.length, piece: (index) => read(...(pieces[index] as List['pieces'][number])) }
}

/** A part of a file that has this size. Others may take the file away, or put a new one in its place, at any time. */
const bytesAt = (path: string, size: number, from: number, length: number): Buffer => {
  try {
    const file = openSync(path, 'r')
    try {
      if (fstatSync(file).size !== size) throw new DamagedPiece()
      const bytes = Buffer.allocUnsafeSlow(length)
      for (let done = 0, count = 1; done < length && count > 0; done += count)
        count = readSync(file, bytes, done, length - done, from + done)
      return bytes
    } finally {
      closeSync(file)
    }
  } catch {
    throw new DamagedPiece()
  }
}

const isAsItWas = ({ path, sha256: hash }: InputFile): boolean => {
  try {
    return hashOf(path) === hash
  } catch {
    return hash === null
  }
}
