// SPDX-License-Identifier: MIT
import type { Catalog, Source } from '../catalog/catalog-flow.ts'
import type { Flow } from '../flows/flow.ts'

export interface PreviewNote {
  readonly text: string
  readonly sources: readonly Source[]
}

const keyOf = ({ document, section, line }: Source): string => `${document}|${section}|${line}`

export const uniqueSources = (sources: readonly Source[]): readonly Source[] => [
  ...new Map(sources.map((source) => [keyOf(source), source])).values(),
]

/** The notes that the rows of the flows carry, each once, with every line that carries it. */
export const notesOfFlows = (catalog: Catalog, flows: readonly Flow[]): readonly PreviewNote[] => {
  const ids = new Set(flows.flatMap((flow) => flow.entry?.notes ?? []))
  return [...ids].map((id) => ({
    text: catalog.notes.get(id) ?? id,
    sources: uniqueSources(
      flows.flatMap((flow) => (flow.entry?.notes.includes(id) === true ? flow.entry.sources : [])),
    ),
  }))
}
