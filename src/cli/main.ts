// SPDX-License-Identifier: MIT
import { runCommandLine } from './run-command-line.ts'
import { processStreams } from './streams.ts'

process.exitCode = await runCommandLine(process.argv.slice(2), processStreams())
