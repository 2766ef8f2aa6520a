// SPDX-License-Identifier: MIT

export interface ListedName {
  readonly text: string
  /** Whether it has to stay in one piece: paper and browsers break a line at every hyphen. */
  readonly keep: boolean
  /** What stands right behind it; a blank follows. */
  readonly end: string
}

/** A list of names: the first ones at sight, the others unfold and are all printed. */
export interface NameList {
  readonly shown: readonly ListedName[]
  readonly more: string
  readonly rest: readonly ListedName[]
  /** `list-3` where the rest stands on the page more than once: here the first time, or, with `again`, above. */
  readonly anchor: string
  readonly label: string
  readonly again: boolean
}

const listed = (texts: readonly string[], separator: ',' | ''): readonly ListedName[] =>
  texts.map((text, index) => ({
    text,
    // A range of addresses reads well on two lines.
    keep: text.includes('-') && /[g-z]/i.test(text),
    end: index === texts.length - 1 ? '' : separator,
  }))

/** `a, b` and, behind “and 5 more”, the others; sentences stand side by side. */
export const nameList = (names: readonly string[], most = 3, separator: ',' | '' = ','): NameList => {
  const plain = { anchor: '', label: '', again: false }
  return names.length <= most
    ? { ...plain, shown: listed(names, separator), more: '', rest: [] }
    : {
        ...plain,
        shown: listed(names.slice(0, most - 1), separator),
        more: `and ${names.length - most + 1} more`,
        rest: listed(names.slice(most - 1), separator),
      }
}

/** A long list that stands on the page once: at its first place on the screen, behind everything on paper. */
export interface LongList {
  readonly label: string
  /** One a line. */
  readonly names: string
}

export interface ListOnce {
  readonly once: (list: NameList) => NameList
  /** Those that were met, in their order. */
  readonly lists: () => readonly LongList[]
}

/** A list shorter than this is shorter than what leads to it. */
const SHORT = 300

/** Long lists that many rules share stand on the page once; where they come again, a link leads to them. */
export const listOnce = (): ListOnce => {
  const known = new Map<string, LongList>()
  const once = (list: NameList): NameList => {
    const key = list.rest.map(({ text }) => text).join(', ')
    if (key.length < SHORT) return list
    const before = known.get(key)
    const { label } = before ?? { label: `list-${known.size + 1}` }
    if (before === undefined) known.set(key, { label, names: list.rest.map(({ text }) => text).join('\n') })
    const named = { ...list, anchor: label, label }
    return before === undefined ? named : { ...named, rest: [], again: true }
  }
  return { once, lists: () => [...known.values()] }
}
