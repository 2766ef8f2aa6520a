// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { relative } from 'node:path'
import type { Catalog } from '../catalog/catalog-flow.ts'
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { fileStart } from '../diagnostics/file-start.ts'
import { unreadableReason } from '../diagnostics/unreadable-reason.ts'
import type { Estate } from '../estate/estate.ts'
import { MOST_BYTES } from '../estate/source/size-limit.ts'
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
}

/** Null for a file that is larger than any estate. */
const readSmall = (path: string): Buffer | null => (statSync(path).size > MOST_BYTES ? null : readFileSync(path))

/** Text of two bytes a character, with its mark or (a first character of ASCII) without. */
const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) ||
  (first === 0xfe && second === 0xff) ||
  (second !== undefined && (first === 0) !== (second === 0))

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)

/**
 * Reads an estate and everything it imports, for another build of Configuration Manager than it says where one is given.
 * A file that cannot be read is a diagnostic at its first character.
 */
export const loadEstate = async (path: string, streams: Streams, version?: number): Promise<LoadedEstate> => {
  const catalog = await openCatalog()
  const name = path === '-' ? '<stdin>' : path
  const hashes = new Map<string, string>()
  const textOf = (file: string, bytes: Uint8Array): string => {
    if (file !== name) streams.touched?.(file)
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
  })
  try {
    const bytes = path === '-' ? await streams.readInput() : readSmall(path)
    if (bytes === null || bytes.length > MOST_BYTES)
      return refused(diagnose('file-too-large', { what: 'bytes', limit: MOST_BYTES }, start))
    if (isUtf16(bytes)) return refused(diagnose('utf16-text', {}, start))
    text = textOf(name, bytes)
  } catch (error) {
    return refused(unreadable(name, error))
  }
  const { readEstate } = await import('../estate/read-estate.ts')
  const result = await readEstate({
    path: name,
    text,
    catalog,
    shape: openShape(),
    today: streams.today,
    version,
    readFile: (other) => textOf(other, readFileSync(other)),
  })
  const files = result.files.map((file) => ({ ...file, sha256: hashes.get(file.path) ?? '' }))
  return { catalog, ...result, files }
}

export const unreadable = (file: string, error: unknown): Diagnostic =>
  diagnose(
    'file-unreadable',
    { reason: error instanceof TypeError ? 'it is not UTF-8 text' : unreadableReason(error) },
    fileStart(file),
  )

/** A path as it stands in the output: relative to the folder of the estate, with `/`. */
export const relativePath = (folder: string, path: string): string => relative(folder, path).replaceAll('\\', '/')
