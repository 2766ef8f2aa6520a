// SPDX-License-Identifier: MIT

export type RegistryType =
  | 'REG_NONE'
  | 'REG_SZ'
  | 'REG_EXPAND_SZ'
  | 'REG_BINARY'
  | 'REG_DWORD'
  | 'REG_DWORD_BIG_ENDIAN'
  | 'REG_MULTI_SZ'
  | 'REG_QWORD'

/** A value of the registry. `key` starts with the hive (`HKLM\…`); `name` is empty for a key without values. */
export interface RegistryValue {
  readonly key: string
  readonly name: string
  readonly type: RegistryType
  /** Text, a number, a list for REG_MULTI_SZ, or lower-case hex bytes for REG_BINARY and unknown types. */
  readonly data: string | number | readonly string[]
}
