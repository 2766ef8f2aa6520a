// SPDX-License-Identifier: MIT

/** The value of a key; made and kept where there is none yet. */
export const getOrInsert = <K, V>(
  map: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V => {
  const known = map.get(key)
  if (known !== undefined) return known
  const value = make()
  map.set(key, value)
  return value
}
