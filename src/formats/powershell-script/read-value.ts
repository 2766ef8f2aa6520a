// SPDX-License-Identifier: MIT
import { backtickEscape } from '../powershell/backtick-escapes.ts'

import { isList, isTable, type ScriptTable, type Told, UNKNOWN, type Variables } from './script-value.ts'
import { DOUBLE_QUOTES, pastBrackets, pastOpaque, SINGLE_QUOTES, UNCLOSED } from './skip-balanced.ts'

/** A place in a text, and what is known of the variables there. */
export interface Cursor {
  readonly text: string
  at: number
  readonly variables: Variables
}

/** Thrown where a text is not what its grammar asks for. */
export const NOT_READ = Symbol('not read')

const DEEPEST = 20
/** Characters and entries of a value that a script puts together: more than any rule has, and no memory that doubles with each line. */
const LONGEST = 1 << 20
const MOST_ITEMS = 100_000
const VARIABLE = /\$(?:(\w+):)?(\w+|\{[^}]{1,200}\})/y
const CONSTANTS: ReadonlyMap<string, Told> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
])
/** What every machine fills in the same way: Windows itself keeps these names in the paths of programs. */
const WELL_KNOWN = new Map(
  ['SystemRoot', 'windir', 'SystemDrive', 'ProgramFiles', 'ProgramFiles(x86)', 'ProgramData', 'CommonProgramFiles'].map(
    (name) => [name.toLowerCase(), `%${name}%`],
  ),
)
/** Types that keep a value of their kind as it is. */
const PLAIN_TYPES =
  /^(?:string|string\[\]|array|object|object\[\]|hashtable|ordered|pscustomobject|psobject|system\.string)$/i

const asText = (value: Told): string | null =>
  typeof value === 'string'
    ? value
    : typeof value === 'number'
      ? String(value)
      : typeof value === 'boolean'
        ? value
          ? 'True'
          : 'False'
        : value === null
          ? ''
          : null

const match = (cursor: Cursor, pattern: RegExp): RegExpExecArray | null => {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.text)
  if (found !== null) cursor.at = pattern.lastIndex
  return found
}

/** Past blanks, escaped line ends and comments; past line ends too where a bracket is open. */
export const skipBlanks = (cursor: Cursor, lines: boolean): void => {
  for (;;) {
    const char = cursor.text[cursor.at]
    if (char === undefined) return
    if (char === '`' && /^`\r?\n/.test(cursor.text.slice(cursor.at, cursor.at + 3)))
      cursor.at = pastOpaque(cursor.text, cursor.at)
    else if (char === '#' || cursor.text.startsWith('<#', cursor.at)) {
      const past = pastOpaque(cursor.text, cursor.at)
      if (past === cursor.at) return
      cursor.at = past
    } else if (/[ \t\u00a0]/.test(char) || (lines && /\s/.test(char))) cursor.at++
    else return
  }
}

const single = (cursor: Cursor): string => {
  const end = pastOpaque(cursor.text, cursor.at)
  const inner = cursor.text.slice(cursor.at + 1, end - 1)
  cursor.at = end
  return inner.replace(/['‘’‚‛](['‘’‚‛])/g, '$1')
}

const variable = (cursor: Cursor): Told => {
  const [, scope, name = ''] = match(cursor, VARIABLE) ?? []
  if (name === '') throw NOT_READ
  const key = name.replace(/^\{|\}$/g, '').toLowerCase()
  if (scope?.toLowerCase() === 'env' || key.startsWith('env:'))
    return WELL_KNOWN.get(key.replace(/^env:/, '')) ?? UNKNOWN
  if (scope === undefined && CONSTANTS.has(key)) return CONSTANTS.get(key) as Told
  if (scope !== undefined && !/^(?:script|global|local|private)$/i.test(scope)) return UNKNOWN
  return cursor.variables.get(key.replace(/^(?:script|global|local):/, '')) ?? UNKNOWN
}

/** Text between double quotes with its variables filled in. */
const expanded = (inner: string, variables: Variables): Told => {
  const cursor: Cursor = { text: inner, at: 0, variables }
  let result = ''
  while (cursor.at < inner.length) {
    if (result.length > LONGEST) return UNKNOWN
    const char = inner[cursor.at] as string
    const next = inner[cursor.at + 1] ?? ''
    if (char === '`') {
      result += backtickEscape(next)
      cursor.at += 2
    } else if (DOUBLE_QUOTES.includes(char)) {
      result += next
      cursor.at += 2
    } else if (char === '$' && next === '(') {
      const end = pastBrackets(inner, cursor.at + 1)
      const part = constant(inner.slice(cursor.at + 2, end - 1), variables)
      const text = part === UNKNOWN || isList(part) ? null : asText(part)
      if (text === null) return UNKNOWN
      result += text
      cursor.at = end
    } else if (char === '$' && /[\w{]/.test(next)) {
      const text = asText(variable(cursor))
      if (text === null) return UNKNOWN
      result += text
    } else {
      result += char
      cursor.at++
    }
  }
  return result
}

const double = (cursor: Cursor): Told => {
  const end = pastOpaque(cursor.text, cursor.at)
  const inner = cursor.text.slice(cursor.at + 1, end - 1)
  cursor.at = end
  return expanded(inner, cursor.variables)
}

const hereString = (cursor: Cursor): Told => {
  const end = pastOpaque(cursor.text, cursor.at)
  const whole = cursor.text.slice(cursor.at, end)
  cursor.at = end
  const body = whole.replace(/^@['"][ \t]*\r?\n/, '').replace(/\r?\n?['"]@$/, '')
  return whole[1] === "'" ? body : /[$`]/.test(body) ? UNKNOWN : body
}

const list = (cursor: Cursor, depth: number): Told => {
  const values: Told[] = []
  for (;;) {
    skipBlanks(cursor, true)
    const char = cursor.text[cursor.at]
    if (char === undefined) throw NOT_READ
    if (char === ')') {
      cursor.at++
      return values
    }
    if (char === ';' || char === ',') {
      cursor.at++
      continue
    }
    const value = expression(cursor, depth + 1)
    for (const one of (isList(value) ? value : [value]) as readonly Told[]) values.push(one)
    if (values.length > MOST_ITEMS) throw NOT_READ
  }
}

const table = (cursor: Cursor, depth: number): ScriptTable => {
  const entries = new Map<string, { name: string; value: Told }>()
  for (;;) {
    skipBlanks(cursor, true)
    const char = cursor.text[cursor.at]
    if (char === '}') {
      cursor.at++
      return { entries }
    }
    if (char === ';') {
      cursor.at++
      continue
    }
    const quoted = char !== undefined && (SINGLE_QUOTES + DOUBLE_QUOTES).includes(char)
    const name = quoted
      ? SINGLE_QUOTES.includes(char)
        ? single(cursor)
        : double(cursor)
      : match(cursor, /[A-Za-z_]\w*/y)?.[0]
    if (typeof name !== 'string') throw NOT_READ
    skipBlanks(cursor, false)
    if (cursor.text[cursor.at] !== '=') throw NOT_READ
    cursor.at++
    skipBlanks(cursor, true)
    const value = statementValue(cursor, depth + 1)
    // A name that stands twice is an error of PowerShell.
    entries.set(name.toLowerCase(), { name, value: entries.has(name.toLowerCase()) ? UNKNOWN : value })
  }
}

/** Goes to the end of what cannot be read: a bracket that closes more than it opens, a line end or semicolon. */
const passOver = (cursor: Cursor): typeof UNKNOWN => {
  while (cursor.at < cursor.text.length) {
    const past = pastOpaque(cursor.text, cursor.at)
    if (past > cursor.at) {
      cursor.at = past
      continue
    }
    const char = cursor.text[cursor.at] as string
    if ('({['.includes(char)) cursor.at = pastBrackets(cursor.text, cursor.at)
    else if (')}];\n'.includes(char)) return UNKNOWN
    else cursor.at++
  }
  return UNKNOWN
}

/** The value of an entry or an assignment: an expression up to the end of its line, or something that only runs. */
const statementValue = (cursor: Cursor, depth: number): Told => {
  const start = cursor.at
  try {
    const value = expression(cursor, depth)
    skipBlanks(cursor, false)
    const next = cursor.text[cursor.at]
    if (next === undefined || ')};\r\n'.includes(next)) return value
  } catch (error) {
    if (error !== NOT_READ) throw error
  }
  cursor.at = start
  return passOver(cursor)
}

/** `.Name` and `['Name']` of a table, `[0]` of a list; a method is nothing that is known. */
const members = (cursor: Cursor, value: Told): Told => {
  let result = value
  for (;;) {
    const name = match(cursor, /\.([A-Za-z_]\w*)/y)?.[1]
    if (name !== undefined) {
      if (cursor.text[cursor.at] === '(') {
        cursor.at = pastBrackets(cursor.text, cursor.at)
        const isClone =
          name.toLowerCase() === 'clone' &&
          /^\(\s*\)$/.test(cursor.text.slice(cursor.text.lastIndexOf('(', cursor.at), cursor.at))
        result = isClone ? result : UNKNOWN
      } else result = isTable(result) ? (result.entries.get(name.toLowerCase())?.value ?? UNKNOWN) : UNKNOWN
    } else if (cursor.text[cursor.at] === '[') {
      const end = pastBrackets(cursor.text, cursor.at)
      const index = constant(cursor.text.slice(cursor.at + 1, end - 1), cursor.variables)
      cursor.at = end
      result =
        isTable(result) && typeof index === 'string'
          ? (result.entries.get(index.toLowerCase())?.value ?? UNKNOWN)
          : isList(result) && typeof index === 'number'
            ? (result[index] ?? UNKNOWN)
            : UNKNOWN
    } else return result
  }
}

const cast = (cursor: Cursor, depth: number): Told => {
  const end = pastBrackets(cursor.text, cursor.at)
  const type = cursor.text.slice(cursor.at + 1, end - 1).trim()
  cursor.at = end
  if (cursor.text.startsWith('::', cursor.at)) throw NOT_READ
  skipBlanks(cursor, false)
  const value = primary(cursor, depth + 1)
  if (PLAIN_TYPES.test(type)) return /^string$/i.test(type) ? (asText(value) ?? UNKNOWN) : value
  if (/^(?:int|int32|uint16|ushort)$/i.test(type) && typeof value === 'number') return value
  if (
    /^(?:int\[\]|int32\[\]|uint16\[\])$/i.test(type) &&
    isList(value) &&
    value.every((entry) => typeof entry === 'number')
  )
    return value
  if (/^char$/i.test(type) && typeof value === 'number' && value <= 0xffff) return String.fromCharCode(value)
  return UNKNOWN
}

const primary = (cursor: Cursor, depth: number): Told => {
  if (depth > DEEPEST) throw NOT_READ
  const char = cursor.text[cursor.at] ?? ''
  if (char === '@' && /^@['"][ \t]*\r?\n/.test(cursor.text.slice(cursor.at, cursor.at + 80))) return hereString(cursor)
  if (char !== '' && SINGLE_QUOTES.includes(char)) return single(cursor)
  if (char !== '' && DOUBLE_QUOTES.includes(char)) return double(cursor)
  if (cursor.text.startsWith('@(', cursor.at)) {
    cursor.at += 2
    return members(cursor, list(cursor, depth))
  }
  if (cursor.text.startsWith('@{', cursor.at)) {
    cursor.at += 2
    return members(cursor, table(cursor, depth))
  }
  if (char === '(') {
    const end = pastBrackets(cursor.text, cursor.at)
    const value = constant(cursor.text.slice(cursor.at + 1, end - 1), cursor.variables, depth + 1)
    cursor.at = end
    return members(cursor, value)
  }
  if (char === '{' || cursor.text.startsWith('$(', cursor.at)) {
    cursor.at = pastBrackets(cursor.text, cursor.at + (char === '$' ? 1 : 0))
    return UNKNOWN
  }
  if (char === '$') return members(cursor, variable(cursor))
  if (char === '[') return cast(cursor, depth)
  const number = match(cursor, /(?:0x[0-9a-f]{1,8}|\d{1,10})(?![\w.])/iy)?.[0]
  if (number !== undefined) return Number(number)
  throw NOT_READ
}

/** A value, or several between commas. */
const items = (cursor: Cursor, read: () => Told): Told => {
  const values: Told[] = [read()]
  for (;;) {
    const at = cursor.at
    skipBlanks(cursor, false)
    if (cursor.text[cursor.at] !== ',') {
      cursor.at = at
      break
    }
    cursor.at++
    skipBlanks(cursor, true)
    values.push(read())
  }
  const [first] = values as [Told]
  return values.length === 1 ? first : values.some((value) => isList(value)) ? UNKNOWN : values
}

/** The comma binds before the plus: `'a' + 'b', 'c'` is a text and a list. */
const expression = (cursor: Cursor, depth: number): Told => {
  const operand = (): Told => items(cursor, () => primary(cursor, depth))
  const parts: Told[] = [operand()]
  for (;;) {
    const at = cursor.at
    skipBlanks(cursor, false)
    if (cursor.text[cursor.at] !== '+' || cursor.text[cursor.at + 1] === '+') {
      cursor.at = at
      break
    }
    cursor.at++
    skipBlanks(cursor, true)
    parts.push(operand())
  }
  return parts.length === 1 ? (parts[0] as Told) : joined(parts)
}

/** What a plus makes of values: the first says whether it is a text or a list. */
export const joined = (parts: readonly Told[]): Told => {
  const [first] = parts as [Told]
  if (parts.includes(UNKNOWN)) return UNKNOWN
  if (typeof first === 'string') {
    const texts = parts.map((part) => (isList(part) ? null : asText(part)))
    const length = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0)
    return texts.includes(null) || length > LONGEST ? UNKNOWN : texts.join('')
  }
  if (isList(first)) {
    const count = parts.reduce<number>((sum, part) => sum + (isList(part) ? part.length : 1), 0)
    return count > MOST_ITEMS ? UNKNOWN : parts.flatMap((part) => (isList(part) ? part : [part]))
  }
  return UNKNOWN
}

/** The value of a whole text; UNKNOWN where it is computed. Throws only what is never closed. */
export const constant = (text: string, variables: Variables, depth = 0): Told => {
  const cursor: Cursor = { text, at: 0, variables }
  try {
    skipBlanks(cursor, true)
    if (depth > DEEPEST) return UNKNOWN
    const value = expression(cursor, depth)
    skipBlanks(cursor, true)
    return cursor.at >= text.length ? value : UNKNOWN
  } catch (error) {
    if (error !== NOT_READ && error !== UNCLOSED) throw error
    return UNKNOWN
  }
}

const WORD = /[^\s,;|(){}'"‘’‚‛“”„`@&<>]+/y

/** A value behind a parameter: bare words stand for themselves. */
const argumentItem = (cursor: Cursor): Told => {
  const char = cursor.text[cursor.at] ?? ''
  if (/[$'"‘’‚‛“”„(@{[]/.test(char)) {
    const start = cursor.at
    const value = primary(cursor, 0)
    const next = cursor.text[cursor.at]
    if (next === undefined || /[\s,;|)}]/.test(next)) return value
    // Something is stuck to it: `$folder\x.exe`, `"a"b`.
    cursor.at = start
    const word = match(cursor, /\$[^\s,;|(){}'"`@&<>]+/y)?.[0]
    const after = cursor.text[cursor.at]
    if (word === undefined || (after !== undefined && !/[\s,;|)}]/.test(after))) throw NOT_READ
    return expanded(word, cursor.variables)
  }
  const word = match(cursor, WORD)?.[0]
  const after = cursor.text[cursor.at]
  if (word === undefined || (after !== undefined && !/[\s,;|)}]/.test(after))) throw NOT_READ
  return word.includes('$') ? expanded(word, cursor.variables) : word
}

/** One argument of a command: a value, or several between commas. Throws NOT_READ. */
export const argumentValue = (cursor: Cursor): Told => items(cursor, () => argumentItem(cursor))

/** One quoted text or variable, whatever is stuck to it. Throws NOT_READ. */
export const textPiece = (cursor: Cursor): Told => {
  const char = cursor.text[cursor.at] ?? ''
  if (char !== '' && SINGLE_QUOTES.includes(char)) return single(cursor)
  if (char !== '' && DOUBLE_QUOTES.includes(char)) return double(cursor)
  if (char === '$') return variable(cursor)
  throw NOT_READ
}
