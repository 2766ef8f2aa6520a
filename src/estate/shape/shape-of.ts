// SPDX-License-Identifier: MIT
import type * as z from 'zod'
import { speech } from '../schema/vocabulary.ts'
import type { Shape } from './shape.ts'

/** The shape of a schema; a schema that stands at several places has one shape. */
export const shapeOf = (schema: z.ZodType): Shape => {
  const known = new Map<z.core.$ZodType, Shape>()
  const of = (one: z.core.$ZodType): Shape => {
    const shape = known.get(one) ?? { ...speech.get(one as z.ZodType), ...plain(one as z.core.$ZodTypes) }
    known.set(one, shape)
    return shape
  }
  const plain = (one: z.core.$ZodTypes): Shape => {
    const { def } = one._zod
    switch (def.type) {
      case 'optional':
        return { type: 'optional', inner: of(def.innerType) }
      case 'object':
        return {
          type: 'object',
          keys: Object.fromEntries(Object.entries(def.shape).map(([key, inner]) => [key, of(inner)])),
        }
      case 'record':
        return { type: 'record', value: of(def.valueType) }
      case 'array':
        return { type: 'array', element: of(def.element) }
      case 'union': {
        const options = def.options.map(of)
        return 'discriminator' in def
          ? { type: 'union', options, discriminator: String(def.discriminator) }
          : { type: 'union', options }
      }
      case 'enum':
        return { type: 'enum', words: Object.values(def.entries).map(String) }
      case 'literal':
        return { type: 'literal', values: def.values }
      case 'string':
      case 'number':
      case 'boolean':
        return { type: def.type }
      default:
        throw new Error(`The check of shapes knows no ${def.type}.`)
    }
  }
  return of(schema)
}
