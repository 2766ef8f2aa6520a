// SPDX-License-Identifier: MIT

/** Something that a format cannot say, or that a reader did not understand. `rule` is null where it concerns the whole. */
export interface Loss {
  readonly rule: string | null
  readonly field: string
  readonly reason: string
  /** When read: the text of a rule that is not among the rules, since not all of it was understood. */
  readonly text?: string
}
