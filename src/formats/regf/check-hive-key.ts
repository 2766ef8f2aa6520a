// SPDX-License-Identifier: MIT
import { type HiveKey, MAX_DEPTH } from './hive-key.ts'
import { upperName } from './key-hash.ts'
import { BIG_DATA } from './layout.ts'

/** https://learn.microsoft.com/windows/win32/sysinfo/registry-element-size-limits */
const MAX_KEY_NAME = 255
const MAX_VALUE_NAME = 16_383
const MAX_DATA = 0xffff * BIG_DATA

const keyReason = ({ name }: HiveKey): string | null =>
  name.length < 1 || name.length > MAX_KEY_NAME || name.includes('\\')
    ? 'a key name has 1 to 255 characters and no backslash'
    : null

/** Values compare without case as keys do; one name stands once. */
const valuesReason = ({ values }: HiveKey): string | null => {
  const seen = new Set<string>()
  for (const { name, type, data } of values) {
    if (name.length > MAX_VALUE_NAME) return `a value name has at most ${MAX_VALUE_NAME} characters`
    if (!Number.isInteger(type) || type < 0 || type > 0xffff_ffff) return `${type} is not a type of a value`
    if (data.length > MAX_DATA) return `a value has at most ${MAX_DATA} bytes`
    const folded = upperName(name)
    if (seen.has(folded)) return `two values are called ${JSON.stringify(name)}`
    seen.add(folded)
  }
  return null
}

const subkeysReason = ({ subkeys }: HiveKey): string | null => {
  const seen = new Set<string>()
  for (const { name } of subkeys) {
    const folded = upperName(name)
    if (seen.has(folded)) return `two subkeys are called ${JSON.stringify(name)}`
    seen.add(folded)
  }
  return null
}

/** Why a tree cannot be written as a hive; null where it can. */
export const checkHiveKey = (root: HiveKey): string | null => {
  const open: { readonly key: HiveKey; readonly depth: number }[] = [{ key: root, depth: 1 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { key, depth } = next
    if (depth > MAX_DEPTH) return `a hive has at most ${MAX_DEPTH} levels`
    const reason = keyReason(key) ?? valuesReason(key) ?? subkeysReason(key)
    if (reason !== null) return `${JSON.stringify(key.name)}: ${reason}`
    for (const subkey of key.subkeys) open.push({ key: subkey, depth: depth + 1 })
  }
  return null
}
