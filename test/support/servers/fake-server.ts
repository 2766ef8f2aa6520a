// SPDX-License-Identifier: MIT
import type { HostWorld } from '../../../src/servers/host-world.ts'
import type { StepFault } from '../../../src/servers/server-link.ts'
import type { ChangeReport, Facts } from '../../../src/servers/step-values.ts'

const FACTS: Facts = {
  version: '7.4.1',
  client: '127.0.0.1 1 127.0.0.2 22',
  privileged: true,
  missing: [],
  profiles: [],
  groupPolicyRules: 0,
  active: [],
  service: 'Running',
  addresses: [],
  execution: 'RemoteSigned',
  tasks: [],
  living: null,
  rolledBack: null,
  unread: [],
}

/** What a fake server has: whether the rules are there, whether a task stands, how its last run ended. */
export interface FakeState {
  rules: 'before' | 'after'
  task: boolean
  dueAt: number
  run: '' | 'confirmed' | 'put-back'
  note: boolean
}

export interface FakeServer {
  readonly state: FakeState
  readonly world: HostWorld
  /** Steps in their order; `open` is a new connection. */
  readonly steps: readonly string[]
}

/** What a test lets happen: a fault in place of a step, by its name and number (`open`, `open 2`, `apply`). */
export type Faults = Readonly<Record<string, StepFault | ((state: FakeState) => StepFault | null)>>

const report = (changed: boolean): ChangeReport => ({
  values: null,
  rpc: null,
  rules: {
    steps: changed ? [{ action: 'Added', displayName: 'r', detail: '', name: 'r' }] : [],
    same: changed ? 0 : 1,
    exit: 0,
    errors: [],
    warnings: [],
  },
})

/** A server that does what it should but for the faults, on a clock that only waiting moves. */
export const fakeServer = (
  faults: Faults = {},
  more: { readonly facts?: Partial<Facts>; readonly confirmWithin?: number | null; readonly local?: boolean } = {},
): FakeServer => {
  const state: FakeState = {
    rules: 'before',
    task: (more.facts?.tasks ?? []).length > 0,
    dueAt: Infinity,
    run: '',
    note: false,
  }
  const steps: string[] = []
  const count = new Map<string, number>()
  let clock = 0
  const goOff = (): void => {
    if (!state.task || clock < state.dueAt) return
    Object.assign(state, { rules: 'before', task: false, run: 'put-back', note: true })
  }
  const faultOf = (step: string): StepFault | null => {
    goOff()
    const number = (count.get(step) ?? 0) + 1
    count.set(step, number)
    steps.push(step)
    const found = faults[`${step} ${number}`] ?? faults[step]
    return typeof found === 'function' ? found(state) : (found ?? null)
  }
  const answers: Readonly<Record<string, (data: Readonly<Record<string, unknown>>) => unknown>> = {
    preflight: () => ({ ...FACTS, ...more.facts, rolledBack: state.note ? '2026-01-15 00:00:00Z' : null }),
    settle: () => {
      if (!state.task) return { running: [], putBack: 0 }
      Object.assign(state, { rules: 'before', task: false, run: 'put-back', note: true })
      return { running: [], putBack: 1 }
    },
    plan: () => report(state.rules === 'before'),
    prepare: () => {
      state.run = ''
      return { number: 1, folder: '/f/1' }
    },
    guard: ({ seconds }) => {
      Object.assign(state, { task: true, dueAt: clock + Number(seconds) * 1_000 })
      return { at: 'AT' }
    },
    apply: () => {
      state.rules = 'after'
      return report(true)
    },
    confirm: () => {
      if (state.run === 'put-back') return { putBack: true, left: '' }
      Object.assign(state, { task: false, run: 'confirmed', note: false })
      return { putBack: false, left: '' }
    },
    putback: () => {
      Object.assign(state, { rules: 'before', task: false, run: 'put-back', note: true })
      return { state: 'put-back' }
    },
    state: () => ({ state: state.run }),
    clear: () => {
      state.note = false
      return {}
    },
  }
  const world: HostWorld = {
    link: () => ({
      open: async () => faultOf('open'),
      ask: async <T>(step: string, data: object) => {
        const fault = faultOf(step)
        if (fault !== null) return { fault }
        return { value: answers[step]?.(data as Readonly<Record<string, unknown>>) as T }
      },
      close: async () => undefined,
    }),
    isLocal: () => more.local === true,
    ownAddress: async () => null,
    now: () => clock,
    wait: async (milliseconds) => {
      clock += milliseconds
      goOff()
    },
    tell: () => undefined,
    estateHash: 'e'.repeat(64),
    putBack: { name: 'put-back.ps1', bytes: new Uint8Array(), sha256: '' },
    timeout: 120_000,
    confirmWithin: more.confirmWithin === undefined ? 300_000 : more.confirmWithin,
    span: { file: 'out', line: 1, column: 1, endLine: 1, endColumn: 1 },
  }
  return { state, world, steps }
}
