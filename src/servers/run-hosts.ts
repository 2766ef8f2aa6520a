// SPDX-License-Identifier: MIT
import { type HostEnd, hostEnd } from './host-end.ts'
import { type HostResult, isFailure } from './host-result.ts'
import type { ServerTarget } from './server-target.ts'

export interface RunOptions {
  readonly mode: string
  /** Hosts at a time. */
  readonly throttle: number
  /** After so many failures no other host is begun; null: however many fail. */
  readonly stopAfter: number | null
  readonly now: () => number
  /** Whether somebody has pressed Ctrl-C. */
  readonly interrupted: () => boolean
  readonly ended: (result: HostResult) => void
}

/** Wave by wave, in each so many hosts at a time as may be; those that were never begun are skipped. */
export const runHosts = async (
  waves: readonly (readonly ServerTarget[])[],
  work: (target: ServerTarget) => Promise<HostEnd>,
  options: RunOptions,
): Promise<readonly HostResult[]> => {
  const results: HostResult[] = []
  const failures = (): number => results.filter(({ state }) => isFailure(state, options.mode)).length
  const stop = (): string | null =>
    options.interrupted()
      ? 'Interrupted before it was begun.'
      : options.stopAfter !== null && failures() >= options.stopAfter
        ? `Not begun: ${failures()} of the hosts before failed (--stop-after).`
        : null
  for (const wave of waves) {
    const waiting = [...wave]
    const worker = async (): Promise<void> => {
      for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
        const { host, policy, hash } = target
        const reason = stop()
        const start = options.now()
        const end: HostEnd = reason === null ? await work(target) : hostEnd('skipped', [], reason)
        const seconds = Math.round((options.now() - start) / 100) / 10
        const result: HostResult = { host, policy, hash, ...end, seconds }
        results.push(result)
        options.ended(result)
      }
    }
    await Promise.all(Array.from({ length: Math.min(options.throttle, wave.length) }, worker))
  }
  const order = new Map(waves.flat().map(({ host }, index) => [host, index]))
  return results.toSorted((a, b) => (order.get(a.host) ?? 0) - (order.get(b.host) ?? 0))
}
