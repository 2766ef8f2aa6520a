// SPDX-License-Identifier: MIT

/** A text or value that a language cannot say, or not safely. */
export interface EncodeError extends Error {
  readonly name: 'EncodeError'
  /** The language it was meant for, as its {@link Language} names it. */
  readonly language: string
}

export const encodeError = (language: string, message: string): EncodeError =>
  Object.assign(new Error(`${language}: ${message}`), { name: 'EncodeError' as const, language })

export const isEncodeError = (error: unknown): error is EncodeError =>
  error instanceof Error && error.name === 'EncodeError' && 'language' in error
