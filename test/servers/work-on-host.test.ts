// SPDX-License-Identifier: MIT
import test from 'ava'
import type { StepFault } from '../../src/servers/server-link.ts'
import { workOnHost } from '../../src/servers/work-on-host.ts'
import { fakeServer } from '../support/servers/fake-server.ts'
import { targetOf } from '../support/servers/target-of.ts'

const TARGET = targetOf()
const timeout: StepFault = { kind: 'timeout', reason: 'no answer within 120 s' }
const lost: StepFault = { kind: 'lost', reason: 'the session ended' }
const failed: StepFault = { kind: 'failed', reason: 'the disk is full' }
const codes = (findings: readonly { readonly code: string }[]): readonly string[] => findings.map(({ code }) => code)

test('a change stands on a way back, and a new connection confirms it', async (t) => {
  const server = fakeServer()
  const end = await workOnHost(TARGET, server.world, 'apply')
  t.is(end.state, 'applied')
  t.deepEqual(end.changes, { added: 1, changed: 0, removed: 0, same: 0 })
  t.deepEqual(server.steps, ['open', 'preflight', 'plan', 'prepare', 'guard', 'apply', 'plan', 'open', 'confirm'])
  t.like(server.state, { rules: 'after', task: false, run: 'confirmed' })
})

test('a second run changes nothing and leaves no trace', async (t) => {
  const server = fakeServer()
  await workOnHost(TARGET, server.world, 'apply')
  const before = server.steps.length
  const end = await workOnHost(TARGET, server.world, 'apply')
  t.is(end.state, 'unchanged')
  t.deepEqual(server.steps.slice(before), ['open', 'preflight', 'plan'])
})

test('a look changes nothing', async (t) => {
  const server = fakeServer()
  t.is((await workOnHost(TARGET, server.world, 'what-if')).state, 'would-change')
  t.deepEqual(server.steps, ['open', 'preflight', 'plan'])
})

test('this computer, and a change that needs no confirming, have no task', async (t) => {
  for (const more of [{ local: true }, { confirmWithin: null }]) {
    const server = fakeServer({}, more)
    t.is((await workOnHost(TARGET, server.world, 'apply')).state, 'applied')
    t.deepEqual(server.steps, ['open', 'preflight', 'plan', 'prepare', 'apply', 'plan', 'confirm'])
  }
})

test('nobody there, or no first answer, is unreachable', async (t) => {
  for (const faults of [
    { open: timeout },
    { open: failed },
    { open: lost },
    { preflight: timeout },
    { preflight: lost },
  ]) {
    const end = await workOnHost(TARGET, fakeServer(faults).world, 'apply')
    t.like(end, { state: 'unreachable', changes: null })
  }
})

test('a fault before the change is a failure that changed nothing', async (t) => {
  for (const fault of [timeout, lost, failed])
    for (const step of ['plan', 'prepare', 'guard']) {
      const server = fakeServer({ [step]: fault })
      const end = await workOnHost(TARGET, server.world, 'apply')
      t.is(end.state, 'failed', step)
      t.like(server.state, { rules: 'before', task: false }, step)
      t.false(server.steps.includes('apply'), step)
    }
})

test('PowerShell of a constrained language is found at the first look', async (t) => {
  const server = fakeServer({ preflight: { kind: 'language', reason: 'ConstrainedLanguage mode' } })
  const end = await workOnHost(TARGET, server.world, 'apply')
  t.is(end.state, 'failed')
  t.deepEqual(codes(end.findings), ['language-constrained'])
})

test('a host that hangs in the change is a failure, and is put back', async (t) => {
  const server = fakeServer({
    apply: (state) => {
      state.rules = 'after'
      return timeout
    },
  })
  const end = await workOnHost(TARGET, server.world, 'apply')
  t.is(end.state, 'failed')
  t.regex(end.error ?? '', /no answer within 120 s\. Everything is as it was before/)
  t.like(server.state, { rules: 'before', task: false })
})

test('a connection that is cut in the change, and comes back, ends with everything put back', async (t) => {
  const server = fakeServer({
    apply: (state) => {
      state.rules = 'after'
      return lost
    },
  })
  t.is((await workOnHost(TARGET, server.world, 'apply')).state, 'rolled-back')
  t.is(server.state.rules, 'before')
})

test('a host that shuts everybody out is unreachable, with the time of the way back', async (t) => {
  const server = fakeServer({
    'open 2': lost,
    open: (state) => (state.rules === 'after' || state.run === 'put-back' ? lost : null),
  })
  const end = await workOnHost(TARGET, server.world, 'apply')
  t.is(end.state, 'unreachable')
  t.regex(end.error ?? '', /puts it back by itself: AT/)
  t.like(server.state, { rules: 'before', run: 'put-back' })
})

test('a host that shuts everybody out until it is put back is seen to be put back', async (t) => {
  const server = fakeServer({ open: (state) => (state.rules === 'after' ? lost : null) })
  t.is((await workOnHost(TARGET, server.world, 'apply')).state, 'rolled-back')
  t.like(server.state, { rules: 'before', task: false })
})

test('a host that is away for a moment is confirmed all the same', async (t) => {
  const server = fakeServer({ 'open 2': lost, 'open 3': timeout })
  t.is((await workOnHost(TARGET, server.world, 'apply')).state, 'applied')
  t.like(server.state, { rules: 'after', task: false, run: 'confirmed' })
})

test('a connection that dies while it confirms is followed by another', async (t) => {
  const server = fakeServer({ 'confirm 1': lost })
  t.is((await workOnHost(TARGET, server.world, 'apply')).state, 'applied')
})

test('what was put back is said by every run until one succeeds', async (t) => {
  const server = fakeServer({ open: (state) => (state.rules === 'after' ? lost : null) })
  await workOnHost(TARGET, server.world, 'apply')
  const what = await workOnHost(TARGET, server.world, 'what-if')
  t.deepEqual(codes(what.findings), ['was-rolled-back'])
  server.state.rules = 'after'
  const next = fakeServer()
  Object.assign(next.state, { note: true })
  t.deepEqual(codes((await workOnHost(TARGET, next.world, 'apply')).findings), ['was-rolled-back'])
  t.deepEqual(codes((await workOnHost(TARGET, next.world, 'apply')).findings), [])
})

test('a task that an earlier run has left is put back before anything else; a look only says so', async (t) => {
  const look = fakeServer({}, { facts: { tasks: ['put-back cm01'] } })
  // What apply would do is known: the run goes back, and the change is made anew. How much that is, is not.
  for (const rules of ['before', 'after'] as const) {
    look.state.rules = rules
    const end = await workOnHost(TARGET, look.world, 'what-if')
    t.like(end, { state: 'would-change', changes: null })
    t.deepEqual(codes(end.findings), ['confirm-pending'])
  }
  t.true(look.state.task)
  const server = fakeServer({}, { facts: { tasks: ['put-back cm01'] } })
  server.state.rules = 'after'
  const end = await workOnHost(TARGET, server.world, 'apply')
  t.is(end.state, 'applied')
  t.deepEqual(codes(end.findings), ['was-rolled-back'])
  t.deepEqual(server.steps.slice(0, 4), ['open', 'preflight', 'settle', 'plan'])
})

test('where somebody else is at work nothing is looked at, changed or put back', async (t) => {
  const living = { started: '2026-01-15 00:00:00Z', until: '2026-01-15 00:05:00Z' }
  for (const mode of ['what-if', 'apply', 'rollback'] as const) {
    const server = fakeServer({}, { facts: { tasks: ['put-back cm01'], living } })
    server.state.rules = 'after'
    const end = await workOnHost(TARGET, server.world, mode)
    t.is(end.state, 'failed', mode)
    t.deepEqual(codes(end.findings), ['run-under-way'])
    t.regex(
      end.error ?? '',
      /Another apply, started at 2026-01-15 00:00:00Z, waits on .* until 2026-01-15 00:05:00Z\. Nothing was changed/,
    )
    t.deepEqual(server.steps, ['open', 'preflight'])
    t.like(server.state, { rules: 'after', task: true })
  }
})

test('a rollback that finds a run unconfirmed puts that one back, and not the one before too', async (t) => {
  const server = fakeServer({}, { facts: { tasks: ['put-back cm01'] } })
  server.state.rules = 'after'
  const end = await workOnHost(TARGET, server.world, 'rollback')
  t.like(end, { state: 'rolled-back', findings: [] })
  t.deepEqual(server.steps, ['open', 'preflight', 'settle', 'clear'])
  t.like(server.state, { rules: 'before', task: false, note: false })
})

test('rules that are not any more what somebody was shown are not changed', async (t) => {
  const server = fakeServer()
  const end = await workOnHost(TARGET, server.world, 'apply', { added: 7, changed: 0, removed: 0, same: 0 })
  t.is(end.state, 'failed')
  t.deepEqual(codes(end.findings), ['plan-changed'])
  t.false(server.steps.includes('prepare'))
})

test('a fault where everything could not be put back says when the server tries again', async (t) => {
  const server = fakeServer({ 'plan 2': null as never, putback: failed })
  const world = {
    ...server.world,
    link: (target: typeof TARGET) => {
      const link = server.world.link(target)
      return {
        ...link,
        ask: async <T>(step: string, data: object, limit: number) => {
          const answer = await link.ask<T>(step, data, limit)
          return step === 'apply' && 'value' in answer
            ? {
                value: {
                  ...answer.value,
                  rules: { steps: [], same: 0, exit: 1, errors: ['Rule x failed.'], warnings: [] },
                } as T,
              }
            : answer
        },
      }
    },
  }
  const end = await workOnHost(TARGET, world, 'apply')
  t.is(end.state, 'failed')
  t.regex(end.error ?? '', /^Rule x failed\. It could not be put back: the disk is full\. The server tries again at AT/)
  t.true(server.state.task)
})
