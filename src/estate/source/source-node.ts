// SPDX-License-Identifier: MIT
import type { Span } from '../../diagnostics/diagnostic.ts'
import type { Locate } from '../problem.ts'
import { type Data, newMap } from './data.ts'

/** A value with its place; `P` is what a format needs to say where something stands. */
export type SourceNode<P> =
  | { readonly kind: 'scalar'; readonly place: P; readonly value: null | boolean | number | bigint | string }
  | { readonly kind: 'list'; readonly place: P; readonly items: readonly SourceNode<P>[] }
  | { readonly kind: 'map'; readonly place: P; readonly entries: ReadonlyMap<string, SourceEntry<P>> }

export interface SourceEntry<P> {
  readonly key: P
  readonly value: SourceNode<P>
}

export const dataOf = <P>(node: SourceNode<P>): Data => {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(dataOf)
  const map = newMap()
  for (const [key, entry] of node.entries) map[key] = dataOf(entry.value)
  return map
}

/** Follows a path as far as it leads: what is missing is reported at what should hold it. */
export const locateIn =
  <P>(root: SourceNode<P>, spanOf: (place: P) => Span): Locate =>
  (path, on = 'value') => {
    let node = root
    let key: P | null = null
    for (const step of path) {
      const entry: SourceEntry<P> | undefined = node.kind === 'map' ? node.entries.get(String(step)) : undefined
      const next: SourceNode<P> | undefined =
        node.kind === 'list' && typeof step === 'number' ? node.items[step] : entry?.value
      if (next === undefined) break
      key = entry?.key ?? null
      node = next
    }
    return spanOf(on === 'key' && key !== null ? key : node.place)
  }
