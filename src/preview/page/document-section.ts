// SPDX-License-Identifier: MIT
import type { CatalogDocument } from '../../catalog/catalog-flow.ts'
import type { PageInput } from '../page-input.ts'
import { documentAnchor } from './anchors.ts'

export interface DocumentView {
  readonly id: string
  readonly anchor: string
  readonly title: string
  readonly date: string
  /** The public page; empty where it is no longer online. */
  readonly url: string
  readonly note: string
}

/** The documents that the flows cite, for whoever wants to look a line up. */
export const documentSection = ({ catalog, flows, estate }: PageInput): readonly DocumentView[] => {
  const cited = new Set([
    ...flows.flatMap((flow) => flow.sources.map(({ document }) => document)),
    ...catalog.flows
      .filter(({ product, installMethods }) => installMethods.length > 0 && product === estate.product)
      .flatMap((row) => row.sources.map(({ document }) => document)),
  ])
  return [...cited].sort().map((id) => viewOf(id, catalog.documents.get(id)))
}

const viewOf = (id: string, document: CatalogDocument | undefined): DocumentView => {
  const text = (key: string): string => {
    const value = document?.[key]
    return typeof value === 'string' ? value : ''
  }
  const url = /^https:\/\/[^\s"<>]+$/.test(text('url')) ? text('url') : ''
  return {
    id,
    anchor: documentAnchor(id),
    title: document?.title ?? id,
    date: text('date'),
    url,
    note: url === '' ? 'No public page is known any more.' : '',
  }
}
