// SPDX-License-Identifier: MIT

/** A list of names: the first ones at sight, the others unfold and are all printed. */
export interface NameList {
  readonly shown: string
  readonly more: string
  readonly rest: string
  /** `list-3` where the rest stands on the page more than once: here the first time, or, with `again`, above. */
  readonly anchor: string
  readonly label: string
  readonly again: boolean
}

/** `a, b` and, behind “and 5 more”, the others. */
export const nameList = (names: readonly string[], most = 3): NameList => {
  const plain = { anchor: '', label: '', again: false }
  return names.length <= most
    ? { ...plain, shown: names.join(', '), more: '', rest: '' }
    : {
        ...plain,
        shown: names.slice(0, most - 1).join(', '),
        more: `and ${names.length - most + 1} more`,
        rest: names.slice(most - 1).join(', '),
      }
}

/** A list shorter than this is shorter than what leads to it. */
const SHORT = 300

/** Long lists that many rules share stand on the page once; where they come again, a link leads to them. */
export const listOnce = (): ((list: NameList) => NameList) => {
  const known = new Map<string, number>()
  return (list) => {
    if (list.rest.length < SHORT) return list
    const number = known.get(list.rest)
    if (number === undefined) known.set(list.rest, known.size + 1)
    const place = number ?? known.size
    const named = { ...list, anchor: `list-${place}`, label: `list ${place}` }
    return number === undefined ? named : { ...named, rest: '', again: true }
  }
}
