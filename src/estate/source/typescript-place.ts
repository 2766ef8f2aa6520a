// SPDX-License-Identifier: MIT
import type { Node } from 'ts-morph'
import type { Span } from '../../diagnostics/diagnostic.ts'
import type { SourceNode } from './source-node.ts'

/** A place in one of the files of a TypeScript estate. */
export interface TypeScriptPlace {
  readonly spanOf: (start: number, end: number) => Span
  readonly start: number
  readonly end: number
}

export type Value = SourceNode<TypeScriptPlace>

export const placeOf = (node: Node, spanOf: TypeScriptPlace['spanOf']): TypeScriptPlace => ({
  spanOf,
  start: node.getStart(),
  end: node.getEnd(),
})

export const spanAt = ({ spanOf, start, end }: TypeScriptPlace): Span => spanOf(start, end)
