// SPDX-License-Identifier: MIT
import type { WmiAnswers, WmiInstance, WmiPage } from '../../formats/wmi-json/wmi-instance.ts'
import { classOfInstance, type LiveClass, liveClass } from './live-classes.ts'
import { LIVE_LISTS, LIVE_PROPERTIES } from './live-properties.ts'
import { bare, type EmbeddedProperty, type LiveRow } from './live-row.ts'

export type LivePage = Omit<WmiPage, 'className' | 'instances'> & { readonly class: LiveClass }

/** What a live site answered, as far as an import reads it. */
export interface LiveFacts {
  readonly rows: readonly LiveRow[]
  /** Classes that could not be read, and why. */
  readonly refusals: readonly { readonly class: LiveClass; readonly reason: string }[]
  /** Classes that somebody asked for, with or without rows. */
  readonly asked: ReadonlySet<LiveClass>
  /** Pages of answers that came in several. */
  readonly pages: readonly LivePage[]
  /** What is in the files and is none of the classes. */
  readonly strangers: readonly { readonly place: string; readonly says: string }[]
  /** Rows whose embedded properties a small `-Depth` cut to words. */
  readonly cut: readonly LiveRow[]
}

const embeddedOf = (instance: WmiInstance): EmbeddedProperty => {
  const text = (name: string): string => instance.values.get(name) ?? ''
  return { value: text('value'), value1: text('value1'), value2: text('value2') }
}

const PROPERTIES: ReadonlySet<string> = new Set(LIVE_PROPERTIES.map((name) => name.toLowerCase()))
const LISTS: ReadonlySet<string> = new Set(LIVE_LISTS.map((name) => name.toLowerCase()))

const nameOf = (instance: WmiInstance, column: string): string => bare(instance.values.get(column) ?? '').toLowerCase()

/** The console's objects also have their properties by name. */
const byName = ({ embedded }: WmiInstance): readonly WmiInstance[] =>
  (embedded.get('embeddedproperties') ?? []).flatMap((table) => [...table.embedded.values()].flat())

/** `place` says file and line of an offset. */
export const readLive = (answers: WmiAnswers, place: (offset: number) => string): LiveFacts => {
  const rows: LiveRow[] = []
  const cut: LiveRow[] = []
  const strangers: { place: string; says: string }[] = answers.strays.map((offset) => ({
    place: place(offset),
    says: 'a value that is no object',
  }))
  for (const instance of answers.instances) {
    const { values, lists, embedded, offset, className } = instance
    const found = classOfInstance(instance)
    if (found === null) {
      const says = className === null ? 'an object of no class that is known here' : `an object of ${className}`
      strangers.push({ place: place(offset), says })
      continue
    }
    // Nothing else of them is kept: there are keys and accounts among them.
    const wanted = [...(embedded.get('props') ?? []), ...byName(instance)].filter((one) =>
      PROPERTIES.has(nameOf(one, 'propertyname')),
    )
    const props = Map.groupBy(wanted, (one) => nameOf(one, 'propertyname'))
    const propLists = new Map<string, string[]>()
    for (const one of embedded.get('proplists') ?? []) {
      const name = nameOf(one, 'propertylistname')
      if (!LISTS.has(name)) continue
      propLists.set(name, [...(propLists.get(name) ?? []), ...(one.lists.get('values') ?? [])])
    }
    const row: LiveRow = {
      class: found,
      place: place(offset),
      values,
      lists,
      props: new Map([...props].map(([name, ones]) => [name, ones.map(embeddedOf)])),
      propLists,
    }
    rows.push(row)
    const isCut = (column: string): boolean => (values.get(column) ?? '') !== '' || (lists.get(column) ?? []).length > 0
    if ((isCut('props') && props.size === 0) || isCut('proplists')) cut.push(row)
  }
  const refusals = answers.refusals.flatMap(({ className, offset, reason }) => {
    const known = liveClass(className)
    if (known !== null) return { class: known, reason }
    strangers.push({ place: place(offset), says: `an error instead of an answer (${reason})` })
    return []
  })
  const pages = answers.pages.flatMap((page) => {
    const known = liveClass(page.className) ?? page.instances.map(classOfInstance).find((one) => one !== null)
    return known === undefined ? [] : { rows: page.rows, isLast: page.isLast, before: page.before, class: known }
  })
  const named = answers.answered.flatMap((name) => liveClass(name) ?? [])
  const asked = new Set([...named, ...rows.map((row) => row.class), ...refusals.map((one) => one.class)])
  return { rows, refusals, asked, pages, strangers, cut }
}

export const joinFacts = (all: readonly LiveFacts[]): LiveFacts => ({
  rows: all.flatMap(({ rows }) => rows),
  refusals: all.flatMap(({ refusals }) => refusals),
  asked: new Set(all.flatMap(({ asked }) => [...asked])),
  pages: all.flatMap(({ pages }) => pages),
  strangers: all.flatMap(({ strangers }) => strangers),
  cut: all.flatMap(({ cut }) => cut),
})
