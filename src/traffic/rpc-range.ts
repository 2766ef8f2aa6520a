// SPDX-License-Identifier: MIT
import type { Estate } from '../estate/estate.ts'
import type { Party } from '../flows/party.ts'
import { firewallOf } from '../rules/dynamic-range.ts'

/** Whether a port lies in the range to which dynamic RPC is restricted on a party, or on those who serve a name. */
export type RpcRangeOf = (party: Party | null, port: number) => boolean

export const rpcRange = (estate: Estate, parties: readonly Party[]): RpcRangeOf => {
  const byName = new Map(parties.flatMap((party) => (party.kind === 'host' ? [[party.name, party] as const] : [])))
  return (party, port) =>
    party !== null &&
    [party, ...(party.host?.members ?? []).flatMap((name) => byName.get(name) ?? [])].some(
      (one) => firewallOf(estate, one).rpc?.ports.some(({ first, last }) => port >= first && port <= last) ?? false,
    )
}
