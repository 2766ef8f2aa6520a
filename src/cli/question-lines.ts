// SPDX-License-Identifier: MIT

export interface QuestionLine {
  readonly text: string
  readonly words: readonly string[]
  /** By name, without the dashes. */
  readonly options: Readonly<Record<string, string>>
}

const WORD = /"([^"]*)"|'([^']*)'|(\S+)/g

/** Questions, one a line; names with blanks stand in quotes. Empty lines and those that begin with # are none. */
export const questionLines = (text: string): readonly QuestionLine[] =>
  text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const all = [...line.matchAll(WORD)].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
      const words: string[] = []
      const options: Record<string, string> = {}
      for (let at = 0; at < all.length; at++) {
        const [, name, value] = /^--([a-z]+)(?:=(.*))?$/.exec(all[at] as string) ?? []
        if (name === undefined) words.push(all[at] as string)
        else options[name] = value ?? all[++at] ?? ''
      }
      return { text: line, words, options }
    })
