// SPDX-License-Identifier: MIT
import {
  type AddressSet,
  ANY_ADDRESS,
  isEmptyAddressSet,
  parseAddress,
  unionAddresses,
} from '../address/address-set.ts'
import type { Loss } from '../rule/loss.ts'

export interface SayableAddresses {
  /** Null where nothing of a list is left. */
  readonly set: AddressSet | null
  readonly losses: readonly Loss[]
}

/** A rule's addresses in numbers. Keywords are a loss: what stands for them changes while the filter does not. */
export const sayableAddresses = (rule: string, field: string, texts: readonly string[]): SayableAddresses => {
  if (texts.length === 0) return { set: ANY_ADDRESS, losses: [] }
  const sets: AddressSet[] = []
  const losses: Loss[] = []
  for (const text of texts) {
    const set = parseAddress(text, true)
    if (set === null) losses.push({ rule, field, reason: `${text} is no address` })
    else if (set.keywords.length > 0)
      losses.push({ rule, field, reason: `a filter holds addresses, and those of ${text} change with the network` })
    else sets.push(set)
  }
  const set = unionAddresses(sets)
  return { set: isEmptyAddressSet(set) ? null : set, losses }
}
