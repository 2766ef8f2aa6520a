// SPDX-License-Identifier: MIT
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Changes, HostChange, HostState } from './host-result.ts'
import type { StepFault } from './server-link.ts'

/** How the work on a host ended. */
export interface HostEnd {
  readonly state: HostState
  readonly changes: Changes | null
  readonly planned: readonly HostChange[] | null
  readonly findings: readonly Diagnostic[]
  readonly error: string | null
}

export const hostEnd = (
  state: HostState,
  findings: readonly Diagnostic[],
  error: string | null = null,
  changes: Changes | null = null,
): HostEnd => ({ state, changes, planned: null, findings, error })

/** The end of a host whose step has failed; `answered`: whether it had given any answer before. */
export const faultEnd = (
  fault: StepFault,
  step: string,
  answered: boolean,
  findings: readonly Diagnostic[],
  changes: Changes | null = null,
): HostEnd => {
  const isSilent = fault.kind === 'timeout' || fault.kind === 'lost'
  const state = !answered && isSilent ? 'unreachable' : 'failed'
  return hostEnd(state, findings, `${step}: ${fault.reason}`, changes)
}
