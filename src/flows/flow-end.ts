// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import { type AddressSet, ANY_ADDRESS, NO_ADDRESS, unionAddresses } from '../formats/address/address-set.ts'
import type { FlowEnd, Inside } from './flow.ts'
import type { Party } from './party.ts'

/** Makes ends; equal lists of parties give the same end, so that its addresses are merged once. */
export interface EndFactory {
  readonly ofParties: (parties: readonly Party[]) => FlowEnd
  readonly ofAny: (role: string) => FlowEnd
  readonly ofAddresses: (word: string, addresses: AddressSet, inside?: readonly Inside[]) => FlowEnd
  readonly join: (ends: readonly FlowEnd[]) => FlowEnd
}

export const endFactory = (): EndFactory => {
  const byList = new WeakMap<readonly Party[], FlowEnd>()
  const byRole = new Map<string, FlowEnd>()
  return {
    ofParties: (parties) =>
      getOrInsert(byList, parties, () => ({
        parties,
        addresses: unionAddresses(parties.map((party) => party.addresses)),
        any: null,
        inside: [],
        named: NO_ADDRESS,
      })),
    ofAny: (role) =>
      getOrInsert(byRole, role, () => ({
        parties: [],
        addresses: ANY_ADDRESS,
        any: role,
        inside: [],
        named: ANY_ADDRESS,
      })),
    ofAddresses: (word, addresses, inside = []) => ({ parties: [], addresses, any: word, inside, named: addresses }),
    join: (ends) => {
      if (ends.length === 1) return ends[0] as FlowEnd
      const addresses = unionAddresses(ends.map((end) => end.addresses))
      return {
        parties: [...new Set(ends.flatMap((end) => end.parties))],
        addresses,
        any: ends.flatMap((end) => end.any ?? []).join(', ') || null,
        inside: ends.flatMap((end) => end.inside),
        named: ends.every((end) => end.named === end.addresses)
          ? addresses
          : unionAddresses(ends.map((end) => end.named)),
      }
    },
  }
}

/** Whether nothing can pass: an end without anybody, or the same single party on both. */
export const isEmptyPair = (from: FlowEnd, to: FlowEnd): boolean => {
  const nobody = (end: FlowEnd): boolean => end.any === null && end.parties.length === 0
  if (nobody(from) || nobody(to)) return true
  if (from.any !== null || to.any !== null) return false
  return (
    from.parties.length === 1 &&
    to.parties.length === 1 &&
    from.parties[0] === to.parties[0] &&
    from.parties[0]?.kind === 'host'
  )
}
