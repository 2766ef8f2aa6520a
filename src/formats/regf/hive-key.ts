// SPDX-License-Identifier: MIT

/** A value of a registry hive: its type number and its bytes as they stand there. */
export interface HiveValue {
  readonly name: string
  readonly type: number
  readonly data: Uint8Array
}

/** A key of a registry hive with everything under it. The default value of a key has an empty name. */
export interface HiveKey {
  readonly name: string
  readonly values: readonly HiveValue[]
  readonly subkeys: readonly HiveKey[]
}

/** The registry has no more levels: https://learn.microsoft.com/windows/win32/sysinfo/registry-element-size-limits */
export const MAX_DEPTH = 512
