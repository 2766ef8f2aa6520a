// SPDX-License-Identifier: MIT
import type { Flow, FlowEnd } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import { type AddressSet, unionAddresses } from '../formats/address/address-set.ts'
import type { Pin } from './listeners.ts'

/** A rule of a policy before rules with the same meaning are merged: one row of the catalogue, on one set of ports. */
export interface Draft {
  readonly key: string
  readonly direction: 'in' | 'out'
  readonly protocol: 'tcp' | 'udp' | 'icmp4' | 'icmp6'
  /** Of the listening side: local ports inbound, remote ports outbound. */
  readonly ports: readonly string[]
  /** The printed port is the sender's: it stands on the other side of the rule. */
  readonly sourcePorts: boolean
  readonly icmpTypes: readonly string[]
  readonly pin: Pin
  readonly flows: Flow[]
  /** The other side, one end a flow; equal ends stand once. */
  readonly ends: Set<FlowEnd>
  /** Parties of the policy that need the rule, and for whom each answers: itself, or a name that it serves. */
  readonly parties: Map<Party, Party>
  /** Addresses of a party that alone are meant: those of a name it serves, or those in a network of the user's own. */
  readonly locals: Map<Party, AddressSet>
}

/**
 * Whether a rule of a shared policy is for some of its hosts only: a flow of the user's own names hosts, not a role,
 * so the rule names their addresses instead of opening the port on the whole set.
 */
export const isForSome = (draft: Draft, members: number): boolean =>
  draft.parties.size < members && draft.flows.every((flow) => flow.entry === null)

/** The local addresses that the rule is limited to; null for all. */
export const localsOf = (draft: Draft, members: number): AddressSet | null =>
  draft.locals.size > 0 || isForSome(draft, members)
    ? unionAddresses([...draft.parties.keys()].map((party) => draft.locals.get(party) ?? party.addresses))
    : null
