// SPDX-License-Identifier: MIT

/** Thrown for a PowerShell script that makes rules by calls of its own: what it does, only a run can tell. */
export interface ForeignScript extends Error {
  readonly name: 'ForeignScript'
}

export const foreignScript = (): ForeignScript =>
  Object.assign(new Error('a script of others'), { name: 'ForeignScript' as const })

export const isForeignScript = (error: unknown): error is ForeignScript =>
  error instanceof Error && error.name === 'ForeignScript'
