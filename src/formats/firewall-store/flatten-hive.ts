// SPDX-License-Identifier: MIT
import type { HiveKey } from '../regf/hive-key.ts'
import type { Loss } from '../rule/loss.ts'
import { MAX_PATH } from './store-keys.ts'
import type { StoreValue } from './store-value.ts'

const NOTHING = new Uint8Array()

export interface FlatHive {
  readonly values: readonly StoreValue[]
  readonly losses: readonly Loss[]
}

/** The values under a key of a hive, a key's own before those of its subkeys, under a path of the registry. */
export const flattenHive = (root: HiveKey, path: string): FlatHive => {
  const values: StoreValue[] = []
  let long = false
  const open: { readonly key: HiveKey; readonly path: string }[] = [{ key: root, path }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { key, path } = next
    for (const { name, type, data } of key.values) values.push({ key: path, name, type, data })
    if (key.values.length === 0 && key.subkeys.length === 0)
      values.push({ key: path, name: null, type: 0, data: NOTHING })
    for (const subkey of key.subkeys.toReversed()) {
      if (path.length + subkey.name.length < MAX_PATH) open.push({ key: subkey, path: `${path}\\${subkey.name}` })
      else long = true
    }
  }
  const reason = `keys with paths over ${MAX_PATH} characters are left out`
  return { values, losses: long ? [{ rule: null, field: 'hive', reason }] : [] }
}

/** The key at a path below another; null where there is none. Keys compare without case. */
export const findKey = (root: HiveKey, path: string): HiveKey | null => {
  let key: HiveKey | undefined = root
  for (const part of path.toLowerCase().split('\\')) key = key?.subkeys.find(({ name }) => name.toLowerCase() === part)
  return key ?? null
}
