// SPDX-License-Identifier: MIT
import type { LiveClass } from './live-classes.ts'
import type { LiveProperty } from './live-properties.ts'

/** One object of a class of the SMS Provider. Names are lower case. */
export interface LiveRow {
  readonly class: LiveClass
  /** Where it was read: file and line. Never part of an estate. */
  readonly place: string
  readonly values: ReadonlyMap<string, string>
  readonly lists: ReadonlyMap<string, readonly string[]>
  /** `Props`: a property has a number and two texts, and which of them counts is its own affair. */
  readonly props: ReadonlyMap<string, readonly EmbeddedProperty[]>
  /** `PropLists`. */
  readonly propLists: ReadonlyMap<string, readonly string[]>
}

export interface EmbeddedProperty {
  readonly value: string
  readonly value1: string
  readonly value2: string
}

export const ordinal = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Sorted by code units, each once, without empty ones. */
export const distinct = (texts: Iterable<string>): readonly string[] =>
  [...new Set(texts)].filter((text) => text !== '').sort(ordinal)

/** Without blanks and line ends around it. */
export const bare = (text: string): string => text.replace(/^[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+$/g, '')

export const columnOf = (row: LiveRow, name: string): string => bare(row.values.get(name.toLowerCase()) ?? '')

const properties = (rows: readonly LiveRow[], name: LiveProperty): readonly EmbeddedProperty[] =>
  rows.flatMap((row) => row.props.get(name.toLowerCase()) ?? [])

/** Numbers above 0 that the rows give a property, sorted. */
export const propertyNumbers = (rows: readonly LiveRow[], name: LiveProperty): readonly number[] =>
  [
    ...new Set(
      properties(rows, name).flatMap(({ value }) => (/^\d{1,10}$/.test(bare(value)) ? Number(bare(value)) : [])),
    ),
  ]
    .filter((number) => number > 0)
    .sort((a, b) => a - b)

export const propertyPorts = (rows: readonly LiveRow[], name: LiveProperty): readonly number[] =>
  propertyNumbers(rows, name).filter((number) => number <= 65535)

/** Texts that the rows give a property, sorted: the second slot where it holds something, else the first. */
export const propertyTexts = (rows: readonly LiveRow[], name: LiveProperty): readonly string[] =>
  distinct(properties(rows, name).map(({ value1, value2 }) => bare(value2) || bare(value1)))

/** Whether the rows say anything about a property. */
export const propertyKnown = (rows: readonly LiveRow[], name: LiveProperty): boolean =>
  properties(rows, name).length > 0

export const listTexts = (rows: readonly LiveRow[], name: string): readonly string[] =>
  distinct(rows.flatMap((row) => row.propLists.get(name.toLowerCase()) ?? []).map(bare))

/** `1` and `True` of a column. */
export const isOn = (rows: readonly LiveRow[], name: string): boolean =>
  rows.some((row) => /^([1-9]\d*|true)$/i.test(columnOf(row, name)))
