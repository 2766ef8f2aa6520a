// SPDX-License-Identifier: MIT

/** Thrown where nothing of a file can be read, not even what is lost. */
export interface DestroyedFile extends Error {
  readonly name: 'DestroyedFile'
}

export const destroyedFile = (reason: string): DestroyedFile =>
  Object.assign(new Error(reason), { name: 'DestroyedFile' as const })

export const isDestroyedFile = (error: unknown): error is DestroyedFile =>
  error instanceof Error && error.name === 'DestroyedFile'
