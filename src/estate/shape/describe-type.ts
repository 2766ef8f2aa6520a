// SPDX-License-Identifier: MIT
import type * as z from 'zod'
import { oneOf } from '../../diagnostics/quote.ts'
import { type Data, isMap } from '../source/data.ts'

export type Schema = z.core.$ZodTypes

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
export const expectedType = (schema: Schema): string => {
  const def = schema._zod.def
  if (def.type === 'union') return oneOf([...new Set(def.options.map((option) => expectedType(option as Schema)))])
  return def.type === 'literal' ? `\`${def.values.join()}\`` : (NAMES[def.type] ?? def.type)
}

export const foundType = (data: Data): string => {
  if (data === null) return 'nothing'
  if (Array.isArray(data)) return 'a list'
  if (isMap(data)) return 'a mapping'
  return typeof data === 'string' ? 'text' : typeof data === 'number' ? 'a number' : String(data)
}

const TRUE = /^(y|yes|on|true|1)$/i
const FALSE = /^(n|no|off|false|0)$/i

/** What to write instead, where that is plain. */
export const typeRemedy = (expected: string, data: Data): string | null => {
  if (data === null) return 'Delete the key, or give it a value.'
  if (expected.includes('true or false')) {
    if (TRUE.test(String(data))) return 'Write true.'
    return FALSE.test(String(data)) ? 'Write false.' : null
  }
  if (typeof data === 'number' || typeof data === 'boolean')
    return expected.includes('a list') ? `Write a list: [${data}]` : 'Put it in quotes.'
  if (typeof data === 'string')
    return expected.includes('a list')
      ? `Write a list: [${data.slice(0, 60)}]`
      : expected.includes('a number') && /^\d+$/.test(data)
        ? 'Remove the quotes.'
        : null
  return Array.isArray(data) && expected.includes('a mapping')
    ? 'Write names as keys, without the dashes of a list.'
    : null
}
