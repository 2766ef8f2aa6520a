// SPDX-License-Identifier: MIT
import type { MofFault, MofInstance, MofProperty, MofResult, MofScalar, MofValue } from './mof.ts'
import { type MofToken, mofTokens } from './tokenize-mof.ts'

interface Cursor {
  readonly read: () => MofToken
  token: MofToken
}

const cursorOver = (text: string): Cursor => {
  const read = mofTokens(text)
  return { read, token: read() }
}

const fail = (token: MofToken, message: string): never => {
  throw { at: token.at, message }
}
const peek = (cursor: Cursor): MofToken => cursor.token
const next = (cursor: Cursor): MofToken => {
  const { token } = cursor
  cursor.token = cursor.read()
  return token
}
const isMark = (token: MofToken, text: string): boolean => token.kind === 'mark' && token.text === text
const isWord = (token: MofToken, text: string): boolean =>
  token.kind === 'word' && token.text.length === text.length && token.text.toLowerCase() === text.toLowerCase()
const expectMark = (cursor: Cursor, text: string): void => {
  const token = next(cursor)
  if (!isMark(token, text)) fail(token, `${text} was expected`)
}
const expectWord = (cursor: Cursor, what: string): string => {
  const token = next(cursor)
  return token.kind === 'word' ? token.text : fail(token, `${what} was expected`)
}

/** `[Qualifier, Other("x")]` before an instance or a property says nothing about values. */
const skipQualifiers = (cursor: Cursor): void => {
  if (!isMark(peek(cursor), '[')) return
  const start = next(cursor)
  while (!isMark(peek(cursor), ']')) if (next(cursor).kind === 'end') fail(start, '[ is never closed')
  next(cursor)
}

const readScalar = (cursor: Cursor): MofScalar => {
  const token = next(cursor)
  switch (token.kind) {
    case 'string': {
      // Strings in a row are one string.
      let text = token.text
      while (peek(cursor).kind === 'string') text += next(cursor).text
      return text
    }
    case 'number':
      return token.value
    case 'character':
      return token.text
    case 'alias':
      return { alias: token.text }
    case 'word': {
      const word = token.text.toLowerCase()
      if (word === 'true' || word === 'false') return word === 'true'
      return word === 'null' ? null : fail(token, `${token.text} is not a value`)
    }
    default:
      return fail(token, 'a value was expected')
  }
}

const readValue = (cursor: Cursor): MofValue => {
  if (!isMark(peek(cursor), '{')) return readScalar(cursor)
  next(cursor)
  const list: MofScalar[] = []
  if (isMark(peek(cursor), '}')) {
    next(cursor)
    return list
  }
  while (true) {
    list.push(readScalar(cursor))
    const token = next(cursor)
    if (isMark(token, '}')) return list
    if (!isMark(token, ',')) fail(token, ', or } was expected')
  }
}

const readInstance = (cursor: Cursor): MofInstance => {
  skipQualifiers(cursor)
  const start = next(cursor)
  if (!isWord(start, 'instance')) fail(start, 'instance was expected')
  const of = next(cursor)
  if (!isWord(of, 'of')) fail(of, 'of was expected')
  const className = expectWord(cursor, 'the name of a class')
  let alias: string | null = null
  if (isWord(peek(cursor), 'as')) {
    next(cursor)
    const token = next(cursor)
    alias = token.kind === 'alias' ? token.text : fail(token, 'an alias was expected')
  }
  expectMark(cursor, '{')
  const properties: MofProperty[] = []
  const seen = new Set<string>()
  while (!isMark(peek(cursor), '}')) {
    skipQualifiers(cursor)
    const token = peek(cursor)
    const name = expectWord(cursor, 'the name of a property')
    const plain = name.toLowerCase()
    if (seen.has(plain)) fail(token, `${name} stands twice`)
    seen.add(plain)
    expectMark(cursor, '=')
    properties.push({ name, value: readValue(cursor) })
    expectMark(cursor, ';')
  }
  next(cursor)
  expectMark(cursor, ';')
  return { className, alias, properties }
}

/** The instance that a piece of a damaged document is; null where it is none, not whole, or more than one. */
export const parseOneInstance = (text: string): MofInstance | null => {
  try {
    const cursor = cursorOver(text)
    const instance = readInstance(cursor)
    return peek(cursor).kind === 'end' ? instance : null
  } catch (error) {
    if ((error as { readonly at?: number }).at === undefined) throw error
    return null
  }
}

/**
 * Reads a document of instances, as a configuration compiles to: no classes, no embedded instances.
 * A fault names the first place that was not understood; an alias must be one of the document's.
 */
export const parseMof = (text: string): MofResult => {
  const instances: MofInstance[] = []
  const fault = visitMof(text, (instance) => instances.push(instance))
  return fault === null ? { instances } : { fault }
}

/** The same, each instance handed over when it was read; what was handed over counts only where there is no fault. */
export const visitMof = (text: string, visit: (instance: MofInstance) => void): MofFault | null => {
  try {
    const cursor = cursorOver(text)
    const aliases = new Set<string>()
    const references = new Set<string>()
    while (peek(cursor).kind !== 'end') {
      const instance = readInstance(cursor)
      noteAliases(instance, aliases, references)
      visit(instance)
    }
    for (const alias of references)
      if (!aliases.has(alias.toLowerCase())) throw { at: 0, message: `no instance has the alias $${alias}` }
    return null
  } catch (error) {
    const { at, message } = error as { readonly at?: number; readonly message: string }
    if (at === undefined) throw error
    const before = text.slice(0, at)
    const line = before.split('\n').length
    return { line, column: at - before.lastIndexOf('\n'), message }
  }
}

const noteAliases = ({ alias, properties }: MofInstance, aliases: Set<string>, references: Set<string>): void => {
  if (alias !== null) {
    if (aliases.has(alias.toLowerCase())) throw { at: 0, message: `the alias $${alias} stands twice` }
    aliases.add(alias.toLowerCase())
  }
  for (const { value } of properties)
    for (const entry of Array.isArray(value) ? (value as readonly MofScalar[]) : [value as MofScalar])
      if (typeof entry === 'object' && entry !== null) references.add(entry.alias)
}
