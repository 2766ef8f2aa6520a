// SPDX-License-Identifier: MIT
import { argumentValue, type Cursor, NOT_READ, skipBlanks, textPiece } from './read-value.ts'
import { isTable, type Told, UNKNOWN, type Variables } from './script-value.ts'
import { UNCLOSED } from './skip-balanced.ts'

/** A parameter as it is written, or as a table gives it that `@name` spreads. */
export interface GivenParameter {
  readonly name: string
  /** Null where nothing stands behind it: a switch. */
  readonly value: Told | null
}

/** A command that a script runs, or would run. */
export interface ScriptCommand {
  readonly name: string
  readonly given: readonly GivenParameter[]
  /** Words of a program that is no cmdlet. */
  readonly words: readonly Told[]
  /** What of its text was not understood. */
  readonly faults: readonly string[]
  /** From 1. */
  readonly line: number
  readonly text: string
  /** Why it is not known to run; null where it does. */
  readonly doubt: string | null
}

const NAME = /^(?:\w+\\)?([A-Za-z][\w.-]*)(?=[\s;|)}]|$)/
/** Switches of every cmdlet, which take no value. */
const SWITCHES = /^(?:asjob|whatif|wi|confirm|cf|verbose|vb|debug|db|passthru|force)$/i
const REDIRECTION = /(?:[\d*]?>{1,2}(?:&\d)?)[ \t]*(?:\$null|[^\s|;)}]*)/y

const parameter = /-([A-Za-z_]\w*)(:?)/y

const given = (cursor: Cursor, faults: string[]): GivenParameter | 'end' | 'positional' => {
  skipBlanks(cursor, false)
  REDIRECTION.lastIndex = cursor.at
  const redirection = REDIRECTION.exec(cursor.text)
  if (redirection !== null) {
    cursor.at = REDIRECTION.lastIndex
    return given(cursor, faults)
  }
  const char = cursor.text[cursor.at]
  if (char === undefined) return 'end'
  if (char === '@' && /^@\w/.test(cursor.text.slice(cursor.at, cursor.at + 2))) return 'positional'
  parameter.lastIndex = cursor.at
  const found = parameter.exec(cursor.text)
  if (found === null) return 'positional'
  const [whole, name = '', colon] = found
  cursor.at += whole.length
  const isSwitch = SWITCHES.test(name)
  if (colon === '' && isSwitch) return { name, value: null }
  if (colon === '') {
    const before = cursor.at
    skipBlanks(cursor, false)
    const next = cursor.text[cursor.at]
    if (next === undefined || /^-[A-Za-z]/.test(cursor.text.slice(cursor.at, cursor.at + 2)))
      return { name, value: null }
    if (cursor.at === before) throw NOT_READ
  } else skipBlanks(cursor, false)
  return { name, value: argumentValue(cursor) }
}

const SPLAT = /@(?:(?:script|global|local):)?(\w+)/iy

/** Reads the parameters of a cmdlet. A table that only a run would tell is a fault, for it could say anything. */
export const readCmdlet = (
  text: string,
  variables: Variables,
  line: number,
  doubt: string | null,
): ScriptCommand | null => {
  const name = NAME.exec(text)?.[1]
  if (name === undefined) return null
  const cursor: Cursor = { text, at: NAME.exec(text)?.[0].length ?? 0, variables }
  const parameters: GivenParameter[] = []
  const faults: string[] = []
  try {
    for (;;) {
      const next = given(cursor, faults)
      if (next === 'end') break
      if (next !== 'positional') {
        parameters.push(next)
        continue
      }
      SPLAT.lastIndex = cursor.at
      const splat = SPLAT.exec(cursor.text)
      if (splat === null) {
        argumentValue(cursor)
        faults.push('a value without a parameter')
        continue
      }
      cursor.at = SPLAT.lastIndex
      const table = variables.get((splat[1] as string).toLowerCase()) ?? UNKNOWN
      if (!isTable(table)) faults.push(`@${splat[1]} is only known where the script runs`)
      else for (const { name: key, value } of table.entries.values()) parameters.push({ name: key, value })
    }
  } catch (error) {
    if (error !== NOT_READ && error !== UNCLOSED) throw error
    faults.push(`was not understood from ${JSON.stringify(text.slice(cursor.at, cursor.at + 40))}`)
  }
  return { name, given: parameters, words: [], faults, line, text, doubt }
}

/** The words of a program, quotes and variables within them as PowerShell reads them. */
export const readProgram = (text: string, variables: Variables, line: number, doubt: string | null): ScriptCommand => {
  const words: Told[] = []
  const faults: string[] = []
  const cursor: Cursor = { text, at: 0, variables }
  try {
    for (;;) {
      skipBlanks(cursor, false)
      if (cursor.text[cursor.at] === undefined) break
      REDIRECTION.lastIndex = cursor.at
      if (REDIRECTION.test(text)) {
        cursor.at = REDIRECTION.lastIndex
        continue
      }
      words.push(programWord(cursor))
    }
  } catch (error) {
    if (error !== NOT_READ && error !== UNCLOSED) throw error
    faults.push(`was not understood from ${JSON.stringify(text.slice(cursor.at, cursor.at + 40))}`)
  }
  const [name] = words
  return { name: typeof name === 'string' ? name : '', given: [], words: words.slice(1), faults, line, text, doubt }
}

const PLAIN = /[^\s'"‘’‚‛“”„`$(){}|;<>]+/y

/** `name="a b"`, `localport=$port`, `'name=a b'`: pieces without a blank between them are one word. */
const programWord = (cursor: Cursor): Told => {
  let word = ''
  let known = true
  const start = cursor.at
  while (cursor.at < cursor.text.length && !/[\s|;]/.test(cursor.text[cursor.at] as string)) {
    PLAIN.lastIndex = cursor.at
    const plain = PLAIN.exec(cursor.text)?.[0]
    if (plain !== undefined) {
      word += plain
      cursor.at += plain.length
      continue
    }
    const piece = textPiece(cursor)
    if (typeof piece === 'string' || typeof piece === 'number') word += piece
    else known = false
  }
  if (cursor.at === start) throw NOT_READ
  return known ? word : UNKNOWN
}
