// SPDX-License-Identifier: MIT

/** What became of one service of one rule of the peer. */
export interface Outcome {
  readonly kind: 'covered' | 'feature' | 'own' | 'left-out'
  readonly line: number
  readonly rule: string
  readonly text: string
}

/** What the file held, for the head of the report. */
export interface ImportCounts {
  readonly systems: number
  readonly roles: number
  readonly rules: number
  readonly services: number
  readonly sites: number
}
