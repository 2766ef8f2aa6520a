// SPDX-License-Identifier: MIT
import type { Catalog, CatalogFlow } from '../catalog/catalog-flow.ts'

/**
 * The rows of a document's line, such as `002:479`: those that begin on it, else those of the printed row that it lies in.
 * A document alone means all of its rows; null where the word names no document.
 */
export const documentRows = (catalog: Catalog, what: string): readonly CatalogFlow[] | null => {
  const colon = what.lastIndexOf(':')
  const document = catalog.documents.has(what) ? what : what.slice(0, Math.max(colon, 0))
  if (!catalog.documents.has(document)) return null
  const cited = catalog.flows.flatMap((flow) =>
    flow.sources.filter((source) => source.document === document).map(({ line, section }) => ({ flow, line, section })),
  )
  const unique = (rows: readonly { readonly flow: CatalogFlow }[]): readonly CatalogFlow[] => [
    ...new Set(rows.map(({ flow }) => flow)),
  ]
  if (document === what) return unique(cited)
  const rest = what.slice(colon + 1)
  if (!/^\d+$/.test(rest))
    return unique(cited.filter(({ section }) => section.toLowerCase() === rest.trim().toLowerCase()))
  const asked = Number(rest)
  const first = Math.max(...cited.map(({ line }) => (line !== null && line <= asked ? line : 0)))
  return asked - first > LONGEST_ROW ? [] : unique(cited.filter(({ line }) => line === first))
}

/** A printed row of the documents seldom takes more lines; beyond it the line belongs to no row. */
const LONGEST_ROW = 8
