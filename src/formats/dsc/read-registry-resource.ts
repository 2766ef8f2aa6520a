// SPDX-License-Identifier: MIT
import type { RegistryType, RegistryValue } from '../rule/registry-value.ts'
import { type DscContent, faultContent, NO_CONTENT } from './dsc-content.ts'

const TYPES: Readonly<Record<string, RegistryType>> = {
  string: 'REG_SZ',
  expandstring: 'REG_EXPAND_SZ',
  multistring: 'REG_MULTI_SZ',
  binary: 'REG_BINARY',
  dword: 'REG_DWORD',
  qword: 'REG_QWORD',
}
const HIVES: Readonly<Record<string, string>> = {
  hkey_local_machine: 'HKLM',
  hkey_current_user: 'HKCU',
  hkey_classes_root: 'HKCR',
  hkey_users: 'HKU',
  hkey_current_config: 'HKCC',
}

/** `HKEY_LOCAL_MACHINE\…`, `HKLM:\…`, `HKLM\…` or `Registry::…` as `HKLM\…`. */
export const readRegistryKey = (key: string): string => {
  const path = key.replace(/^registry::/i, '')
  const [hive = ''] = /^[^\\:]*/.exec(path) ?? []
  const short = HIVES[hive.toLowerCase()] ?? hive.toUpperCase()
  return short + path.slice(hive.length).replace(/^:/, '')
}

const integer = (text: string, hex: boolean): bigint | null => {
  const digits = text.replace(/^0x/i, '')
  const isHex = hex || digits.length !== text.length
  if (!(isHex ? /^[0-9a-f]{1,16}$/i : /^\d{1,20}$/).test(digits)) return null
  return BigInt(isHex ? `0x${digits}` : digits)
}

const small = (value: bigint): number | string =>
  Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()

const readData = (type: RegistryType, data: readonly string[], hex: boolean): RegistryValue['data'] | null => {
  const [first = ''] = data
  switch (type) {
    case 'REG_MULTI_SZ':
      return data
    case 'REG_BINARY':
      return /^(?:[0-9a-f]{2})*$/i.test(first.replace(/^0x/i, '')) ? first.replace(/^0x/i, '').toLowerCase() : null
    case 'REG_DWORD':
    case 'REG_QWORD': {
      const value = integer(first === '' ? '0' : first, hex)
      return value === null || value >= 1n << (type === 'REG_DWORD' ? 32n : 64n) ? null : small(value)
    }
    default:
      return data.length > 1 ? null : first
  }
}

/** Reads a `Registry` resource of Windows PowerShell; a value that is to be absent is a loss. */
export const readRegistryResource = (properties: Readonly<Record<string, unknown>>): DscContent => {
  const text = (name: string): string | undefined =>
    typeof properties[name] === 'string' ? (properties[name] as string) : undefined
  const key = readRegistryKey(text('Key') ?? '')
  const name = text('ValueName') ?? ''
  const field = `${key}\\${name}`
  if ((text('Ensure') ?? 'Present').toLowerCase() === 'absent')
    return faultContent(field, 'the document removes this value')
  const type = TYPES[(text('ValueType') ?? 'String').toLowerCase()]
  if (type === undefined) return faultContent(field, `${text('ValueType')} is not a type`)
  const given = properties.ValueData ?? []
  const list = (Array.isArray(given) ? given : [given]).map(String)
  const data = readData(type, list, properties.Hex === true)
  return data === null
    ? faultContent(field, 'the data does not fit its type')
    : { ...NO_CONTENT, registry: [{ key, name, type, data }] }
}
