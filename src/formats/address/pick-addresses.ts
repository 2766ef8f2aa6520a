// SPDX-License-Identifier: MIT
import type { AddressSet } from './address-set.ts'
import type { Range } from './range.ts'

const pick = <T extends number | bigint>(many: readonly Range<T>[], few: readonly Range<T>[]): readonly Range<T>[] => {
  const found: Range<T>[] = []
  for (const { first, last } of few) {
    let low = 0
    let high = many.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((many[middle] as Range<T>).last < first) low = middle + 1
      else high = middle
    }
    for (; low < many.length; low++) {
      const range = many[low] as Range<T>
      if (range.first > last) break
      found.push({ first: range.first > first ? range.first : first, last: range.last < last ? range.last : last })
    }
  }
  return found
}

/** What of a large set lies in a small one: what `intersectAddresses` gives, without going through the large one. */
export const pickAddresses = (many: AddressSet, few: AddressSet): AddressSet => ({
  v4: pick(many.v4, few.v4),
  v6: pick(many.v6, few.v6),
  keywords: many.keywords.filter((word) => few.keywords.includes(word)),
})
