// SPDX-License-Identifier: MIT
import test from 'ava'
import type { StepFault } from '../../src/servers/server-link.ts'
import { workOnHost } from '../../src/servers/work-on-host.ts'
import { type FakeState, fakeServer } from '../support/servers/fake-server.ts'
import { targetOf } from '../support/servers/target-of.ts'

const TARGET = targetOf()
const FAULTS: Readonly<Record<string, StepFault>> = {
  dies: { kind: 'lost', reason: 'the session ended' },
  hangs: { kind: 'timeout', reason: 'no answer within 120 s' },
  refuses: { kind: 'failed', reason: 'the disk is full' },
}
/** What stands at the server after a step whose answer nobody heard. */
const DONE: Readonly<Record<string, (state: FakeState) => void>> = {
  guard: (state) => Object.assign(state, { task: true, dueAt: 300_000 }),
  apply: (state) => Object.assign(state, { rules: 'after' }),
  confirm: (state) => Object.assign(state, { task: false, run: 'confirmed' }),
}

/**
 * What became of a host, and what stands there when everything is over: `before` or `after`, and `task` where the way
 * back is still registered. `once`: the fault comes once; `always`: from then on every new connection and step fails.
 */
const outcome = async (step: string, fault: string, when: string, after: boolean): Promise<string> => {
  const [name = '', number = '1'] = step.split(' ')
  const broken = FAULTS[fault] as StepFault
  let down = false
  let seen = 0
  const strike = (state: FakeState): StepFault | null => {
    seen += 1
    if (!down && seen !== Number(number)) return null
    if (!down && after) DONE[name]?.(state)
    down = when === 'always'
    return broken
  }
  const later = () => (down ? broken : null)
  const others = ['open', 'preflight', 'plan', 'prepare', 'guard', 'apply', 'confirm', 'putback', 'state']
  const server = fakeServer(Object.fromEntries(others.map((one) => [one, one === name ? strike : later])))
  const end = await workOnHost(TARGET, server.world, 'apply')
  await server.world.wait(600_000)
  return `${end.state}: ${server.state.rules}${server.state.task ? ', task' : ''}`
}

/** Fault by fault: the host is as it was, or the change is confirmed; never anything in between. */
const TABLE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'dies once': {
    open: 'unreachable: before',
    preflight: 'unreachable: before',
    plan: 'failed: before',
    prepare: 'failed: before',
    guard: 'failed: before',
    apply: 'rolled-back: before',
    'plan 2': 'applied: after',
    'open 2': 'applied: after',
    confirm: 'applied: after',
  },
  'hangs once': {
    open: 'unreachable: before',
    preflight: 'unreachable: before',
    plan: 'failed: before',
    prepare: 'failed: before',
    guard: 'failed: before',
    apply: 'failed: before',
    'plan 2': 'applied: after',
    'open 2': 'applied: after',
    confirm: 'applied: after',
  },
  'refuses once': {
    open: 'unreachable: before',
    preflight: 'failed: before',
    plan: 'failed: before',
    prepare: 'failed: before',
    guard: 'failed: before',
    apply: 'failed: before',
    'plan 2': 'applied: after',
    'open 2': 'applied: after',
    confirm: 'applied: after',
  },
  'dies always': {
    open: 'unreachable: before',
    preflight: 'unreachable: before',
    plan: 'failed: before',
    prepare: 'failed: before',
    guard: 'failed: before',
    apply: 'unreachable: before',
    'plan 2': 'unreachable: before',
    'open 2': 'unreachable: before',
    confirm: 'unreachable: before',
  },
  'hangs always': {
    open: 'unreachable: before',
    preflight: 'unreachable: before',
    plan: 'failed: before',
    prepare: 'failed: before',
    guard: 'failed: before',
    apply: 'failed: before',
    'plan 2': 'unreachable: before',
    'open 2': 'unreachable: before',
    confirm: 'unreachable: before',
  },
}

test('whatever fails at whatever step, a host ends as it was or with its change confirmed', async (t) => {
  for (const [what, row] of Object.entries(TABLE)) {
    const [fault = '', when = ''] = what.split(' ')
    const found: Record<string, string> = {}
    for (const step of Object.keys(row)) found[step] = await outcome(step, fault, when, false)
    t.deepEqual(found, row, what)
  }
})

test('an answer that nobody heard changes nothing of that: what the step did goes back, or is found done', async (t) => {
  const found = async (step: string, fault: string, when: string) => outcome(step, fault, when, true)
  for (const [fault, when, row] of [
    ['dies', 'once', ['failed: before', 'rolled-back: before', 'applied: after']],
    ['hangs', 'once', ['failed: before', 'failed: before', 'applied: after']],
    ['dies', 'always', ['failed: before', 'unreachable: before', 'unreachable: after']],
    ['hangs', 'always', ['failed: before', 'failed: before', 'unreachable: after']],
  ] as const)
    t.deepEqual(
      await Promise.all(['guard', 'apply', 'confirm'].map((step) => found(step, fault, when))),
      [...row],
      `${fault} ${when}`,
    )
})

test('where the last word of a host was the one that confirms, nobody claims that it goes back', async (t) => {
  let down = false
  const server = fakeServer({
    confirm: (state) => {
      Object.assign(state, { task: false, run: 'confirmed' })
      down = true
      return FAULTS.dies as StepFault
    },
    open: () => (down ? (FAULTS.dies as StepFault) : null),
  })
  const end = await workOnHost(TARGET, server.world, 'apply')
  t.is(end.state, 'unreachable')
  t.regex(end.error ?? '', /^Whether the confirmation has arrived is not known/)
})

test('what somebody else changes between the change and the check takes the change back', async (t) => {
  const server = fakeServer({
    'plan 2': (state) => {
      state.rules = 'before'
      return null
    },
  })
  const end = await workOnHost(TARGET, server.world, 'apply')
  t.is(end.state, 'rolled-back')
  t.regex(end.error ?? '', /read again, the rules are not as they should be\. Everything is as it was before/)
  t.like(server.state, { rules: 'before', task: false })
})
