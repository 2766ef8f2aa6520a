// SPDX-License-Identifier: MIT

import type { DscValue } from '../../formats/dsc/dsc-resource.ts'
import { HIVES } from '../../formats/reg-text/reg-entry.ts'
import type { RegistryType, RegistryValue } from '../../formats/rule/registry-value.ts'

/** What both Registry resources call the types; they know no others. */
const TYPES: Readonly<Partial<Record<RegistryType, string>>> = {
  REG_SZ: 'String',
  REG_EXPAND_SZ: 'ExpandString',
  REG_MULTI_SZ: 'MultiString',
  REG_BINARY: 'Binary',
  REG_DWORD: 'DWord',
  REG_QWORD: 'QWord',
}

const hiveOf = (key: string): string => key.slice(0, Math.max(0, key.indexOf('\\')))
const texts = ({ data }: RegistryValue): readonly string[] => (typeof data === 'object' ? data : [String(data)])

/** Why no Registry resource can say a value; null where it can. */
export const registryReason = (value: RegistryValue): string | null => {
  if (TYPES[value.type] === undefined) return `the Registry resource has no ${value.type}`
  if (HIVES[hiveOf(value.key)] === undefined) return 'the key does not start with a hive'
  if (value.name === '') return 'the Registry resource takes a value without a name for the key alone'
  const bad = [value.key, value.name, ...texts(value)].some((text) => text.includes('\0') || !text.isWellFormed())
  return bad ? 'a text holds U+0000 or half a surrogate pair' : null
}

/** Properties of the Registry resource of Windows PowerShell. `Force` lets it change the type of a value that is there. */
export const registryProperties = (value: RegistryValue): Readonly<Record<string, DscValue>> => ({
  Key: `${HIVES[hiveOf(value.key)]}${value.key.slice(hiveOf(value.key).length)}`,
  ValueName: value.name,
  Ensure: 'Present',
  Force: true,
  ValueType: TYPES[value.type] as string,
  ValueData: texts(value),
})

const documentData = (value: RegistryValue): unknown => {
  switch (value.type) {
    case 'REG_MULTI_SZ':
      return texts(value)
    case 'REG_BINARY':
      return [...Buffer.from(String(value.data), 'hex')]
    case 'REG_DWORD':
      return Number(value.data)
    case 'REG_QWORD':
      return BigInt(String(value.data))
    default:
      return String(value.data)
  }
}

/** Properties of `Microsoft.Windows/Registry` of DSC v3. */
export const documentRegistryProperties = (value: RegistryValue): Readonly<Record<string, unknown>> => ({
  keyPath: value.key,
  valueName: value.name,
  valueData: { [TYPES[value.type] as string]: documentData(value) },
})
