// SPDX-License-Identifier: MIT
import type { Evidence } from './traffic.ts'
import { EVIDENCE } from './traffic.ts'

/** What tells records of the same two ends apart, packed into one word of their key. */
export interface RecordMeta {
  readonly protocol: number
  readonly local: number
  readonly direction: number
  readonly isUtc: boolean
  readonly isStealth: boolean
  readonly evidence: Evidence
  /** The computer that wrote the log, where a packet to everybody came in there: 1 + its place in the list of hosts; else 0. */
  readonly host: number
}

export const packMeta = (
  protocol: number,
  local: number,
  direction: number,
  isUtc: number,
  isStealth: number,
  evidence: number,
  host: number,
): number =>
  protocol | (local << 8) | (direction << 10) | (isUtc << 12) | (isStealth << 13) | (evidence << 14) | (host << 16)

export const unpackMeta = (meta: number): RecordMeta => ({
  protocol: meta & 255,
  local: (meta >>> 8) & 3,
  direction: (meta >>> 10) & 3,
  isUtc: ((meta >>> 12) & 1) === 1,
  isStealth: ((meta >>> 13) & 1) === 1,
  evidence: EVIDENCE[(meta >>> 14) & 3] as Evidence,
  host: meta >>> 16,
})
