// SPDX-License-Identifier: MIT
import type { Source } from '../../catalog/catalog-flow.ts'
import { sourceWord } from '../words.ts'
import { documentAnchor } from './anchors.ts'

/** A line of a document, with the place on the page that says which document that is. */
export interface SourceLink {
  readonly text: string
  readonly anchor: string
}

export const sourceLinks = (sources: readonly Source[]): readonly SourceLink[] =>
  sources.map((source) => ({ text: sourceWord(source), anchor: documentAnchor(source.document) }))
