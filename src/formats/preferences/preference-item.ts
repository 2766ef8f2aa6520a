// SPDX-License-Identifier: MIT
import type { RegistryValue } from '../rule/registry-value.ts'
import { HIVE_NAMES, type PreferenceType, REPLACE_IMAGE } from './registry-settings.ts'

/** A registry value as an item of Registry.xml: its attributes in Windows' order, and the entries of a list. */
export interface PreferenceItem {
  readonly attributes: Readonly<Record<string, string>>
  readonly properties: Readonly<Record<string, string>>
  readonly values: readonly string[]
}

const valueText = ({ type, data }: RegistryValue): string => {
  if (typeof data === 'object') return data.join(' ')
  if (type === 'REG_DWORD') return Number(data).toString(16).toUpperCase().padStart(8, '0')
  if (type === 'REG_QWORD') return BigInt(data).toString(16).toUpperCase().padStart(16, '0')
  return String(data)
}

/** Why a value cannot be a preference item; null where it can. */
export const preferenceReason = ({ key, name, type }: RegistryValue): string | null =>
  !Object.hasOwn(REPLACE_IMAGE, type)
    ? `a preference cannot have the type ${type}`
    : !HIVE_NAMES.has(key.slice(0, key.indexOf('\\')))
      ? 'the key does not start with a hive'
      : name === ''
        ? 'a preference needs a value name'
        : null

/**
 * The item for a value. Replace is the one action that `removePolicy` allows: with it the value goes when the Group
 * Policy object does.
 */
export const preferenceItem = (value: RegistryValue, uid: string, changed: string): PreferenceItem => {
  const split = value.key.indexOf('\\')
  const type = value.type as PreferenceType
  return {
    attributes: {
      name: value.name,
      status: value.name,
      image: REPLACE_IMAGE[type],
      changed,
      uid,
      bypassErrors: '1',
      removePolicy: '1',
    },
    properties: {
      action: 'R',
      displayDecimal: '0',
      default: '0',
      hive: HIVE_NAMES.get(value.key.slice(0, split)) ?? '',
      key: value.key.slice(split + 1),
      name: value.name,
      type,
      value: valueText(value),
    },
    values: type === 'REG_MULTI_SZ' ? (typeof value.data === 'object' ? value.data : [String(value.data)]) : [],
  }
}
