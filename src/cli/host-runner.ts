// SPDX-License-Identifier: MIT
import type { HostResult } from '../servers/host-result.ts'
import type { HostWorld } from '../servers/host-world.ts'
import { runHosts } from '../servers/run-hosts.ts'
import type { ServerTarget } from '../servers/server-target.ts'
import { waveOrder } from '../servers/wave-order.ts'
import { type RunMode, workOnHost } from '../servers/work-on-host.ts'
import type { ApplySettings } from './apply-settings.ts'

export type HostRunner = (mode: RunMode, shown?: readonly HostResult[] | null) => Promise<readonly HostResult[]>

/** Works through the hosts in their waves; what was `shown` before the question is what may be done after it. */
export const hostRunner =
  (
    targets: readonly ServerTarget[],
    world: HostWorld,
    settings: ApplySettings,
    interrupted: () => boolean,
    tell: (result: HostResult, mode: RunMode) => void,
  ): HostRunner =>
  (mode, shown = null) => {
    const seen = new Map((shown ?? []).map((result) => [result.host, result]))
    const waves = mode === 'apply' ? waveOrder(targets) : [targets]
    return runHosts(
      waves,
      async (target) => {
        const before = seen.get(target.host)
        // What could not be looked at before the question is not changed after it.
        if (before !== undefined && mode === 'apply' && before.state !== 'would-change') return before
        return workOnHost(target, world, mode, mode === 'apply' ? (before?.changes ?? null) : null)
      },
      {
        mode,
        throttle: settings.throttle,
        stopAfter: settings.stopAfter,
        now: world.now,
        interrupted,
        ended: (result) => tell(result, mode),
      },
    )
  }
