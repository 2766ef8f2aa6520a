// SPDX-License-Identifier: MIT

/** A line of a .reg file that sets or deletes a value. The default value of a key has an empty name. */
export interface RegValue {
  readonly name: string
  /** Type number and bytes as the registry holds them; null where the line deletes the value. */
  readonly data: { readonly type: number; readonly bytes: Uint8Array } | null
}

/** A section of a .reg file. `key` starts with the hive in its short form, `HKLM\…`. */
export interface RegEntry {
  readonly key: string
  /** `[-KEY]` deletes a key with everything in it. */
  readonly deletes: boolean
  readonly values: readonly RegValue[]
}

export const REG_HEADER = 'Windows Registry Editor Version 5.00'
/** Windows 95 and NT 4: text in the code page of the machine. */
export const REG_HEADER_4 = 'REGEDIT4'

/** Names of the hives, short and as .reg files write them. */
export const HIVES: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKCR: 'HKEY_CLASSES_ROOT',
  HKU: 'HKEY_USERS',
  HKCC: 'HKEY_CURRENT_CONFIG',
}
