// SPDX-License-Identifier: MIT

/** A list of names: the first ones at sight, the others unfold and are all printed. */
export interface NameList {
  readonly shown: string
  readonly more: string
  readonly rest: string
}

/** `a, b` and, behind “and 5 more”, the others. */
export const nameList = (names: readonly string[], most = 3): NameList =>
  names.length <= most
    ? { shown: names.join(', '), more: '', rest: '' }
    : {
        shown: names.slice(0, most - 1).join(', '),
        more: `and ${names.length - most + 1} more`,
        rest: names.slice(most - 1).join(', '),
      }
