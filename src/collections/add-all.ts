// SPDX-License-Identifier: MIT

/** Adds items one by one: `push(...items)` puts each on the stack, which ends at a hundred thousand. */
export const addAll = <T>(list: T[], items: Iterable<T>): void => {
  for (const item of items) list.push(item)
}
