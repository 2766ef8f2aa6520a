// SPDX-License-Identifier: MIT

/** What a rule string cannot say, or what was not understood when one was read. `field` is a key of Rule or of Windows. */
export interface RuleIssue {
  readonly field: string
  readonly reason: string
}
