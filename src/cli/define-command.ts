// SPDX-License-Identifier: MIT
import type { Command } from 'commander'
import type { Streams } from './streams.ts'

/** Adds a command to the program; `done` takes the exit code. What a command needs is loaded when it runs. */
export type DefineCommand = (program: Command, streams: Streams, done: (exit: number) => void) => void
