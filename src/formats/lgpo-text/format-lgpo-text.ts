// SPDX-License-Identifier: MIT
import type { PolRecord } from '../registry-pol/pol-record.ts'
import { DELETE_ALL_VALUES, DELETE_KEYS, DELETE_VALUE, type LgpoEntry } from './lgpo-entry.ts'

/** Type numbers of the registry, and the word of LGPO for those that hold text. */
const TEXT_WORD: Readonly<Record<number, string>> = { 1: 'SZ', 2: 'EXSZ' }
const BINARY = 3
const DWORD = 4
const MULTI_SZ = 7
const QWORD = 11

/** A backslash is doubled, a NUL is `\0`. Nothing can say a line break. */
const escapeText = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\0', '\\0')

const isLine = (text: string): boolean => !/[\r\n]/.test(text) && text.isWellFormed()

/** Text without the NUL that ends it; null where none does. */
const terminated = (data: Uint8Array): string | null => {
  const text = Buffer.from(data.buffer, data.byteOffset, data.length).toString('utf16le')
  return data.length % 2 === 0 && text.endsWith('\0') && isLine(text) ? text.slice(0, -1) : null
}

const formatList = (data: Uint8Array): string | null => {
  const text = terminated(data)
  if (text === null || text === '') return text
  const body = text.slice(0, -1)
  return text.endsWith('\0') && body !== '' && !body.split('\0').includes('') ? escapeText(body) : null
}

const formatData = ({ type, data }: PolRecord): string | null => {
  const view = new DataView(data.buffer, data.byteOffset, data.length)
  const word = TEXT_WORD[type]
  if (word !== undefined) {
    const text = terminated(data)
    return text === null ? null : `${word}:${escapeText(text)}`
  }
  if (type === MULTI_SZ) {
    const text = formatList(data)
    return text === null ? null : `MULTISZ:${text}`
  }
  if (type === DWORD && data.length === 4) return `DWORD:${view.getUint32(0, true)}`
  if (type === QWORD && data.length === 8) return `QWORD:${view.getBigUint64(0, true)}`
  return type === BINARY ? `BINARY:${[...data].map((byte) => byte.toString(16).padStart(2, '0')).join(',')}` : null
}

/** Value name and action of a record; null where LGPO has no words for it. */
const formatAction = (record: PolRecord): readonly [string, string] | null => {
  const { name, type, data } = record
  const lower = name.toLowerCase()
  const text = type === 1 ? terminated(data) : null
  if (name === '' && type === 0) return data.length === 0 ? ['*', 'CREATEKEY'] : null
  if (text === ' ' && lower === DELETE_ALL_VALUES) return ['*', 'DELETEALLVALUES']
  if (text === ' ' && lower.startsWith(DELETE_VALUE)) return [name.slice(DELETE_VALUE.length), 'DELETE']
  if (text !== null && lower === DELETE_KEYS.toLowerCase()) return [text, 'DELETEKEYS']
  const action = formatData(record)
  return action === null ? null : [name, action]
}

/** Why LGPO text cannot say a record; null where it can. */
export const checkLgpoRecord = (record: PolRecord): string | null =>
  record.key === '' || record.key.trim() !== record.key || !isLine(record.key)
    ? 'a key is one line without blanks around it'
    : !isLine(record.name)
      ? 'a value name is one line'
      : formatAction(record) === null
        ? `no words for ${record.data.length} bytes of type ${record.type}`
        : null

/**
 * The text that LGPO.exe makes of a registry.pol file with `/parse`, and reads with `/t` and `/r`. Of what
 * `checkLgpoRecord` refuses nothing is written. The comment is one line.
 * https://www.microsoft.com/download/details.aspx?id=55319
 */
export const formatLgpoText = (entries: readonly LgpoEntry[], comment: readonly string[] = []): string => {
  const blocks = entries.map(({ scope, record }) => {
    const action = formatAction(record)
    return action === null ? '' : [scope, record.key, ...action, '', ''].join('\r\n')
  })
  const head = comment.map((line) => `; ${line}\r\n`).join('')
  return [head === '' ? '' : `${head}\r\n`, ...blocks].join('')
}

/** ASCII where that can say the text, and UTF-16 with a byte order mark otherwise: LGPO reads the rest as ANSI. */
export const encodeLgpoText = (text: string): Uint8Array =>
  Uint8Array.from(/[\u0080-\uffff]/.test(text) ? Buffer.from(`\ufeff${text}`, 'utf16le') : Buffer.from(text))
