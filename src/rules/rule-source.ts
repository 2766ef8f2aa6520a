// SPDX-License-Identifier: MIT
import type { FlowRecord } from '../flows/flow-record.ts'
import type { PartyRecord } from '../flows/party-record.ts'
import type { RuleSet } from './rule-set.ts'

/** What one argument of a command holds: an estate, the output of a compile, or a file of rules. */
export interface RuleSource {
  /** As it was given. */
  readonly path: string
  /** `estate`, `compile`, or the format as `read` names it. */
  readonly format: string
  /** Name of the estate; null for files, which know none. */
  readonly estate: string | null
  readonly sets: readonly RuleSet[]
  /** Empty for files. */
  readonly flows: readonly FlowRecord[]
  readonly parties: readonly PartyRecord[]
}
