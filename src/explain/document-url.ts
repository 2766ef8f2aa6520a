// SPDX-License-Identifier: MIT
import type { Catalog, Source } from '../catalog/catalog-flow.ts'
import type { ExplainedSource } from './explanation.ts'

/** Where a document stands on the web, as documents.yaml knows it. */
export const documentUrl = (catalog: Catalog, document: string): string | null => {
  const url = catalog.documents.get(document)?.url
  return typeof url === 'string' && /^https?:\/\//.test(url) ? url : null
}

export const explainedSource = (catalog: Catalog, source: Source): ExplainedSource => ({
  document: source.document,
  section: source.section,
  line: source.line,
  url: documentUrl(catalog, source.document),
})
