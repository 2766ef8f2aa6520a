// SPDX-License-Identifier: MIT
import type { Diagnostic } from '../diagnostics/diagnostic.ts'

export const HOST_STATES = [
  'unchanged',
  'would-change',
  'applied',
  'rolled-back',
  'failed',
  'unreachable',
  'skipped',
] as const
export type HostState = (typeof HOST_STATES)[number]

/** Rules, profiles whose settings change, and registry values, one each. */
export interface Changes {
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly same: number
}

/** One thing of `Changes`, for people: `Web  in tcp 443 from 10.0.0.0/16`. */
export interface HostChange {
  readonly change: 'added' | 'changed' | 'removed'
  /** The id of the rule, the name of the profile, or `RPC`. */
  readonly id: string
  readonly name: string
  readonly text: string
}

/** What became of one host. */
export interface HostResult {
  readonly host: string
  readonly policy: string
  readonly hash: string
  readonly state: HostState
  /** Null where the host was not read. */
  readonly changes: Changes | null
  /** What was planned, each by its name; null where nothing was. */
  readonly planned: readonly HostChange[] | null
  readonly findings: readonly Diagnostic[]
  readonly error: string | null
  readonly seconds: number
}

/** Whether a run has to say that something went wrong at the host; put back is what `--rollback` asks for. */
export const isFailure = (state: HostState, mode: string): boolean =>
  state === 'failed' || state === 'unreachable' || (state === 'rolled-back' && mode !== 'rollback')

export const summaryOf = (results: readonly HostResult[]): Readonly<Partial<Record<HostState, number>>> =>
  Object.fromEntries(
    HOST_STATES.map((state) => [state, results.filter((one) => one.state === state).length] as const).filter(
      ([, count]) => count > 0,
    ),
  )
