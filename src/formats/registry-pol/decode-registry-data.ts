// SPDX-License-Identifier: MIT
import type { RegistryType, RegistryValue } from '../rule/registry-value.ts'
import { TYPE_NAME } from './registry-types.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf16le').replace(/\0$/, '')

const list = (bytes: Uint8Array): readonly string[] => {
  const whole = text(bytes).replace(/\0$/, '')
  return whole === '' ? [] : whole.split('\0')
}

/** Whether a value is a text; one of half characters is not. */
export const isTextValue = (type: number, bytes: Uint8Array): boolean =>
  TYPE_NAME.get(type) === 'REG_SZ' && bytes.length % 2 === 0

/**
 * What a value's bytes say under its type. Bytes that do not fit the type, and types without a name, are given as hex
 * under REG_BINARY, so that nothing is guessed.
 */
export const decodeRegistryData = (
  type: number,
  bytes: Uint8Array,
): { readonly type: RegistryType; readonly data: RegistryValue['data'] } => {
  const name = TYPE_NAME.get(type)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if ((name === 'REG_SZ' || name === 'REG_EXPAND_SZ') && bytes.length % 2 === 0)
    return { type: name, data: text(bytes) }
  if (name === 'REG_MULTI_SZ' && bytes.length % 2 === 0) return { type: name, data: list(bytes) }
  if (name === 'REG_DWORD' && bytes.length === 4) return { type: name, data: view.getUint32(0, true) }
  if (name === 'REG_DWORD_BIG_ENDIAN' && bytes.length === 4) return { type: name, data: view.getUint32(0, false) }
  if (name === 'REG_QWORD' && bytes.length === 8) {
    const value = view.getBigUint64(0, true)
    return { type: name, data: value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString() }
  }
  return { type: name === 'REG_NONE' ? name : 'REG_BINARY', data: hex(bytes) }
}
