// SPDX-License-Identifier: MIT
import { runCommandLine } from './run-command-line.ts'
import { processStreams } from './streams.ts'

void runCommandLine(process.argv.slice(2), processStreams()).then((code) => {
  process.exitCode = code
})

/** For who loads the command and runs more than one line of it. */
export { runCommandLine }
