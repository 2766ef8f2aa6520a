// SPDX-License-Identifier: MIT

/** A value of YAML; whole numbers that a number cannot hold are bigint. */
type Value = string | number | bigint | boolean | Value[] | { [key: string]: Value }

/** Thrown where a text leaves the subset. */
const OTHER = Symbol('other YAML')

const KEY = /([A-Za-z_$][\w$.]*):(?=[ \n]|$)/y
const DASH = /- (?! )/y
const PLAIN = /^[A-Za-z][\w./-]*(?: +[\w./-]+)*$/
const WHOLE = /^(?:0|-?[1-9]\d*)$/
/** Words that YAML reads as something else than text. */
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i
const DEEPEST = 50
/** A regular expression may overflow the stack over a longer one. */
const LONGEST_WORD = 10_000
/** An escape, or what stands in double quotes only as an escape. */
const ESCAPE = /\\(?:(["\\nrt])|(?:U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})))|["\\]/g

const SHORT: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', n: '\n', r: '\r', t: '\t' }

const leave = (): never => {
  throw OTHER
}

const unquote = (text: string): string => {
  const inner = text.length > 1 && text.endsWith("'") ? text.slice(1, -1) : leave()
  if (!inner.includes("'")) return inner
  return inner.replace(/''?/g, (quotes) => (quotes === "''" ? "'" : leave()))
}

const fromEscapes = (text: string): string => {
  const inner = text.length > 1 && text.endsWith('"') ? text.slice(1, -1) : leave()
  return inner.replace(ESCAPE, (_, short?: string, eight?: string, four?: string, two?: string) => {
    if (short !== undefined) return SHORT[short] as string
    const code = Number.parseInt(eight ?? four ?? two ?? '', 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : leave()
  })
}

const scalar = (text: string): Value => {
  const first = text[0]
  if (first === "'") return unquote(text)
  if (first === '"') return fromEscapes(text)
  if (text.length > LONGEST_WORD) leave()
  if (text === '[]') return []
  if (text === '{}') return {}
  if (text === 'true' || text === 'false') return text === 'true'
  if (WHOLE.test(text)) {
    const number = Number(text)
    return Number.isSafeInteger(number) ? number : BigInt(text)
  }
  return PLAIN.test(text) && !WORDS.test(text) ? text : leave()
}

/** The line that a reader stands on: where its content begins and ends, and how far that is from the margin; -1 behind the last. */
interface Cursor {
  readonly text: string
  at: number
  end: number
  indent: number
}

/** Goes to the next line that says something. */
const nextLine = (cursor: Cursor): void => {
  const { text } = cursor
  let start = cursor.end < 0 ? 0 : cursor.end + 1
  for (; start < text.length; start = cursor.end + 1) {
    const newline = text.indexOf('\n', start)
    cursor.end = newline < 0 ? text.length : newline
    let at = start
    while (text[at] === ' ') at++
    if (at === cursor.end) continue
    if (text[at] === '#') continue
    cursor.at = at
    cursor.indent = at - start
    return
  }
  cursor.at = text.length
  cursor.indent = -1
}

const isDash = (cursor: Cursor): boolean => {
  DASH.lastIndex = cursor.at
  return DASH.test(cursor.text)
}

/** The key at the cursor, moving past its colon; null where none stands. */
const key = (cursor: Cursor): string | null => {
  KEY.lastIndex = cursor.at
  const match = KEY.exec(cursor.text)
  // A colon at the end of the text ends a line too.
  if (match === null || KEY.lastIndex > cursor.end) return null
  const name = match[1] as string
  if (WORDS.test(name) || name === '__proto__') leave()
  cursor.at = KEY.lastIndex
  return name
}

const rest = (cursor: Cursor): string => {
  const text = cursor.text.slice(cursor.at, cursor.end)
  return text.endsWith(' ') ? leave() : text
}

const map = (cursor: Cursor, depth: number): Value => {
  const { indent } = cursor
  const result: { [key: string]: Value } = {}
  do {
    const name = key(cursor) ?? leave()
    if (Object.hasOwn(result, name)) leave()
    if (cursor.at < cursor.end) {
      cursor.at++
      result[name] = scalar(rest(cursor))
      nextLine(cursor)
      // A line further right would go on with the value.
      if (cursor.indent > indent) leave()
    } else {
      nextLine(cursor)
      if (cursor.indent > indent) result[name] = block(cursor, depth + 1)
      else result[name] = cursor.indent === indent && isDash(cursor) ? list(cursor, depth + 1) : leave()
    }
  } while (cursor.indent === indent && !isDash(cursor))
  return result
}

const list = (cursor: Cursor, depth: number): Value => {
  const { indent } = cursor
  const result: Value[] = []
  while (cursor.indent === indent && isDash(cursor)) {
    cursor.at += 2
    const from = cursor.at
    const isMap = key(cursor) !== null
    cursor.at = from
    if (isMap) {
      cursor.indent = indent + 2
      result.push(map(cursor, depth + 1))
    } else {
      result.push(scalar(rest(cursor)))
      nextLine(cursor)
    }
    if (cursor.indent > indent) leave()
  }
  return result
}

const block = (cursor: Cursor, depth: number): Value => {
  if (depth > DEEPEST) leave()
  const { indent } = cursor
  const value = isDash(cursor) ? list(cursor, depth) : map(cursor, depth)
  return cursor.indent >= indent ? leave() : value
}

/**
 * Reads YAML 1.2 in block style: a line a key or an item, texts on one line, quoted or plain. Null where anything else
 * stands in the text, right or wrong: the library reads that, with many times the memory.
 */
export const readBlockYaml = (text: string): { readonly value: Value } | null => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the line feed alone has a place here
  if (/[\x00-\x09\x0b-\x1f]/.test(text) || /^(?:---|\.\.\.|%)/m.test(text)) return null
  const cursor: Cursor = { text, at: 0, end: -1, indent: -1 }
  try {
    nextLine(cursor)
    if (cursor.indent < 0) return null
    const value = block(cursor, 0)
    return cursor.indent === -1 ? { value } : null
  } catch (error) {
    if (error !== OTHER) throw error
    return null
  }
}
