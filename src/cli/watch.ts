// SPDX-License-Identifier: MIT
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { count } from '../diagnostics/count.ts'
import { EXIT, UsageError } from './exit-code.ts'
import type { Streams } from './streams.ts'

const EVERY = 250

/** What files were like when they were read. */
type States = Map<string, string>

/** Runs a command again after each save of a file that it read; the terminal shows what changed since the run before. */
export const watch = async (
  streams: Streams,
  paths: readonly (string | undefined)[],
  run: (streams: Streams) => Promise<number>,
): Promise<number> => {
  if (paths.includes('-')) throw new UsageError('--watch waits for saves, and standard input has none', 'give a file')
  let before: readonly string[] | null = null
  for (;;) {
    const states: States = new Map()
    const { code, text } = await runOnce(streams, run, states)
    const blocks = blocksOf(text)
    await streams.out(before === null ? text : changedText(before, blocks))
    before = blocks
    if (states.size === 0 || streams.outIsLeft?.() === true) return code
    if (!streams.quiet) streams.err(`watching ${count(states.size, 'file or folder', 'files and folders')}\n`)
    if (!(await (streams.nextSave === undefined ? nextSave(states) : streams.nextSave([...states.keys()])))) return code
  }
}

const runOnce = async (
  streams: Streams,
  run: (streams: Streams) => Promise<number>,
  states: States,
): Promise<{ readonly code: number; readonly text: string }> => {
  let text = ''
  const add = async (more: string): Promise<void> => {
    text += more
  }
  try {
    const code = await run({
      ...streams,
      out: add,
      document: add,
      err: (more) => {
        text += more
      },
      // A save while the command runs is one that it may have missed.
      touched: (path) => {
        if (!states.has(path)) states.set(path, stateOf(path))
      },
    })
    return { code, text }
  } catch (error) {
    // A save in the middle of an edit may make a word of the command line wrong; the next one may mend it.
    if (!(error instanceof UsageError) || states.size === 0) throw error
    return { code: EXIT.wrongCommandLine, text: `${text}portwright: ${error.message}\n` }
  }
}

/** What belongs together: a line and the indented ones below it. */
const blocksOf = (text: string): readonly string[] =>
  text
    .split(/\n(?=\S)/)
    .map((block) => block.trimEnd())
    .filter((block) => block !== '')

const changedText = (before: readonly string[], now: readonly string[]): string => {
  const [old, current] = [new Set(before), new Set(now)]
  const fresh = now.filter((block) => !old.has(block))
  const gone = before.filter((block) => !current.has(block)).map((block) => block.split('\n')[0] as string)
  // A block under the same first line says itself that it is another now.
  const heads = new Set(fresh.map((block) => block.split('\n')[0]))
  const left = gone.filter((head) => !heads.has(head)).map((head) => `no longer: ${head}`)
  return fresh.length + left.length === 0 ? 'nothing changed\n' : `${[...left, ...fresh].join('\n')}\n`
}

/** Size and time of a file, of the index of an output; nothing where it is just being replaced. */
const stateOf = (path: string): string =>
  [path, join(path, 'portwright.json')]
    .map((one) => statSync(one, { throwIfNoEntry: false }))
    .map((state) => (state === undefined ? '-' : `${state.mtimeMs} ${state.size} ${state.ino}`))
    .join(' ')

/** Editors save by writing, by renaming, or in two steps: asking for the state works for all of them, on every system. */
const nextSave = async (states: States): Promise<boolean> => {
  while ([...states].every(([path, state]) => stateOf(path) === state)) await wait(EVERY)
  // The second step of a save follows at once.
  await wait(EVERY / 2)
  return true
}
