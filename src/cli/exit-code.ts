// SPDX-License-Identifier: MIT

export const EXIT = {
  done: 0,
  wrongInput: 1,
  wrongCommandLine: 2,
  answerIsNo: 3,
  fault: 70,
  interrupted: 130,
} as const

/** Ends a command with exit code 2 and one line on standard error. */
export { UsageError } from '../diagnostics/usage-error.ts'
