// SPDX-License-Identifier: MIT
import type { FlowEntry } from '../adopt/adoption.ts'
import { entryNames } from '../adopt/entry-names.ts'
import type { Uncovered } from './traffic.ts'

/** Calls that one entry under `flows:` is about: it opens what the entries of its items open, and nothing else. */
export interface FoldedEntry {
  readonly flow: FlowEntry
  readonly items: readonly Uncovered[]
  readonly count: number
  readonly dropped: number
  readonly first: string | null
  readonly last: string | null
}

interface Fold {
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly ports: readonly (string | number)[]
  readonly items: readonly Uncovered[]
}

const list = (end: string | readonly string[]): readonly string[] => (typeof end === 'string' ? [end] : end)

const union = <T extends string | number>(lists: readonly (readonly T[])[]): readonly T[] => [...new Set(lists.flat())]

/** Joins what differs in one respect alone. */
const join = (folds: readonly Fold[], what: 'from' | 'to' | 'ports'): readonly Fold[] => {
  const others = (['from', 'to', 'ports'] as const).filter((name) => name !== what)
  const keyOf = (fold: Fold): string =>
    JSON.stringify([fold.items[0]?.protocol, fold.items[0]?.policy === null, ...others.map((name) => fold[name])])
  return [...Map.groupBy(folds, keyOf).values()].map((group) => ({
    ...(group[0] as Fold),
    [what]: union(group.map((fold) => fold[what] as readonly (string | number)[])),
    items: group.flatMap(({ items }) => items),
  }))
}

const byNumber = (a: string | number, b: string | number): number => Number(a) - Number(b)

const times = (items: readonly Uncovered[], which: 'first' | 'last'): string | null => {
  const all = items.flatMap((item) => item[which] ?? []).sort()
  return all.at(which === 'first' ? 0 : -1) ?? null
}

const one = (words: readonly string[]): string | readonly string[] =>
  words.length === 1 ? (words[0] as string) : words

/** Who an end of several items is, in words. */
const sideWord = (items: readonly Uncovered[], side: 'from' | 'to'): string => {
  const words = [...new Set(items.map((item) => item[side].host ?? item[side].clients ?? item[side].address))]
  const [first] = words
  return words.length === 1 ? (first as string) : `${first} and ${words.length - 1} more`
}

/** Few entries for many calls: ports, then callers, then listeners are put together where that opens nothing more. */
export const foldItems = (items: readonly Uncovered[], taken: readonly string[]): readonly FoldedEntry[] => {
  const single = items.map(
    (item): Fold => ({
      from: list(item.flow.from),
      to: list(item.flow.to),
      ports: item.flow.ports ?? [],
      items: [item],
    }),
  )
  const nameOf = entryNames(taken)
  return join(join(join(single, 'ports'), 'from'), 'to')
    .map((fold) => ({ fold, count: fold.items.reduce((sum, { count }) => sum + count, 0) }))
    .sort((a, b) => b.count - a.count)
    .map(({ fold, count }): FoldedEntry => {
      const ports = [...fold.ports].sort(byNumber)
      const { protocol, flow } = fold.items[0] as Uncovered
      const service =
        protocol === 'icmp' ? 'icmp echo' : `${protocol} ${ports.slice(0, 6).join(', ')}${ports.length > 6 ? ' …' : ''}`
      const name =
        fold.items.length === 1
          ? flow.name
          : `${sideWord(fold.items, 'from')} to ${sideWord(fold.items, 'to')} ${service}`
      return {
        flow: {
          name: nameOf(name),
          from: one(fold.from),
          to: one(fold.to),
          protocol,
          ...(ports.length > 0 && { ports }),
          reason: 'TODO',
        },
        items: fold.items,
        count,
        dropped: fold.items.reduce((sum, { dropped }) => sum + dropped, 0),
        first: times(fold.items, 'first'),
        last: times(fold.items, 'last'),
      }
    })
}
