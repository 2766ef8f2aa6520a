// SPDX-License-Identifier: MIT
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname, uptime } from 'node:os'
import { threadId } from 'node:worker_threads'
import type { RunOwner } from './run-name.ts'

/** What an output folder needs to know about processes; passed in, so that tests bring their own. */
export interface Processes {
  /** This computer and container, as it stands in the name of a run. */
  readonly machine: string
  readonly newOwner: () => RunOwner
  /** Called when a run of this process is over. */
  readonly release: (owner: RunOwner) => void
  /** Whether the owner of a run still works. `touched`: when its folder was last touched, in milliseconds since 1970. */
  readonly isAlive: (owner: RunOwner, touched: number) => boolean
  readonly wait: (milliseconds: number) => Promise<void>
  readonly random: () => number
}

/** A run of another computer or container touches its folder again and again; after so long it is gone. */
const SILENCE = 120_000

/** Where the system does not tell when a process started, its number may belong to another one by now. */
const UNKNOWN_SILENCE = 600_000

/** Runs of this very thread, whose process has one number for all of them. */
const own = new Set<string>()
const thread = (threadId & 0xffff).toString(16).padStart(4, '0')

const orNull = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch {
    return null
  }
}

/** Numbers of processes mean something within one computer and one process namespace alone. */
const machine = createHash('sha256')
  .update(`${hostname()} ${orNull(() => readlinkSync('/proc/self/ns/pid')) ?? process.platform}`)
  .digest('hex')
  .slice(0, 8)

/** State and start of a process by proc(5): the fields after the name, which may hold anything, stand behind the last bracket. */
const statOf = (number: number | 'self'): { readonly state: string; readonly started: string } | null => {
  const text = orNull(() => readFileSync(`/proc/${number}/stat`, 'latin1'))
  if (text === null) return null
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { state: fields[0] ?? '', started: fields[19] ?? '0' }
}

const exists = (number: number): boolean => {
  try {
    process.kill(number, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

export const nodeProcesses: Processes = {
  machine,
  newOwner: () => {
    const owner: RunOwner = {
      process: process.pid,
      started: statOf('self')?.started ?? '0',
      machine,
      nonce: `${thread}${randomBytes(2).toString('hex')}`,
    }
    own.add(owner.nonce)
    return owner
  },
  release: (owner) => void own.delete(owner.nonce),
  isAlive: (owner, touched) => {
    if (owner.machine !== machine) return Date.now() - touched < SILENCE
    if (owner.process === process.pid && owner.nonce.startsWith(thread)) return own.has(owner.nonce)
    if (owner.process === process.pid) return Date.now() - touched < SILENCE
    // Before this computer started.
    if (touched < Date.now() - uptime() * 1000 - 5000) return false
    const stat = statOf(owner.process)
    const wasHeard = Date.now() - touched < UNKNOWN_SILENCE
    if (stat === null) return exists(owner.process) && wasHeard
    const isEnded = stat.state === 'Z' || stat.state === 'X'
    return !isEnded && (owner.started === '0' ? wasHeard : owner.started === stat.started)
  },
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
}
