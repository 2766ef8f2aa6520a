// SPDX-License-Identifier: MIT

/** A question or a command line makes no sense. What was asked about may be fine; the words are not. */
export class UsageError extends Error {
  readonly hint: string | null
  constructor(message: string, hint: string | null = null) {
    super(message)
    this.hint = hint
  }
}
