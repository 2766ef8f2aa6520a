// SPDX-License-Identifier: MIT
import { parseRegData, textData } from './parse-reg-data.ts'
import { HIVES, REG_HEADER, REG_HEADER_4, type RegEntry, type RegValue } from './reg-entry.ts'

export interface RegFault {
  /** From 1. */
  readonly line: number
  readonly reason: string
  /** What stands in the line. */
  readonly text: string
}

export interface RegText {
  readonly version: 4 | 5
  readonly entries: readonly RegEntry[]
  /** What is malformed, in the order of the lines; the first hundred. */
  readonly faults: readonly RegFault[]
}

const MAX_FAULTS = 100
const MAX_TEXT = 4_000
/** https://learn.microsoft.com/windows/win32/sysinfo/registry-element-size-limits */
const MAX_DEPTH = 512
const SHORT: ReadonlyMap<string, string> = new Map(
  Object.entries(HIVES).flatMap(([short, long]) => [
    [long, short],
    [short, short],
  ]),
)

const shortKey = (key: string): string | null => {
  const slash = key.indexOf('\\')
  const hive = SHORT.get((slash < 0 ? key : key.slice(0, slash)).toUpperCase())
  if (hive === undefined || key.split('\\', MAX_DEPTH + 2).length > MAX_DEPTH + 1) return null
  return slash < 0 ? hive : hive + key.slice(slash)
}

/** Where a quoted string that begins at 0 ends, behind its quote; -1 where it does not. */
const quoteEnd = (text: string): number => {
  for (let at = 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at + 1
  }
  return -1
}

const unescapeText = (quoted: string): string => quoted.slice(1, -1).replace(/\\([\\"])/g, '$1')

/** The rest of a line is nothing, or a comment. */
const isRest = (text: string): boolean => /^[ \t]*(;.*)?$/s.test(text)

/** Bytes may go on behind a backslash, with a comment after it. */
const CONTINUED = /\\[ \t]*(;.*)?$/s

/**
 * Reads the text of a .reg file as Registry Editor does. Never throws: what is malformed is a fault, and the rest is
 * read. https://learn.microsoft.com/previous-versions/windows/it-pro/windows-server-2003/cc776246(v=ws.10)
 */
export const parseRegText = (text: string): RegText => {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
  const entries: RegEntry[] = []
  const faults: RegFault[] = []
  const fail = (index: number, reason: string): void => {
    const text = (lines[index] ?? '').slice(0, MAX_TEXT)
    if (faults.length < MAX_FAULTS) faults.push({ line: index + 1, reason, text })
    else if (faults.length === MAX_FAULTS)
      faults.push({ line: index + 1, reason: 'more lines like these are not listed', text })
  }
  const first = lines.findIndex((line) => line.trim() !== '')
  const header = lines[first]?.trim()
  const version = header === REG_HEADER_4 ? 4 : 5
  if (header !== REG_HEADER && header !== REG_HEADER_4) {
    fail(Math.max(first, 0), `not a .reg file: it does not begin with ${JSON.stringify(REG_HEADER)}`)
    return { version, entries, faults }
  }
  let values: RegValue[] | null = null
  let index = first + 1
  /** A string may hold line breaks, so that its quote closes in a later line. */
  const readQuoted = (start: string): { readonly text: string; readonly rest: string } | null => {
    let whole = start
    let last = index
    let end = quoteEnd(whole)
    while (end < 0 && last + 1 < lines.length) {
      last++
      const line = lines[last] as string
      // Line by line, or a quote that never closes would be looked for again and again.
      const next = quoteEnd(`"${line}`)
      end = next < 0 ? -1 : whole.length + 1 + next
      whole += `\r\n${line}`
    }
    if (end < 0) return null
    index = last
    return { text: unescapeText(whole.slice(0, end)), rest: whole.slice(end) }
  }
  const readSection = (line: string): void => {
    values = null
    const close = line.lastIndexOf(']')
    const deletes = line[1] === '-'
    const key = close < 0 ? null : shortKey(line.slice(deletes ? 2 : 1, close))
    if (key === null || !isRest(line.slice(close + 1))) {
      fail(index, 'a section is [HIVE\\KEY], and HIVE one of the registry')
      return
    }
    values = []
    entries.push({ key, deletes, values })
  }
  const readData = (name: string, text: string): void => {
    const at = index
    if (text.startsWith('"')) {
      const string = readQuoted(text)
      if (string === null) fail(at, 'a string has no end')
      else if (!isRest(string.rest)) fail(at, 'something stands behind a string')
      else values?.push({ name, data: textData(string.text) })
      return
    }
    if (/^-[ \t]*(;.*)?$/.test(text)) {
      values?.push({ name, data: null })
      return
    }
    const parts: string[] = []
    let part = text
    while (CONTINUED.test(part) && index + 1 < lines.length) {
      parts.push(part.replace(CONTINUED, ''))
      index++
      part = lines[index] as string
    }
    parts.push(part.replace(CONTINUED, '').replace(/;.*$/s, ''))
    const data = parseRegData(parts.map((line) => line.trim()).join(''), version)
    if (data === null) fail(at, 'not the data of a value')
    else values?.push({ name, data })
  }
  const readValue = (line: string): void => {
    const end = line.startsWith('@') ? 1 : quoteEnd(line)
    const name = end < 0 ? null : end === 1 ? '' : unescapeText(line.slice(0, end))
    const equals = end < 0 ? null : /^[ \t]*=[ \t]*/.exec(line.slice(end))
    if (name === null || equals === null) fail(index, 'a value is "NAME"=DATA')
    else if (values === null) fail(index, 'a value before the first section')
    else readData(name, line.slice(end + equals[0].length))
  }
  for (; index < lines.length; index++) {
    const line = (lines[index] as string).trimStart()
    if (line.trim() === '' || line.startsWith(';')) continue
    if (line.startsWith('[')) readSection(line)
    else if (line.startsWith('"') || line.startsWith('@')) readValue(line)
    else fail(index, 'neither a section nor a value')
  }
  return { version, entries, faults }
}
