// SPDX-License-Identifier: MIT
import { oneOf } from '../../diagnostics/quote.ts'
import { type Data, isMap } from '../source/data.ts'
import type { Shape } from './shape.ts'

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  enum: 'a word',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
}

/** What a schema expects, in words. */
export const expectedType = (schema: Shape): string => {
  if (schema.type === 'union') return oneOf([...new Set(schema.options.map((option) => expectedType(option)))])
  return schema.type === 'literal' ? `\`${schema.values.join()}\`` : (NAMES[schema.type] ?? schema.type)
}

export const foundType = (data: Data): string => {
  if (data === null) return 'nothing'
  if (Array.isArray(data)) return 'a list'
  if (isMap(data)) return 'a mapping'
  return typeof data === 'string'
    ? 'text'
    : typeof data === 'number' || typeof data === 'bigint'
      ? 'a number'
      : String(data)
}

const TRUE = /^(y|yes|on|true|1)$/i
const FALSE = /^(n|no|off|false|0)$/i

/** What to write instead, where that is plain. */
export const typeRemedy = (expected: string, data: Data): string | null => {
  if (data === null) return 'Delete the key, or give it a value.'
  if (Array.isArray(data))
    return expected.includes('a mapping') ? 'Write names as keys, without the dashes of a list.' : null
  if (isMap(data)) return null
  const text = String(data)
  if (expected.includes('true or false'))
    return TRUE.test(text) ? 'Write true.' : FALSE.test(text) ? 'Write false.' : null
  if (expected.includes('a list')) return `Write a list: [${text.slice(0, 60)}]`
  if (typeof data !== 'string') return /text|a word/.test(expected) ? 'Put it in quotes.' : null
  return expected.includes('a number') && /^\d+$/.test(text) ? 'Remove the quotes.' : null
}
