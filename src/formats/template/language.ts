// SPDX-License-Identifier: MIT

/** Turns a value into text of the language that stands for exactly this value; throws an `EncodeError` otherwise. */
export type Encoder = (value: unknown) => string

/** A language that templates are written in: only these helpers may put a value into its text. */
export interface Language {
  readonly name: string
  readonly helpers: Readonly<Record<string, Encoder>>
}
