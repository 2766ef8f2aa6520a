// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { relative } from 'node:path'
import type { Catalog } from '../catalog/catalog-flow.ts'
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { fileStart } from '../diagnostics/file-start.ts'
import { unreadableReason } from '../diagnostics/unreadable-reason.ts'
import type { Estate } from '../estate/estate.ts'
import { MOST_BYTES } from '../estate/source/size-limit.ts'
import type { InputFile } from '../library/loaded-source.ts'
import { UsageError } from './exit-code.ts'
import { heapFlag } from './heap-flag.ts'
import { limitedBytes, TooLarge } from './limited-bytes.ts'
import { openCatalog } from './open-catalog.ts'
import { openShape } from './open-shape.ts'
import type { Streams } from './streams.ts'

export interface LoadedEstate {
  readonly catalog: Catalog
  /** Null where the estate has errors. */
  readonly estate: Estate | null
  readonly diagnostics: readonly Diagnostic[]
  /** `sha256` is that of the file, a byte order mark included. */
  readonly files: readonly { readonly path: string; readonly text: string; readonly sha256: string }[]
  /** Every file that was asked for, the estate's own first; null for one that cannot be read. */
  readonly inputs: readonly InputFile[]
}

/** Characters of an estate. With fewer the heap never grows so far. */
const LARGE = 1 << 18

/** Text of two bytes a character, with its mark or (a first character of ASCII) without. */
const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) ||
  (first === 0xfe && second === 0xff) ||
  (second !== undefined && (first === 0) !== (second === 0))

/** What is no UTF-8 becomes U+FFFD, which the reader refuses at its place. */
const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

/**
 * Reads an estate and everything it imports, for another build of Configuration Manager than it says where one is given.
 * A file that cannot be read is a diagnostic at its first character.
 */
export const loadEstate = async (path: string, streams: Streams, version?: number): Promise<LoadedEstate> => {
  const catalog = await openCatalog()
  const name = path === '-' ? '<stdin>' : path
  const hashes = new Map<string, string | null>()
  const textOf = (file: string, bytes: Uint8Array): string => {
    hashes.set(file, createHash('sha256').update(bytes).digest('hex'))
    return decode(bytes)
  }
  if (path !== '-') streams.touched?.(path)
  let text: string
  const start = fileStart(path)
  const refused = (diagnostic: Diagnostic): LoadedEstate => ({
    catalog,
    estate: null,
    diagnostics: [diagnostic],
    files: [],
    inputs: [],
  })
  try {
    const bytes = path === '-' ? await streams.readInput() : limitedBytes(path, MOST_BYTES)
    if (bytes.length > MOST_BYTES) throw new TooLarge('bytes', MOST_BYTES)
    if (isUtf16(bytes)) return refused(diagnose('utf16-text', {}, start))
    text = textOf(name, bytes)
  } catch (error) {
    return refused(unreadable(name, error))
  }
  const { readEstate } = await import('../estate/read-estate.ts')
  // Almost all that the reading makes stays: room for what goes again is copied twice, and is new pages of memory.
  const usual = text.length < LARGE ? () => undefined : heapFlag('semi-space-growth-factor', 1, 2)
  const result = await readEstate({
    path: name,
    text,
    catalog,
    shape: openShape(),
    today: streams.today,
    version,
    readFile: (other) => {
      // Also of a file that is not there: somebody may be waiting for it.
      streams.touched?.(other)
      hashes.set(other, null)
      return textOf(other, limitedBytes(other, MOST_BYTES))
    },
  }).finally(usual)
  const files = result.files.map((file) => ({ ...file, sha256: hashes.get(file.path) ?? '' }))
  return { catalog, ...result, files, inputs: [...hashes].map(([file, sha256]) => ({ path: file, sha256 })) }
}

export const unreadable = (file: string, error: unknown): Diagnostic => {
  if (error instanceof UsageError) throw error
  return error instanceof TooLarge
    ? diagnose('file-too-large', { what: error.what, limit: error.limit }, fileStart(file))
    : diagnose('file-unreadable', { reason: unreadableReason(error) }, fileStart(file))
}

/** A path as it stands in the output: relative to the folder of the estate, with `/`. */
export const relativePath = (folder: string, path: string): string => relative(folder, path).replaceAll('\\', '/')
