// SPDX-License-Identifier: MIT
import type { RegistryType } from '../rule/registry-value.ts'

/** Class ids of Registry.xml, in Windows' own spelling. MS-GPPREF 2.2.1.10. */
export const REGISTRY_SETTINGS_CLSID = '{A3CCFC41-DFDB-43a5-8D26-0FE8B954DA51}'
export const REGISTRY_CLSID = '{9CD4B2F4-923D-47f5-A062-E897DD1DAD50}'

/** The types that a preference item can have. */
export type PreferenceType = Exclude<RegistryType, 'REG_NONE' | 'REG_DWORD_BIG_ENDIAN'>

/** Icon of an item that replaces a value; the editor has one for text, numbers and bytes each. */
export const REPLACE_IMAGE: Readonly<Record<PreferenceType, string>> = {
  REG_SZ: '6',
  REG_EXPAND_SZ: '6',
  REG_MULTI_SZ: '6',
  REG_DWORD: '11',
  REG_QWORD: '11',
  REG_BINARY: '16',
}

export const HIVE_NAMES: ReadonlyMap<string, string> = new Map([
  ['HKLM', 'HKEY_LOCAL_MACHINE'],
  ['HKCU', 'HKEY_CURRENT_USER'],
  ['HKCR', 'HKEY_CLASSES_ROOT'],
  ['HKU', 'HKEY_USERS'],
  ['HKCC', 'HKEY_CURRENT_CONFIG'],
])
