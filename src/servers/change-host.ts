// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { changesNothing, changesOf, reportFault } from './changes-of.ts'
import { faultEnd, type HostEnd, hostEnd } from './host-end.ts'
import { hostFolder } from './host-folder.ts'
import type { Changes } from './host-result.ts'
import type { HostWorld } from './host-world.ts'
import type { ServerLink, StepFault } from './server-link.ts'
import type { SentFile, ServerTarget } from './server-target.ts'
import { filesOf, planRequest, policyRequest } from './step-request.ts'
import type { ChangeReport, Confirmed, Guarded, Prepared, RunState } from './step-values.ts'

const RETRY = 5_000
/** A task that is due starts a little later, and works for a while. */
const GRACE = 60_000
const PUT_BACK_LIMIT = 90_000

interface Run {
  readonly target: ServerTarget
  readonly link: ServerLink
  readonly world: HostWorld
  readonly number: number
  readonly task: string | null
  /** When the task puts everything back, by our clock; null where there is none. */
  readonly deadline: number | null
  /** The same as the server says it. */
  readonly at: string
  readonly findings: readonly Diagnostic[]
  readonly planned: Changes
}

/** Snapshot, way back, change, check, confirm: what is left behind is said whatever happens. */
export const changeHost = async (
  target: ServerTarget,
  link: ServerLink,
  world: HostWorld,
  findings: readonly Diagnostic[],
  planned: Changes,
): Promise<HostEnd> => {
  const { host } = target
  const { timeout } = world
  const guards = world.confirmWithin !== null && !world.isLocal(target)
  const task = guards ? `put-back ${hostFolder(host)}` : null
  world.tell({ host, step: 'prepare' })
  const files: readonly SentFile[] = [target.script, target.setRpc, world.putBack].filter((file) => file !== null)
  const request = { ...policyRequest(target), estateHash: world.estateHash, task, files: filesOf(files) }
  const prepared = await link.ask<Prepared>('prepare', request, timeout)
  if ('fault' in prepared) return nothingDone(prepared.fault, 'the snapshot', findings, planned)
  const { number } = prepared.value
  let run: Run = { target, link, world, number, task, deadline: null, at: '', findings, planned }
  if (guards) {
    const seconds = Math.ceil((world.confirmWithin ?? 0) / 1_000)
    const guarded = await link.ask<Guarded>('guard', { number, task, seconds }, timeout)
    if ('fault' in guarded) {
      // A task that stands half is taken away with what was prepared; if that fails too, it finds nothing to put back.
      await link.ask<RunState>('putback', { number }, timeout)
      return nothingDone(guarded.fault, 'the way back', findings, planned)
    }
    run = { ...run, deadline: world.now() + seconds * 1_000, at: guarded.value.at }
  }
  world.tell({ host, step: 'guarded', ...(run.at !== '' && { until: run.at }) })
  const rpcName = target.setRpc?.name ?? null
  const applied = await link.ask<ChangeReport>('apply', { ...policyRequest(target), number, rpcName }, timeout)
  if ('fault' in applied) return interrupted(run, applied.fault)
  const fault = reportFault(applied.value)
  if (fault !== null) return refused(run, fault, applied.value)
  world.tell({ host, step: 'changed' })
  const isDue = applied.value.rpc?.restartDue === 'Yes'
  const due = diagnose('rpc-restart-due', { host }, world.span)
  const known = findings.some(({ code }) => code === due.code)
  run = { ...run, findings: isDue && !known ? [...findings, due] : findings, planned: changesOf(applied.value) }
  const checked = await link.ask<ChangeReport>('plan', planRequest(target), timeout)
  if ('value' in checked) {
    const left =
      reportFault(checked.value) ??
      (changesNothing(changesOf(checked.value)) ? null : 'read again, the rules are not as they should be')
    if (left !== null) return refused(run, left, applied.value)
  }
  return guards ? confirmAnew(run) : confirmHere(run)
}

const nothingDone = (fault: StepFault, step: string, findings: readonly Diagnostic[], changes: Changes): HostEnd => {
  const end = faultEnd(fault, step, true, findings, changes)
  return { ...end, error: `${(end.error ?? '').replace(/\.+$/, '')}. Nothing was changed.` }
}

const confirmedEnd = ({ target, findings, planned, world }: Run, { left }: Confirmed): HostEnd => {
  const { host } = target
  const more = left === '' ? [] : [diagnose('task-left', { host, reason: left }, world.span)]
  return hostEnd('applied', [...findings, ...more], null, planned)
}

const byTask = ({ findings, planned, at }: Run): HostEnd =>
  hostEnd('rolled-back', findings, `The change was not confirmed in time: the server put it back (${at}).`, planned)

/** Without a task the run is done when it is noted. */
const confirmHere = async (run: Run): Promise<HostEnd> => {
  const { link, world, number, findings, planned } = run
  const confirmed = await link.ask<Confirmed>('confirm', { number, task: null }, world.timeout)
  return 'fault' in confirmed
    ? hostEnd('failed', findings, `The change stands, but it could not be noted: ${confirmed.fault.reason}`, planned)
    : confirmedEnd(run, confirmed.value)
}

/** Only a connection that is new proves that somebody can still get in. */
const confirmAnew = async (run: Run): Promise<HostEnd> => {
  const { target, link, world, number, task, findings, planned, at } = run
  const { host } = target
  const deadline = run.deadline ?? 0
  let reason = ''
  let isSent = false
  for (let first = true; first || world.now() < deadline; first = false) {
    if (!first) {
      world.tell({ host, step: 'wait', until: at })
      await world.wait(Math.max(0, Math.min(RETRY, deadline - world.now())))
    }
    world.tell({ host, step: 'confirm' })
    const fault = await link.open()
    const confirmed = fault === null ? await link.ask<Confirmed>('confirm', { number, task }, world.timeout) : { fault }
    if ('value' in confirmed) return confirmed.value.putBack ? byTask(run) : confirmedEnd(run, confirmed.value)
    reason = confirmed.fault.reason
    isSent ||= fault === null && confirmed.fault.kind !== 'failed'
  }
  return (
    (await seePutBack(run)) ??
    hostEnd(
      'unreachable',
      findings,
      isSent
        ? `Whether the confirmation has arrived is not known (${reason}). Where it has not, the server puts the change back by itself: ${at}.`
        : `No new connection after the change (${reason}). The server puts it back by itself: ${at}.`,
      planned,
    )
  )
}

/** Looks, after its time, whether the task has put the change back; null where that was not seen. */
const seePutBack = async (run: Run): Promise<HostEnd | null> => {
  const { link, world, number, target } = run
  const end = (run.deadline ?? 0) + GRACE
  while (world.now() < end) {
    world.tell({ host: target.host, step: 'wait', until: run.at })
    if ((await link.open()) === null) {
      const state = await link.ask<RunState>('state', { number }, world.timeout)
      if ('value' in state && state.value.state === 'put-back') return byTask(run)
    }
    await world.wait(RETRY)
  }
  return null
}

const sentence = (text: string): string => text.replace(/\.*$/, '.')

const changedAnything = ({ rpc, rules }: ChangeReport): boolean =>
  rpc?.action === 'Set' || (rules?.steps ?? []).some(({ action }) => /^(?:Added|Changed|Removed|Undone)$/.test(action))

/** The script ended with a fault, or the check found one: everything goes back now. */
const refused = async (run: Run, fault: string, report: ChangeReport): Promise<HostEnd> => {
  const { link, world, number, findings, planned, at, target } = run
  world.tell({ host: target.host, step: 'put-back' })
  const back = await link.ask<RunState>('putback', { number }, Math.max(world.timeout, PUT_BACK_LIMIT))
  if ('value' in back)
    return hostEnd(
      changedAnything(report) ? 'rolled-back' : 'failed',
      findings,
      `${sentence(fault)} Everything is as it was before.`,
      planned,
    )
  const later = at === '' ? 'Run apply --rollback.' : `The server tries again at ${at}.`
  return hostEnd(
    'failed',
    findings,
    `${sentence(fault)} It could not be put back: ${sentence(back.fault.reason)} ${later}`,
    planned,
  )
}

/** No answer while the change was made: it is put back as soon as the server lets us in. */
const interrupted = async (run: Run, fault: StepFault): Promise<HostEnd> => {
  const { link, world, number, findings, planned, at, target } = run
  // A step that hung is a failure whatever becomes of it; a connection that was cut is not, where all is as it was.
  const isSilence = fault.kind === 'lost'
  const what = `the change: ${fault.reason}`
  const limit = Math.max(world.timeout, PUT_BACK_LIMIT)
  let reason = ''
  for (let first = true; first || (run.deadline !== null && world.now() < run.deadline); first = false) {
    if (!first) await world.wait(RETRY)
    world.tell({ host: target.host, step: 'put-back' })
    const closed = await link.open()
    const back = closed === null ? await link.ask<RunState>('putback', { number }, limit) : { fault: closed }
    if ('value' in back)
      return hostEnd(
        isSilence ? 'rolled-back' : 'failed',
        findings,
        `${what}. Everything is as it was before.`,
        planned,
      )
    reason = back.fault.reason
  }
  if (run.deadline === null)
    return hostEnd(
      'failed',
      findings,
      `${what}. What of it stands is not known (${reason}); run apply --rollback when the server answers.`,
      planned,
    )
  const seen = await seePutBack(run)
  if (seen !== null) return isSilence ? seen : { ...seen, state: 'failed', error: `${what}. ${seen.error}` }
  return hostEnd(
    isSilence ? 'unreachable' : 'failed',
    findings,
    `${what}; no new connection (${reason}). The server puts the change back by itself: ${at}.`,
    planned,
  )
}
