// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { dirname, relative } from 'node:path'
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Estate } from '../estate/estate.ts'
import { readEstate } from '../estate/read-estate.ts'
import type { EstateFile } from './estate-file.ts'
import { ownFacts } from './own-facts.ts'

export interface LoadedEstate {
  readonly version: string
  readonly catalog: Catalog
  /** Null where the estate has errors. */
  readonly estate: Estate | null
  readonly diagnostics: readonly Diagnostic[]
  readonly inputs: readonly { readonly path: string; readonly given: string; readonly sha256: string }[]
}

const slashed = (path: string): string => path.replaceAll('\\', '/')

/** An estate and what it imports, from texts alone. */
export const loadEstate = async ({ path, text, files, today }: EstateFile): Promise<LoadedEstate> => {
  const { version, catalog, shape } = ownFacts()
  const texts = new Map([...(files ?? [])].map(([name, content]) => [slashed(name).replace(/^\.\//, ''), content]))
  const folder = dirname(path)
  const read = await readEstate({
    path,
    text,
    catalog,
    shape,
    today: today ?? new Date().toISOString().slice(0, 10),
    readFile: (name) => {
      const found = texts.get(slashed(name)) ?? texts.get(slashed(relative(folder, name)))
      if (found === undefined) throw Object.assign(new Error(), { code: 'ENOENT' })
      return found
    },
  })
  return {
    version,
    catalog,
    estate: read.estate,
    diagnostics: read.diagnostics,
    inputs: read.files.map((file) => ({
      path: slashed(relative(folder, file.path)),
      given: file.path,
      sha256: createHash('sha256')
        .update(file.path === path ? text : (texts.get(slashed(file.path)) ?? file.text))
        .digest('hex'),
    })),
  }
}
