// SPDX-License-Identifier: MIT

/** A value of the registry as a file holds it. `key` starts with the hive, `HKLM\…`. */
export interface StoreValue {
  readonly key: string
  /** Null stands for a key that has neither values nor subkeys. */
  readonly name: string | null
  readonly type: number
  readonly data: Uint8Array
}
