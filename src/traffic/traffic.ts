// SPDX-License-Identifier: MIT
import type { FlowEntry } from '../adopt/adoption.ts'

/** How it is known who called: the log says it, a listener in the same list, the estate's flows, or the lower port. */
export const EVIDENCE = ['log', 'listener', 'flow', 'lower-port'] as const
export type Evidence = (typeof EVIDENCE)[number]

/**
 * Packets that no entry under `flows:` would be about: `stealth` and `no-listener` went to a port where nobody listens,
 * `late` belong to connections that have ended, `answer` answer a request, `other-icmp` is ICMP without echo requests,
 * `elsewhere` joins two computers that the estate does not know, in the log of a network.
 */
export const NOISE = [
  'loopback',
  'own',
  'unspecified',
  'link-local',
  'multicast',
  'broadcast',
  'late',
  'answer',
  'stealth',
  'no-listener',
  'other-icmp',
  'other-protocol',
  'elsewhere',
] as const
export type Noise = (typeof NOISE)[number]

export interface LogFile {
  readonly path: string
  readonly format: string
  /** Rows without comments. */
  readonly lines: number
  /** Damaged ones. */
  readonly skipped: number
  /** Rows that tell again of a conversation. */
  readonly duplicates: number
  /** Rows that tell of something else: listeners, other events. */
  readonly other: number
  /** Rows before `--since`. */
  readonly before: number
  /** Events that were lost before they were written. */
  readonly lost: number
  readonly first: string | null
  readonly last: string | null
  /** Why the file was not read to its end; null where it was. */
  readonly fault: string | null
}

export interface Side {
  /** The address, of several the lowest. */
  readonly address: string
  readonly host: string | null
  readonly clients: string | null
  readonly roles: readonly string[]
  /** Every address, as few networks and ranges as hold them exactly. */
  readonly addresses: readonly string[]
  /** How many addresses these are. */
  readonly computers: number
}

export interface Uncovered {
  readonly from: Side
  readonly to: Side
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  /** Null for ICMP. */
  readonly port: number | null
  /** Conversations. */
  readonly count: number
  /** Those of them that a firewall dropped. */
  readonly dropped: number
  readonly first: string | null
  readonly last: string | null
  readonly decidedBy: Evidence
  /** What dropped packets, where the log says it: a rule's name, or a word of Windows. */
  readonly droppedBy: readonly string[]
  /** Whose policy would have to let it pass; null where nobody's does. */
  readonly policy: string | null
  /** The flow that comes nearest, in words. */
  readonly nearest: string
  readonly flow: FlowEntry
}

export interface SeenFlow {
  readonly flow: string
  readonly count: number
  readonly first: string | null
  readonly last: string | null
}

export interface Traffic {
  readonly files: readonly LogFile[]
  readonly uncovered: readonly Uncovered[]
  readonly seen: readonly SeenFlow[]
  /** Flows that were not seen though a log of an end was given. */
  readonly unseen: readonly string[]
  /** Flows of which no log of either end was given. */
  readonly unlogged: readonly string[]
  /** Conversations that are counted and not listed. */
  readonly noise: Readonly<Record<Noise, number>>
  /** Conversations beyond the number of different ones that are told apart. */
  readonly beyond: number
}
