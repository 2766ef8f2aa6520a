// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { changesOf, reportFault } from './changes-of.ts'
import { faultEnd, type HostEnd, hostEnd } from './host-end.ts'
import type { Changes } from './host-result.ts'
import type { HostWorld } from './host-world.ts'
import { judgeFacts } from './judge-facts.ts'
import type { ServerLink, StepFault } from './server-link.ts'
import type { ServerTarget } from './server-target.ts'
import { planRequest } from './step-request.ts'
import type { ChangeReport, Facts, Settled } from './step-values.ts'

/** What a look at a host came to: an end, or what is known of it. */
export type Looked =
  | { readonly end: HostEnd }
  | {
      readonly findings: readonly Diagnostic[]
      readonly wasRolledBack: boolean
      /** Whether this look itself has put back what an earlier run had left unconfirmed. */
      readonly putBack: boolean
      /** Whether an earlier run still stands unconfirmed: what is there now is not what a change begins with. */
      readonly isPending: boolean
    }

const RULES = [
  'Get-NetFirewallRule',
  'New-NetFirewallRule',
  'Set-NetFirewallRule',
  'Remove-NetFirewallRule',
  'Get-NetFirewallProfile',
]
const TASKS = ['Register-ScheduledTask', 'Get-ScheduledTask', 'Unregister-ScheduledTask']
const WAIT = 2_000
/** Where we are on the computer itself. */
const LOOPBACK = '127.0.0.1'

export interface LookOptions {
  /** Whether something is to be changed: then what an earlier run has left is put back first. */
  readonly changes: boolean
  /** Whether the rules count: a test looks at other things. */
  readonly rules: boolean
}

/** Connects, asks for what is needed, and settles what an earlier run has left. */
export const lookAtHost = async (
  target: ServerTarget,
  link: ServerLink,
  world: HostWorld,
  { changes, rules }: LookOptions,
): Promise<Looked> => {
  const { host } = target
  const { span, timeout } = world
  world.tell({ host, step: 'connect' })
  const closed = await link.open()
  if (closed !== null) return { end: unopened(target, closed, world) }
  world.tell({ host, step: 'look' })
  const needsTask = changes && world.confirmWithin !== null && !world.isLocal(target)
  const cmdlets = [...(rules ? RULES : []), ...(needsTask ? TASKS : [])]
  const looked = await link.ask<Facts>('preflight', { cmdlets }, timeout)
  if ('fault' in looked) return { end: unlooked(target, looked.fault, world) }
  const facts = looked.value
  const found: Diagnostic[] = []
  const ownAddress = facts.client !== '' ? null : world.isLocal(target) ? LOOPBACK : await world.ownAddress(target)
  if (rules) found.push(...judgeFacts(target, facts, { span, ownAddress }))
  else if (facts.privileged === false) found.push(diagnose('not-elevated', { host }, span))
  const refused = found.filter(({ severity }) => severity === 'error')
  const wasPending = facts.tasks.length > 0
  if (refused.length > 0) {
    const text = refused.map(({ message }) => message).join(' ')
    if (wasPending) found.push(diagnose('confirm-pending', { host, count: facts.tasks.length }, span))
    return { end: hostEnd('failed', found, text) }
  }
  if ((changes || rules) && facts.living !== null) {
    const { started, until } = facts.living
    const finding = diagnose('run-under-way', { host, started, until }, span)
    return { end: hostEnd('failed', [...found, finding], `${finding.message} Nothing was changed.`) }
  }
  let rolledBack = facts.rolledBack
  let putBack = false
  if (wasPending && !changes) found.push(diagnose('confirm-pending', { host, count: facts.tasks.length }, span))
  if (wasPending && changes) {
    world.tell({ host, step: 'put-back' })
    const settled = await settle(link, world)
    if (settled !== null && 'fault' in settled)
      return { end: faultEnd(settled.fault, 'putting back what an earlier run has left', true, found) }
    putBack = settled !== null && settled.putBack > 0
    if (putBack) rolledBack ??= ''
  }
  if (rolledBack !== null) found.push(diagnose('was-rolled-back', { host, time: rolledBack }, span))
  return { findings: found, wasRolledBack: rolledBack !== null, putBack, isPending: wasPending && !changes }
}

/** A connection that does not come about: nobody there, or nobody who lets us in. */
const unopened = (target: ServerTarget, fault: StepFault, world: HostWorld): HostEnd =>
  fault.kind === 'language'
    ? unlooked(target, fault, world)
    : fault.kind === 'here'
      ? hostEnd('failed', [], fault.reason)
      : hostEnd('unreachable', [], fault.reason)

const unlooked = ({ host }: ServerTarget, fault: StepFault, { span }: HostWorld): HostEnd => {
  if (fault.kind !== 'language') return faultEnd(fault, 'the first look', false, [])
  const finding = diagnose('language-constrained', { host, mode: fault.reason }, span)
  return hostEnd('failed', [finding], finding.message)
}

/** Puts back what a task would put back, and waits for one that is at it. */
const settle = async (
  link: ServerLink,
  { now, wait, timeout }: HostWorld,
): Promise<{ readonly fault: StepFault } | { readonly putBack: number } | null> => {
  const end = now() + timeout
  for (let putBack = 0; ; ) {
    const settled = await link.ask<Settled>('settle', {}, Math.max(timeout, 60_000))
    if ('fault' in settled) return settled
    putBack += settled.value.putBack
    if (settled.value.running.length === 0) return { putBack }
    putBack = Math.max(putBack, 1)
    if (now() >= end)
      return { fault: { kind: 'failed', reason: `the task ${settled.value.running.join(', ')} still runs` } }
    await wait(WAIT)
  }
}

export type Planned =
  | { readonly end: HostEnd }
  | { readonly changes: Changes; readonly report: ChangeReport; readonly findings: readonly Diagnostic[] }

/** What the scripts would change, asked of themselves. */
export const planHost = async (
  target: ServerTarget,
  link: ServerLink,
  world: HostWorld,
  findings: readonly Diagnostic[],
): Promise<Planned> => {
  const { host } = target
  world.tell({ host, step: 'plan' })
  const planned = await link.ask<ChangeReport>('plan', planRequest(target), world.timeout)
  if ('fault' in planned) return { end: faultEnd(planned.fault, 'the plan', true, findings) }
  const fault = reportFault(planned.value)
  if (fault !== null) return { end: hostEnd('failed', findings, `the plan: ${fault}`) }
  const changes = changesOf(planned.value)
  const isDue = planned.value.rpc?.restartDue === 'Yes'
  return {
    changes,
    report: planned.value,
    findings: isDue ? [...findings, diagnose('rpc-restart-due', { host }, world.span)] : findings,
  }
}
