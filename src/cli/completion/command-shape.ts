// SPDX-License-Identifier: MIT
import type { Command } from 'commander'

export interface OptionShape {
  /** `--host` */
  readonly long: string
  /** What its value is called in the help, such as `file`; null where it takes none. */
  readonly value: string | null
}

/** What of a command completion needs to know. */
export interface CommandShape {
  readonly name: string
  readonly options: readonly OptionShape[]
  readonly arguments: readonly { readonly name: string; readonly many: boolean }[]
}

export const commandShapes = (program: Command): readonly CommandShape[] =>
  program.commands.map((command) => ({
    name: command.name(),
    options: command.options.map(({ long, flags }) => ({
      long: long ?? '',
      value: /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1] ?? null,
    })),
    arguments: command.registeredArguments.map((argument) => ({ name: argument.name(), many: argument.variadic })),
  }))
