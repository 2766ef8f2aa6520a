// SPDX-License-Identifier: MIT
import type { CatalogFlow, Source } from '../catalog/catalog-flow.ts'
import type { AddressSet } from '../formats/address/address-set.ts'
import type { Party } from './party.ts'

/** A party that a network or address of the user's own reaches, wholly or in part. */
export interface Inside {
  readonly party: Party
  readonly addresses: AddressSet
}

/** One side of a flow: parties of the estate, or addresses that the estate does not hold as a party. */
export interface FlowEnd {
  readonly parties: readonly Party[]
  /** Every address of this side. One object for equal ends, so that what is derived from it can be kept. */
  readonly addresses: AddressSet
  /** The role that stands for any address (`internet`), or a word for addresses of the user's own; null where parties say it all. */
  readonly any: string | null
  /** Parties that addresses of the user's own lie in, with the part of their addresses that is meant. */
  readonly inside: readonly Inside[]
  /** The addresses that `any` names, without those of the parties. */
  readonly named: AddressSet
}

/** What the user says of a flow of its own. */
export interface Responsible {
  readonly reason: string
  readonly owner: string | null
  readonly ticket: string | null
  /** `2026-12-31`, or null. */
  readonly expires: string | null
}

/** Who opens connections to whom, on what, because of which row. Always one direction: a two-way row gives two flows. */
export interface Flow {
  readonly id: string
  /** The catalogue's row; null for the user's own flows and for the baseline. */
  readonly entry: CatalogFlow | null
  /** Who answers for a flow of the user's own, and why; null for other flows. */
  readonly own: Responsible | null
  readonly service: string
  /** What a rule is called where no roles name it: the user's own flows and the baseline; null for catalogue rows. */
  readonly title: string | null
  /** Roles as the row names them, in the direction of this flow; null for the user's own. */
  readonly fromRole: string | null
  readonly toRole: string | null
  readonly from: FlowEnd
  readonly to: FlowEnd
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  /** `445`, `63000-64000`, `dynamic`; empty for ICMP. */
  readonly ports: readonly string[]
  /** ICMP types as in a rule; null for the echo request that a catalogue row means. */
  readonly icmp: { readonly v4: readonly string[]; readonly v6: readonly string[] } | null
  /** Why, in one sentence. */
  readonly text: string
  readonly sources: readonly Source[]
}
