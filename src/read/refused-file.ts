// SPDX-License-Identifier: MIT

/** What a file holds more of than a reader is to make objects of. */
export interface Excess {
  readonly what: string
  readonly limit: number
}

/** Why a file that is whole and of a known kind is not read: its language is not known, or it holds too much. */
type Why = 'listing-language' | Excess

/** Thrown for a file that is whole and of a known kind, and still says nothing that could be read without guessing. */
export interface RefusedFile extends Error {
  readonly name: 'RefusedFile'
  readonly why: Why
}

export const refusedFile = (why: Why): RefusedFile =>
  Object.assign(new Error('a file is refused'), { name: 'RefusedFile' as const, why })

export const isRefusedFile = (error: unknown): error is RefusedFile =>
  error instanceof Error && error.name === 'RefusedFile'
