// SPDX-License-Identifier: MIT
import type { Command } from 'commander'
import { catalogCommand } from './commands/catalog.ts'
import { checkCommand } from './commands/check.ts'
import { compileCommand } from './commands/compile.ts'
import { importCommand } from './commands/import.ts'
import { initCommand } from './commands/init.ts'
import { readCommand } from './commands/read.ts'
import { schemaCommand } from './commands/schema.ts'
import { verifyCommand } from './commands/verify.ts'
import type { Streams } from './streams.ts'

/** Adds a command to the program; `done` takes the exit code. What a command needs is loaded when it runs. */
export type DefineCommand = (program: Command, streams: Streams, done: (exit: number) => void) => void

export const COMMANDS: readonly DefineCommand[] = [
  initCommand,
  catalogCommand,
  checkCommand,
  compileCommand,
  readCommand,
  verifyCommand,
  importCommand,
  schemaCommand,
]
