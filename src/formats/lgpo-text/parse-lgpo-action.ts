// SPDX-License-Identifier: MIT
import type { PolRecord } from '../registry-pol/pol-record.ts'
import { DELETE_ALL_VALUES, DELETE_KEYS, DELETE_VALUE } from './lgpo-entry.ts'

type Parsed = Omit<PolRecord, 'key'> | string

const utf16 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf16le'))

/** `\\` is a backslash, `\0` a NUL; any other backslash stands for itself. */
const unescapeText = (text: string): string => text.replace(/\\([\\0])/g, (_, next) => (next === '0' ? '\0' : '\\'))

const parseInteger = (text: string, bits: 32 | 64): bigint | null => {
  if (!/^(-?\d{1,20}|0x[0-9a-f]{1,16})$/i.test(text)) return null
  const value = BigInt(text)
  return value >= 1n << BigInt(bits) || value < -(1n << BigInt(bits - 1)) ? null : BigInt.asUintN(bits, value)
}

const integerBytes = (text: string, bits: 32 | 64): Uint8Array | null => {
  const value = parseInteger(text, bits)
  if (value === null) return null
  const bytes = new DataView(new ArrayBuffer(8))
  bytes.setBigUint64(0, value, true)
  return new Uint8Array(bytes.buffer, 0, bits / 8)
}

const binaryBytes = (text: string): Uint8Array | null =>
  text === ''
    ? new Uint8Array()
    : /^[0-9a-f]{1,2}(,[0-9a-f]{1,2})*$/i.test(text)
      ? Uint8Array.from(text.split(','), (byte) => Number.parseInt(byte, 16))
      : null

const DATA: Readonly<Record<string, { readonly type: number; readonly parse: (text: string) => Uint8Array | null }>> = {
  SZ: { type: 1, parse: (text) => utf16(`${unescapeText(text)}\0`) },
  EXSZ: { type: 2, parse: (text) => utf16(`${unescapeText(text)}\0`) },
  BINARY: { type: 3, parse: binaryBytes },
  DWORD: { type: 4, parse: (text) => integerBytes(text, 32) },
  MULTISZ: { type: 7, parse: (text) => utf16(text === '' ? '\0' : `${unescapeText(text)}\0\0`) },
  QWORD: { type: 11, parse: (text) => integerBytes(text, 64) },
}

/**
 * Reads value name and action of an entry into a record without its key. A text says why that is not possible; null is
 * an action that makes no record. Actions are in upper case.
 */
export const parseLgpoAction = (name: string, action: string): Parsed | null => {
  const colon = action.indexOf(':')
  const word = colon < 0 ? action : action.slice(0, colon)
  const all = (record: Parsed): Parsed => (name === '*' ? record : `${word} needs * as the value name`)
  if (colon < 0) {
    switch (word) {
      case 'DELETE':
        return { name: DELETE_VALUE + name, type: 1, data: utf16(' \0') }
      case 'DELETEALLVALUES':
        return all({ name: DELETE_ALL_VALUES, type: 1, data: utf16(' \0') })
      case 'CREATEKEY':
        return all({ name: '', type: 0, data: new Uint8Array() })
      case 'DELETEKEYS':
        return { name: DELETE_KEYS, type: 1, data: utf16(`${name}\0`) }
      case 'CLEAR':
        // "Not configured": there is no record.
        return null
      default:
        return `unknown action ${JSON.stringify(word.slice(0, 40))}`
    }
  }
  const kind = Object.hasOwn(DATA, word) ? DATA[word] : undefined
  if (kind === undefined) return `unknown action ${JSON.stringify(word.slice(0, 40))}`
  const data = kind.parse(action.slice(colon + 1))
  return data === null ? `not the data of a ${word}` : { name, type: kind.type, data }
}
