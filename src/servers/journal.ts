// SPDX-License-Identifier: MIT
import type { HostState } from './host-result.ts'

/** One line of the journal: an event with its time. `host` ends a host; `step` says how far it is. */
export type JournalEvent =
  | {
      readonly event: 'start'
      /** Two estates of other names may come to the same hash, and their rules stand in groups of their own. */
      readonly estate: string
      readonly mode: string
      readonly resumed: boolean
      readonly hosts: readonly string[]
    }
  | { readonly event: 'step'; readonly host: string; readonly step: string; readonly until?: string }
  | { readonly event: 'host'; readonly host: string; readonly state: HostState; readonly error: string | null }
  | { readonly event: 'end'; readonly interrupted: boolean }

export type JournalLine = JournalEvent & { readonly time: string; readonly estateHash: string }

export interface JournalState {
  /** Null where the journal holds no whole line. */
  readonly estateHash: string | null
  readonly estate: string | null
  readonly mode: string | null
  /** Hosts of the run that are done, and with which state. */
  readonly done: ReadonlyMap<string, HostState>
  /** Lines that are not whole. */
  readonly damaged: number
}

/** States after which a host has nothing left to do. */
const DONE: ReadonlySet<string> = new Set(['applied', 'unchanged', 'would-change'])

const isLine = (value: unknown): value is JournalLine => {
  if (typeof value !== 'object' || value === null) return false
  const line = value as Partial<Record<string, unknown>>
  return (
    typeof line.event === 'string' &&
    typeof line.estateHash === 'string' &&
    (line.event !== 'host' || (typeof line.host === 'string' && typeof line.state === 'string')) &&
    (line.event !== 'start' || (typeof line.mode === 'string' && typeof line.estate === 'string'))
  )
}

/** What the last run of a journal came to, with the runs that it went on from. A line that is not whole is counted. */
export const readJournal = (text: string): JournalState => {
  let estateHash: string | null = null
  let estate: string | null = null
  let mode: string | null = null
  let damaged = 0
  const done = new Map<string, HostState>()
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch {
      value = null
    }
    if (!isLine(value)) {
      damaged += 1
      continue
    }
    if (value.event === 'start') {
      if (!value.resumed) done.clear()
      estateHash = value.estateHash
      estate = value.estate
      mode = value.mode
    }
    if (value.event === 'host') {
      const key = value.host.toLowerCase()
      const isDone = DONE.has(value.state) || (mode === 'rollback' && value.state === 'rolled-back')
      if (isDone) done.set(key, value.state)
      else if (value.state !== 'skipped') done.delete(key)
    }
  }
  return { estateHash, estate, mode, done, damaged }
}
