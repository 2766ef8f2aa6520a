// SPDX-License-Identifier: MIT
import { HIVES, REG_HEADER, type RegEntry, type RegValue } from './reg-entry.ts'

/** Registry Editor breaks a row of bytes behind this column. */
const COLUMNS = 77

const escapeText = (text: string): string => text.replace(/[\\"]/g, '\\$&')

// biome-ignore lint/suspicious/noControlCharactersInRegex: a line of the file cannot hold them
const CONTROL = /[\u0000-\u001f\u007f]/

/** Text between quotes; null where the bytes are no string with one NUL at its end, or it does not fit a line. */
const plainText = (bytes: Uint8Array): string | null => {
  if (bytes.length < 2 || bytes.length % 2 !== 0) return null
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf16le')
  const body = text.slice(0, -1)
  return text.endsWith('\0') && !CONTROL.test(body) && body.isWellFormed() ? body : null
}

const hexRows = (head: string, bytes: Uint8Array): string => {
  let rows = ''
  let row = head
  for (const [i, byte] of bytes.entries()) {
    row += byte.toString(16).padStart(2, '0')
    if (i === bytes.length - 1) break
    row += ','
    if (row.length < COLUMNS) continue
    rows += `${row}\\\r\n`
    row = '  '
  }
  return rows + row
}

const formatData = (head: string, data: RegValue['data']): string => {
  if (data === null) return `${head}-`
  const { type, bytes } = data
  const text = type === 1 ? plainText(bytes) : null
  if (text !== null) return `${head}"${escapeText(text)}"`
  if (type === 4 && bytes.length === 4)
    return `${head}dword:${Buffer.from(bytes).readUInt32LE(0).toString(16).padStart(8, '0')}`
  return hexRows(type === 3 ? `${head}hex:` : `${head}hex(${type.toString(16)}):`, bytes)
}

const formatValue = ({ name, data }: RegValue): string =>
  formatData(name === '' ? '@=' : `"${escapeText(name)}"=`, data)

const longKey = (key: string): string => {
  const slash = key.indexOf('\\')
  const hive = slash < 0 ? key : key.slice(0, slash)
  return (HIVES[hive] ?? hive) + key.slice(hive.length)
}

/** Why a name cannot stand in a .reg file; null where it can. */
export const checkRegName = (name: string): string | null =>
  CONTROL.test(name) || !name.isWellFormed() ? `${JSON.stringify(name)} does not fit a line of a .reg file` : null

const formatEntry = ({ key, deletes, values }: RegEntry): string =>
  [`[${deletes ? '-' : ''}${longKey(key)}]`, ...values.map(formatValue), '', ''].join('\r\n')

/** The text of a .reg file as Registry Editor writes one, version 5. `checkRegName` says which names fit. */
export const formatRegText = (entries: readonly RegEntry[]): string =>
  `${REG_HEADER}\r\n\r\n${entries.map(formatEntry).join('')}`
