// SPDX-License-Identifier: MIT
import { encodeError } from '../template/encode-error.ts'
import { textWriter } from '../text/text-writer.ts'
import type { MofInstance, MofScalar, MofValue } from './mof.ts'

const PLAIN = /^[ !#-[\]-~]*$/
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/
const SHORT: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
}

const identifier = (name: string): string => {
  if (!IDENTIFIER.test(name)) throw encodeError('MOF', `${JSON.stringify(name)} is not a name`)
  return name
}

/**
 * A string literal of MOF. A configuration escapes backslash, quote and line end and leaves the rest as it is;
 * so does this, but for control characters, which get their escape. Throws for U+0000 and lone surrogates.
 */
export const mofString = (text: string): string => {
  if (text.includes('\0')) throw encodeError('MOF', 'a text contains U+0000')
  if (!text.isWellFormed()) throw encodeError('MOF', 'a text contains half a surrogate pair')
  if (PLAIN.test(text)) return `"${text}"`
  const escaped = text.replace(
    /["\\\p{Cc}\p{Zl}\p{Zp}]/gu,
    (char) => SHORT[char] ?? `\\x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
  return `"${escaped}"`
}

const scalar = (value: MofScalar): string => {
  if (value === null) return 'NULL'
  switch (typeof value) {
    case 'string':
      return mofString(value)
    case 'boolean':
      return value ? 'True' : 'False'
    case 'bigint':
      return String(value)
    case 'number':
      if (!Number.isSafeInteger(value)) throw encodeError('MOF', `${value} is not a whole number`)
      return String(value)
    default:
      return `$${identifier(value.alias)}`
  }
}

const isList = (value: MofValue): value is readonly MofScalar[] => Array.isArray(value)

const valueText = (value: MofValue): string =>
  isList(value)
    ? value.length === 0
      ? '{\n}'
      : `{\n${value.map((entry) => `    ${scalar(entry)}`).join(',\n')}\n}`
    : scalar(value)

const instanceText = ({ className, alias, properties }: MofInstance): string =>
  [
    `instance of ${identifier(className)}${alias === null ? '' : ` as $${identifier(alias)}`}`,
    '{',
    ...properties.map(({ name, value }) => ` ${identifier(name)} = ${valueText(value)};`),
    '};',
  ].join('\n')

const commentText = (comment: readonly string[]): string => {
  const lines = comment.map((line) => line.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replaceAll('*/', '* /'))
  return ['/*', ...lines, '*/', '', ''].join('\n')
}

/**
 * The bytes that Windows PowerShell would write: UTF-16LE with a byte order mark, CRLF. The comment on top is for people; each
 * of its lines is `@NAME=VALUE`.
 */
export const writeMof = (comment: readonly string[], instances: Iterable<MofInstance>): Uint8Array => {
  const writer = textWriter('utf16le')
  const add = (text: string): void => writer.add(text.replaceAll('\n', '\r\n'))
  add(`\uFEFF${commentText(comment)}`)
  for (const instance of instances) add(`${instanceText(instance)}\n`)
  return writer.bytes()
}
