// SPDX-License-Identifier: MIT

/** What is done to the files before a command runs. Paths are relative to the folder of the run. */
export type Act =
  | readonly ['write', path: string, text: string]
  /** A file that this process has open so that nobody else may. */
  | readonly ['hold', path: string]
  /** A program that has the folder as its current one. */
  | readonly ['stand', path: string]
  | readonly ['read-only', path: string]

/** A command line of `portwright`, or a line for cmd. */
export interface Step {
  readonly name: string
  readonly words: readonly string[] | string
  readonly before?: readonly Act[]
  /** The current folder meanwhile. */
  readonly within?: string
  /** Of a line: cmd's delayed expansion is on. */
  readonly delayed?: boolean
  readonly env?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly name: string
  readonly exit: number | null
  readonly out: string
  readonly err: string
}
