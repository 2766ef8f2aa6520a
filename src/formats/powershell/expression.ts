// SPDX-License-Identifier: MIT
import { encodeError } from '../template/encode-error.ts'
import { quoteLiteral } from './quote-literal.ts'

/** Data that a script can carry. An object is a hashtable. */
export type PowerShellData =
  | string
  | number
  | boolean
  | null
  | readonly PowerShellData[]
  | { readonly [key: string]: PowerShellData }

const refuse = (what: string): never => {
  throw encodeError('PowerShell', what)
}

const numberLiteral = (value: number): string => {
  if (!Number.isSafeInteger(value)) return refuse(`${value} is not an integer`)
  return Object.is(value, -0) ? '0' : String(value)
}

/** `@(…)`: also one element, and none, stay an array. */
export const arrayExpression = (values: readonly unknown[]): string => {
  const parts = values.map(dataExpression)
  // @(@(1)) would be @(1).
  const only = values.length === 1 && Array.isArray(values[0])
  return `@(${only ? ', ' : ''}${parts.join(', ')})`
}

/** `@{ 'key' = … }` in the order given. */
export const hashtableExpression = (value: object): string => {
  const entries = Object.entries(value)
  if (entries.length === 0) return '@{}'
  const keys = new Set<string>()
  const parts = entries.map(([key, item]) => {
    if (keys.has(key.toLowerCase())) refuse(`the key ${key} stands twice in a hashtable, which is blind to case`)
    keys.add(key.toLowerCase())
    return `${quoteLiteral(key)} = ${dataExpression(item)}`
  })
  return `@{ ${parts.join('; ')} }`
}

/** `[pscustomobject]@{ … }` */
export const objectExpression = (value: object): string => `[pscustomobject]${hashtableExpression(value)}`

/** An expression of PowerShell whose value is exactly the data. Throws an `EncodeError` for anything else. */
export const dataExpression = (value: unknown): string => {
  if (typeof value === 'string') return quoteLiteral(value)
  if (typeof value === 'number') return numberLiteral(value)
  if (typeof value === 'boolean') return value ? '$true' : '$false'
  if (value === null) return '$null'
  if (Array.isArray(value)) return arrayExpression(value)
  if (typeof value === 'object') {
    const prototype = Object.getPrototypeOf(value)
    if (prototype === Object.prototype || prototype === null) return hashtableExpression(value)
  }
  return refuse(`a value of type ${typeof value} has no literal`)
}
