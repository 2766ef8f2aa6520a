// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'

interface Task {
  readonly TaskName: string
  readonly State: string
  readonly Actions: readonly { readonly Execute: string; readonly Arguments: string }[]
  readonly Triggers: readonly { readonly StartBoundary: string }[]
}

/** Stand-in of the Task Scheduler, a process of nobody but the test: starts what is due, also what was due while it was away. */
export interface Scheduler {
  readonly stop: () => void
  /** Resolves when it has run a task to its end. */
  readonly ran: Promise<void>
}

export const scheduler = (environment: Readonly<Record<string, string>>): Scheduler => {
  const path = environment.PORTWRIGHT_TASKS as string
  const read = (): { readonly tasks: readonly Task[] } => JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
  const mark = (name: string, state: string): void => {
    const data = read()
    const tasks = data.tasks.map((task) => (task.TaskName === name ? { ...task, State: state } : task))
    writeFileSync(`${path}.scheduler`, JSON.stringify({ ...data, tasks }))
    renameSync(`${path}.scheduler`, path)
  }
  let done: () => void = () => undefined
  const ran = new Promise<void>((resolve) => {
    done = resolve
  })
  const started = new Set<string>()
  const timer = setInterval(() => {
    for (const task of read().tasks) {
      const due = new Date(task.Triggers[0]?.StartBoundary ?? '').getTime()
      const key = `${task.TaskName} ${due}`
      if (task.State !== 'Ready' || started.has(key) || Date.now() < due) continue
      started.add(key)
      const [action] = task.Actions
      if (action === undefined) continue
      mark(task.TaskName, 'Running')
      const words = [...action.Arguments.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '')
      spawn(action.Execute, words, { env: { ...process.env, ...environment }, stdio: 'ignore' }).on('close', () => {
        mark(task.TaskName, 'Ready')
        done()
      })
    }
  }, 100)
  return { stop: () => clearInterval(timer), ran }
}
