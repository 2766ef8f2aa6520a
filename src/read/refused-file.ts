// SPDX-License-Identifier: MIT

/** Thrown for a file that is whole and of a known kind, and still says nothing that could be read without guessing. */
export interface RefusedFile extends Error {
  readonly name: 'RefusedFile'
  readonly code: 'listing-language'
}

export const refusedFile = (code: RefusedFile['code']): RefusedFile =>
  Object.assign(new Error(code), { name: 'RefusedFile' as const, code })

export const isRefusedFile = (error: unknown): error is RefusedFile =>
  error instanceof Error && error.name === 'RefusedFile'
