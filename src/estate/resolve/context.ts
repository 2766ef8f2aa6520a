// SPDX-License-Identifier: MIT
import type { Catalog, Product } from '../../catalog/catalog-flow.ts'
import type { Report } from '../problem.ts'
import type { KnownNames } from './known-names.ts'

/** What every check needs to know. */
export interface Context {
  readonly catalog: Catalog
  /** Null where the file does not say it in a way that can be read: checks that need it are left out. */
  readonly product: Product | null
  readonly version: number | null
  /** YYYY-MM-DD */
  readonly today: string
  readonly report: Report
  readonly names: KnownNames
  /** The nearest of many names. */
  readonly suggest: (word: string, known: Iterable<string>) => string | null
}

/** Lists come out sorted, so that the order of keys in the file changes nothing. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The entries of a mapping, one by one: a list of all of a large estate is larger than what stands in them. */
export function* entriesOf<T>(map: Readonly<Record<string, T>> | undefined): Generator<readonly [string, T]> {
  for (const name in map) yield [name, map[name] as T]
}

export const sortedMap = <T extends { readonly name: string }>(items: Iterable<T>): ReadonlyMap<string, T> =>
  new Map([...items].sort((a, b) => byCodeUnit(a.name, b.name)).map((item) => [item.name, item]))
