// SPDX-License-Identifier: MIT
import {
  isMark,
  NOT_LITERAL,
  peekToken,
  readScriptLiteral,
  type ScriptCursor,
  type ScriptLiteral,
  scriptCursor,
} from './read-script-literal.ts'
import { DSC_RESOURCES, dscTypeOf } from './resource-schema.ts'
import type { ScriptFault, ScriptToken } from './tokenize-script.ts'
import { isOurProperty } from './unknown-resource.ts'

/** A property with the value NOT_LITERAL depends on a parameter or on the machine. */
export interface ScriptBlock {
  readonly type: string
  readonly name: string
  /** From 1. */
  readonly line: number
  readonly properties: ReadonlyMap<string, ScriptLiteral | typeof NOT_LITERAL>
  /** Whether properties of its kind stand behind its end: it ends too soon, and would be wider without them. */
  readonly torn: boolean
}

export interface ParsedConfiguration {
  readonly name: string
  readonly modules: ReadonlyMap<string, string | null>
  readonly blocks: readonly ScriptBlock[]
  /** Lines of statements that were passed over although a resource to read stands in them. */
  readonly passed: readonly number[]
}

export type ConfigurationResult =
  | { readonly configurations: readonly ParsedConfiguration[] }
  | { readonly fault: { readonly line: number; readonly column: number; readonly message: string } }

const DEEPEST = 50
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '@(': ')', '{': '}', '@{': '}', '[': ']' }

const fail = (token: ScriptToken, message: string): never => {
  throw { at: token.at, message } satisfies ScriptFault
}
const isWord = (token: ScriptToken, word: string): boolean =>
  token.kind === 'word' && token.text.length === word.length && token.text.toLowerCase() === word.toLowerCase()

/** Goes past one token, or past all that its bracket encloses. Without recursion: the text may nest as deep as it likes. */
const skip = (cursor: ScriptCursor): void => {
  const open: string[] = []
  do {
    const token = peekToken(cursor)
    if (token.kind === 'end') fail(token, open.length > 0 ? `${open.at(-1)} was expected` : 'the text ends early')
    cursor.at += 1
    if (token.kind !== 'mark') continue
    const closing = CLOSING[token.text]
    if (closing !== undefined) open.push(closing)
    else if (token.text === open.at(-1)) open.pop()
    else if ([')', '}', ']'].includes(token.text)) fail(token, `${token.text} closes nothing`)
  } while (open.length > 0)
}

const skipStatement = (cursor: ScriptCursor): void => {
  for (let token = peekToken(cursor); token.kind !== 'line' && token.kind !== 'end'; token = peekToken(cursor)) {
    if (isMark(token, ';', '}')) return
    skip(cursor)
  }
}
const skipLines = (cursor: ScriptCursor): void => {
  while (peekToken(cursor).kind === 'line' || isMark(peekToken(cursor), ';')) cursor.at += 1
}

/** Whether, after `ahead` tokens and any line ends, a block opens. */
const opensBlock = (cursor: ScriptCursor, ahead: number): boolean => {
  let at = ahead
  while (peekToken(cursor, at).kind === 'line') at += 1
  return isMark(peekToken(cursor, at), '{')
}

const readImport = (cursor: ScriptCursor, modules: Map<string, string | null>): void => {
  cursor.at += 1
  let name: string | null = null
  let version: string | null = null
  while (!['line', 'end'].includes(peekToken(cursor).kind) && !isMark(peekToken(cursor), ';', '}')) {
    const parameter = peekToken(cursor)
    const value = peekToken(cursor, 1)
    if (isWord(parameter, '-ModuleName') || isWord(parameter, '-Module')) name = value.text
    if (isWord(parameter, '-ModuleVersion')) version = value.text
    skip(cursor)
  }
  if (name !== null) modules.set(name, version)
}

const readBlock = (cursor: ScriptCursor, lineOf: (at: number) => number): ScriptBlock => {
  const head = peekToken(cursor)
  const name = peekToken(cursor, 1)
  cursor.at += 2
  skipLines(cursor)
  const open = peekToken(cursor)
  cursor.at += 1
  const properties = new Map<string, ScriptLiteral | typeof NOT_LITERAL>()
  const seen = new Set<string>()
  for (skipLines(cursor); !isMark(peekToken(cursor), '}'); skipLines(cursor)) {
    const token = peekToken(cursor)
    if (token.kind === 'end') fail(open, '{ is never closed')
    if ((token.kind !== 'word' && token.kind !== 'string') || !isMark(peekToken(cursor, 1), '=')) {
      // Not NAME = VALUE: what it would have said is unknown, as a value that is computed is.
      properties.set(token.text === '' ? '?' : token.text, NOT_LITERAL)
      skipStatement(cursor)
      if (peekToken(cursor) === token) skip(cursor)
      continue
    }
    const plain = token.text.toLowerCase()
    if (seen.has(plain)) fail(token, `${token.text} stands twice`)
    seen.add(plain)
    cursor.at += 2
    const from = cursor.at
    const value = readScriptLiteral(cursor)
    if (value === NOT_LITERAL) {
      cursor.at = from
      while (peekToken(cursor).kind === 'line') cursor.at += 1
      skipStatement(cursor)
    }
    properties.set(token.text, value)
  }
  cursor.at += 1
  return { type: head.text, name: name.text, line: lineOf(head.at), properties, torn: false }
}

/** Whether one of the tokens gives a value to a property of a kind of resource. */
const givesProperty = (type: string, tokens: readonly ScriptToken[]): boolean => {
  const known = dscTypeOf(type)
  if (known === null) return false
  const names = new Set(Object.keys(DSC_RESOURCES[known].properties).map((name) => name.toLowerCase()))
  return tokens.some(
    ({ kind, text }, index) =>
      (kind === 'word' || kind === 'string') &&
      names.has(text.toLowerCase()) &&
      tokens[index + 1]?.kind === 'mark' &&
      tokens[index + 1]?.text === '=',
  )
}

/** The block that a piece of a script begins with, whatever stands around it; null where it is none, or is not closed. */
export const parseOneBlock = (text: string): ScriptBlock | null => {
  try {
    const cursor = scriptCursor(text)
    skipLines(cursor)
    if (peekToken(cursor).kind !== 'word' || !opensBlock(cursor, 2)) return null
    const block = readBlock(cursor, () => 1)
    if (givesProperty(block.type, cursor.slice(cursor.at))) return { ...block, torn: true }
    // What follows up to the next bracket would have been the block's, had its end not come too soon.
    while (peekToken(cursor).kind !== 'end' && !isMark(peekToken(cursor), '}', '=')) cursor.at += 1
    return isMark(peekToken(cursor), '=') ? null : block
  } catch (error) {
    if ((error as { readonly at?: number }).at === undefined) throw error
    return null
  }
}

/** The statements inside `Configuration … { }` and inside its nodes, up to the bracket that closes them. */
const readBody = (
  cursor: ScriptCursor,
  found: { readonly modules: Map<string, string | null>; readonly blocks: ScriptBlock[]; readonly passed: number[] },
  lineOf: (at: number) => number,
  depth: number,
): void => {
  const open = peekToken(cursor)
  if (depth > DEEPEST) fail(open, 'blocks nest too deep')
  cursor.at += 1
  for (skipLines(cursor); !isMark(peekToken(cursor), '}'); skipLines(cursor)) {
    cursor.forget()
    const token = peekToken(cursor)
    if (token.kind === 'end') fail(open, '{ is never closed')
    const named = ['word', 'string', 'number', 'opaque', 'variable'].includes(peekToken(cursor, 1).kind)
    if (isWord(token, 'Import-DscResource')) readImport(cursor, found.modules)
    else if (isWord(token, 'Node')) {
      while (!['end'].includes(peekToken(cursor).kind) && !isMark(peekToken(cursor), '{')) skip(cursor)
      if (peekToken(cursor).kind === 'end') fail(token, 'a node has no block')
      readBody(cursor, found, lineOf, depth + 1)
    } else {
      const before = cursor.at
      const block = token.kind === 'word' && named && opensBlock(cursor, 2) ? readBlock(cursor, lineOf) : null
      if (block === null) skipStatement(cursor)
      if (cursor.at === before) skip(cursor)
      if (block !== null) found.blocks.push(block)
      const known = block !== null && dscTypeOf(block.type) !== null
      const within = known ? [] : cursor.slice(before, cursor.at)
      const last = found.blocks.at(-1)
      if (last !== undefined && givesProperty(last.type, within)) found.blocks.splice(-1, 1, { ...last, torn: true })
      if (within.some(({ kind, text }) => kind === 'word' && (dscTypeOf(text) !== null || isOurProperty(text))))
        found.passed.push(lineOf(token.at))
    }
  }
  cursor.at += 1
}

/** Every configuration of a script and its literal resource blocks. Code around them is passed over, nothing is run. */
export const parseConfigurationScript = (text: string): ConfigurationResult => {
  const position = (at: number) => {
    const before = text.slice(0, at).split(/\r\n|\r|\n/)
    return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
  }
  /** Blocks come in order of their place. */
  let passed = 0
  let line = 1
  const lineOf = (at: number): number => {
    for (; passed < at; passed += 1) {
      const code = text.charCodeAt(passed)
      if (code === 10 || (code === 13 && text.charCodeAt(passed + 1) !== 10)) line += 1
    }
    return line
  }
  try {
    const cursor = scriptCursor(text)
    const configurations: ParsedConfiguration[] = []
    while (peekToken(cursor).kind !== 'end') {
      if (isWord(peekToken(cursor), 'Configuration') && opensBlock(cursor, 2)) {
        const name = peekToken(cursor, 1).text
        cursor.at += 2
        while (!isMark(peekToken(cursor), '{')) cursor.at += 1
        const found = { modules: new Map<string, string | null>(), blocks: [] as ScriptBlock[], passed: [] as number[] }
        readBody(cursor, found, lineOf, 0)
        configurations.push({ name, ...found })
      } else skip(cursor)
      cursor.forget()
    }
    return { configurations }
  } catch (error) {
    const { at, message } = error as { readonly at?: number; readonly message: string }
    if (at === undefined) throw error
    return { fault: { ...position(at), message } }
  }
}
