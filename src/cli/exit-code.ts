// SPDX-License-Identifier: MIT

export const EXIT = {
  done: 0,
  wrongInput: 1,
  wrongCommandLine: 2,
  answerIsNo: 3,
  fault: 70,
  interrupted: 130,
} as const

/** The command line is wrong; ends the command with exit code 2 and one line on standard error. */
export class UsageError extends Error {
  readonly hint: string | null
  constructor(message: string, hint: string | null = null) {
    super(message)
    this.hint = hint
  }
}
