// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import type { Change } from '../packets/change.ts'

/** An item for `flows:` of an estate, its reason still to be written. */
export interface FlowEntry {
  readonly name: string
  readonly from: string | readonly string[]
  readonly to: string | readonly string[]
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  readonly ports?: readonly (string | number)[]
  readonly reason: 'TODO'
}

/**
 * `covered`: the policy lets all of it through, the rule may go. `partly`: some of it. `uncovered`: none of it, and a flow can
 * say it. `unsayable`: not covered, and a flow that says it would be wider, or none can.
 */
export type AdoptionState = 'covered' | 'partly' | 'uncovered' | 'unsayable'

export interface AdoptedRule {
  readonly rule: Rule
  readonly state: AdoptionState
  /** Why it is unsayable; null otherwise. */
  readonly reason: string | null
  /** What it lets through beyond the policy. */
  readonly beyond: readonly Change[]
  readonly flow: FlowEntry | null
}

export interface Adoption {
  readonly host: string
  readonly rules: readonly AdoptedRule[]
  readonly summary: Readonly<Record<AdoptionState, number>> & {
    /** Rules that were not looked at: disabled, outbound or blocking ones, Windows’ own, those in profiles that were left out. */
    readonly leftOut: number
    /** Rules of the listing that could not be read. */
    readonly unread: number
  }
}
