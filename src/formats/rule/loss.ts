// SPDX-License-Identifier: MIT

/** Something that a format cannot say. `rule` is null where it concerns the whole policy. */
export interface Loss {
  readonly rule: string | null
  readonly field: string
  readonly reason: string
}
