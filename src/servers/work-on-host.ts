// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import { changeHost } from './change-host.ts'
import { changesByName } from './changes-by-name.ts'
import { changesNothing } from './changes-of.ts'
import { faultEnd, type HostEnd, hostEnd } from './host-end.ts'
import type { Changes } from './host-result.ts'
import type { HostWorld } from './host-world.ts'
import { lookAtHost, planHost } from './look-at-host.ts'
import type { ServerLink } from './server-link.ts'
import type { ServerTarget } from './server-target.ts'
import { policyRequest } from './step-request.ts'
import type { ChangeReport, RolledBack } from './step-values.ts'
import { testHost } from './test-host.ts'

export const RUN_MODES = ['what-if', 'apply', 'rollback', 'test'] as const
export type RunMode = (typeof RUN_MODES)[number]

/** All that is done at one host, in the way that was asked for. `expected`: what somebody was shown and said yes to. */
export const workOnHost = async (
  target: ServerTarget,
  world: HostWorld,
  mode: RunMode,
  expected: Changes | null = null,
): Promise<HostEnd> => {
  const link = world.link(target)
  try {
    return await work(target, link, world, mode, expected)
  } finally {
    await link.close()
  }
}

const work = async (
  target: ServerTarget,
  link: ServerLink,
  world: HostWorld,
  mode: RunMode,
  expected: Changes | null,
): Promise<HostEnd> => {
  if (mode === 'test') return testHost(target, link, world)
  const looked = await lookAtHost(target, link, world, { changes: mode !== 'what-if', rules: mode !== 'rollback' })
  if ('end' in looked) return looked.end
  // What stood unconfirmed was the newest; the run before it was confirmed, and nobody asked for that one.
  if (mode === 'rollback' && looked.putBack) {
    await link.ask('clear', {}, world.timeout)
    const findings = looked.findings.filter(({ code }) => code !== 'was-rolled-back')
    return hostEnd('rolled-back', findings, 'The newest run was not confirmed yet: that one was put back.')
  }
  if (mode === 'rollback') return rollbackHost(target, link, world, looked.findings)
  const planned = await planHost(target, link, world, looked.findings)
  if ('end' in planned) return planned.end
  const { changes, findings } = planned
  // How many rules it will be is known when the unconfirmed run is put back, which a look does not do.
  if (looked.isPending) return hostEnd('would-change', findings)
  if (changesNothing(changes)) {
    if (mode === 'apply' && looked.wasRolledBack) await link.ask('clear', {}, world.timeout)
    return hostEnd('unchanged', [...findings, ...notCounting(target, planned.report, world)], null, changes)
  }
  const all = changesByName(target, planned.report)
  if (mode === 'what-if') return { ...hostEnd('would-change', findings, null, changes), planned: all }
  if (expected !== null && JSON.stringify(expected) !== JSON.stringify(changes)) {
    const finding = diagnose('plan-changed', { host: target.host }, world.span)
    return hostEnd('failed', [...findings, finding], `${finding.message} Nothing was changed.`, changes)
  }
  return { ...(await changeHost(target, link, world, findings, changes)), planned: all }
}

/** What the script of the policy says of rules that are all there and have no effect. */
const notCounting = ({ host }: ServerTarget, { rules }: ChangeReport, { span }: HostWorld): HostEnd['findings'] =>
  (rules?.warnings ?? [])
    .filter((text) => text.startsWith('The rules would not count'))
    .map((text) => diagnose('rules-do-not-count', { host, text: text.replace(/^[^:]*: /, '') }, span))

const rollbackHost = async (
  target: ServerTarget,
  link: ServerLink,
  world: HostWorld,
  findings: HostEnd['findings'],
): Promise<HostEnd> => {
  const { host } = target
  world.tell({ host, step: 'rollback' })
  const back = await link.ask<RolledBack>('rollback', policyRequest(target), world.timeout)
  if ('fault' in back) return faultEnd(back.fault, 'the rollback', true, findings)
  const { number, kept, actions } = back.value
  if (number === 0) return hostEnd('skipped', findings, 'There is no snapshot to put back.')
  await link.ask('clear', {}, world.timeout)
  const count = (...words: readonly string[]): number => actions.filter((word) => words.includes(word)).length
  const changes = {
    added: count('Added'),
    changed: count('Changed', 'Set'),
    removed: count('Removed'),
    same: count('Unchanged'),
  }
  const more = kept.length === 0 ? [] : [diagnose('rollback-kept', { host, names: kept }, world.span)]
  return hostEnd('rolled-back', [...findings, ...more], null, changes)
}
