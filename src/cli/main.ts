// SPDX-License-Identifier: MIT
import { runCommandLine } from './run-command-line.ts'
import { processStreams } from './streams.ts'

/** For who loads the command instead of starting it: resolves with the exit code. */
export const finished = runCommandLine(process.argv.slice(2), processStreams()).then((code) => {
  process.exitCode = code
  return code
})
