// SPDX-License-Identifier: MIT
import type { Catalog } from '../../catalog/catalog-flow.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import type { Path, Report } from '../problem.ts'
import { type Data, type DataMap, isMap, newMap } from '../source/data.ts'
import { expectedType, foundType, typeRemedy } from './describe-type.ts'
import { refuseWord } from './refuse-word.ts'
import type { Shape } from './shape.ts'

/** Stands for a list that is missing, or of which nothing is right, which was reported: not the same as an empty one. */
const LEFT_OUT: readonly unknown[] = Object.freeze([])
export const isLeftOut = (list: readonly unknown[]): boolean => list === LEFT_OUT

type Checked = Readonly<Record<string, unknown>>

/**
 * A mapping of which a key has this value now, none where it is undefined. `checked` is the mapping of the file itself until
 * something differs: most are right, and a copy of a large estate takes as long as its check.
 */
const withValue = (map: DataMap, checked: Checked, key: string, value: unknown): Checked => {
  if (checked === map) {
    if (value === map[key]) return checked
    const copy = newMap() as Record<string, unknown>
    for (const before of Object.keys(map)) {
      if (before === key) break
      copy[before] = map[before]
    }
    if (value !== undefined) copy[key] = value
    return copy
  }
  if (value !== undefined) (checked as Record<string, unknown>)[key] = value
  return checked
}

export interface Shaped {
  /** What of the data fits the schema; undefined where nothing does. */
  readonly value: unknown
  /** The path in the file of a path in `value`, whose lists have lost the elements that do not fit. */
  readonly original: (path: Path) => Path
}

/**
 * Checks keys, types and words against a schema. Zod's own parser stops telling at the first level that fails;
 * here every mistake is reported and left out, and the rest goes on to the checks of contents.
 */
export const checkShape = (schema: Shape, data: Data, catalog: Catalog, report: Report): Shaped => {
  const path: (string | number)[] = []
  const cleaned: (string | number)[] = []
  const moved = new Map<string, readonly number[]>()

  const mismatch = (expected: Shape, found: Data): undefined => {
    if (typeof found === 'bigint' && expectsNumber(expected)) {
      const number = String(found)
      report('number-too-large', { number: number.length > 60 ? `${number.slice(0, 60)}…` : number }, [...path])
      return undefined
    }
    const type = expectedType(expected)
    const parameters = { expected: type, found: foundType(found), remedy: typeRemedy(type, found) }
    report('wrong-type', parameters, [...path], found === null ? 'key' : 'value')
    return undefined
  }
  const child = (step: string | number, kept: string | number, schema: Shape, value: Data): unknown => {
    path.push(step)
    cleaned.push(kept)
    const result = check(schema, value)
    path.pop()
    cleaned.pop()
    return result
  }
  const list = (element: Shape, items: readonly Data[]): unknown => {
    const result: unknown[] = []
    const indexes: number[] = []
    let isSame = true
    for (let index = 0; index < items.length; index++) {
      // What is right so far need not be copied: most lists and mappings are right.
      const value = child(index, isSame ? index : result.length, element, items[index] as Data)
      if (isSame && value !== items[index]) {
        isSame = false
        for (let at = 0; at < index; at++) {
          result.push(items[at])
          indexes.push(at)
        }
      }
      if (isSame || value === undefined) continue
      result.push(value)
      indexes.push(index)
    }
    if (isSame) return items
    if (indexes.length === items.length) return result
    moved.set(JSON.stringify(cleaned), indexes)
    return result.length === 0 ? LEFT_OUT : result
  }
  const record = (valueSchema: Shape, map: DataMap): unknown => {
    let result: Checked = map
    for (const key of Object.keys(map))
      result = withValue(map, result, key, child(key, key, valueSchema, map[key] as Data))
    return result
  }
  const object = (schema: Shape, shape: Readonly<Record<string, Shape>>, map: DataMap): unknown => {
    const where = schema.name ?? 'this mapping'
    let result: Checked = map
    for (const key in map) {
      const expected = Object.hasOwn(shape, key) ? shape[key] : undefined
      if (expected === undefined) {
        const close = (): string | null => {
          const known = Object.keys(shape)
          const free = known.filter((word) => !Object.hasOwn(map, word))
          return nearest(key, free) ?? nearest(key, known)
        }
        report('unknown-key', () => ({ key, where, nearest: close() }), [...path, key], 'key')
      }
      const value = expected === undefined ? undefined : child(key, key, expected, map[key] as Data)
      result = withValue(map, result, key, value)
    }
    let complete = true
    for (const key in shape) {
      const expected = shape[key] as Shape
      if (expected.type === 'optional' || result[key] !== undefined) continue
      if (!Object.hasOwn(map, key)) report('missing-key', { key, where }, [...path], 'key')
      if (isList(expected)) result = withValue(map, result, key, LEFT_OUT)
      else complete = false
    }
    return complete || path.length === 0 ? result : undefined
  }
  const words = (schema: Shape, known: readonly string[], value: string): unknown => {
    if (known.includes(value)) return value
    refuseWord(catalog, value, known, schema.code, report, [...path])
    return undefined
  }
  /** A mapping whose form depends on one of its keys. */
  const form = (options: readonly Shape[], discriminator: string, map: DataMap): unknown => {
    const chosen = map[discriminator]
    if (chosen === undefined) {
      report('missing-key', { key: discriminator, where: 'this entry' }, [...path], 'key')
      return undefined
    }
    const wordsOf = options.map((option) => ({ option, schema: memberOf(option, discriminator) }))
    const found = wordsOf.find(({ schema }) => typeof chosen === 'string' && knownWords(schema).includes(chosen))
    if (found !== undefined) return check(found.option, map)
    const first = wordsOf[0]?.schema as Shape
    path.push(discriminator)
    if (typeof chosen !== 'string') mismatch(first, chosen)
    else
      words(
        first,
        wordsOf.flatMap(({ schema }) => knownWords(schema)),
        chosen,
      )
    path.pop()
    return undefined
  }
  const union = (schema: Shape, options: readonly Shape[], value: Data): unknown => {
    const option = options.find((each) => fits(each, value))
    return option === undefined ? mismatch(schema, value) : check(option, value)
  }
  const check = (schema: Shape, value: Data): unknown => {
    switch (schema.type) {
      case 'optional':
        return check(schema.inner, value)
      case 'object':
        return isMap(value) ? object(schema, schema.keys, value) : mismatch(schema, value)
      case 'record':
        return isMap(value) ? record(schema.value, value) : mismatch(schema, value)
      case 'array':
        return Array.isArray(value) ? list(schema.element, value) : mismatch(schema, value)
      case 'union':
        return schema.discriminator !== undefined && isMap(value)
          ? form(schema.options, schema.discriminator, value)
          : union(schema, schema.options, value)
      case 'enum':
        return typeof value === 'string' ? words(schema, schema.words, value) : mismatch(schema, value)
      default:
        return fits(schema, value) ? value : mismatch(schema, value)
    }
  }

  const value = check(schema, data)
  const original = (asked: Path): Path =>
    moved.size === 0
      ? asked
      : asked.map((step, index) =>
          typeof step === 'number' ? (moved.get(JSON.stringify(asked.slice(0, index)))?.[step] ?? step) : step,
        )
  return { value, original }
}

const memberOf = (schema: Shape, key: string): Shape =>
  (schema as Extract<Shape, { readonly type: 'object' }>).keys[key] as Shape

const knownWords = (schema: Shape): readonly string[] => (schema as Extract<Shape, { readonly type: 'enum' }>).words

const expectsNumber = (schema: Shape): boolean =>
  schema.type === 'number' || (schema.type === 'union' && schema.options.some(expectsNumber))

const isList = (schema: Shape): boolean =>
  schema.type === 'array' || (schema.type === 'union' && schema.options.some(isList))

/** Whether the type of a value is the one of a schema; what stands in it is checked later. */
const fits = (schema: Shape, value: Data): boolean => {
  switch (schema.type) {
    case 'string':
    case 'enum':
      return typeof value === 'string'
    case 'literal':
      return typeof value !== 'bigint' && schema.values.includes(value)
    case 'number':
    case 'boolean':
      return typeof value === schema.type
    case 'array':
      return Array.isArray(value)
    case 'union':
      return schema.options.some((option) => fits(option, value))
    default:
      return isMap(value)
  }
}
