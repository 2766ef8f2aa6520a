// SPDX-License-Identifier: MIT

/** The words of a netsh command and its `tag=value` arguments. Tags are lower case; one that stands twice is a word too. */
export interface NetshCommand {
  readonly words: readonly string[]
  readonly tags: ReadonlyMap<string, string>
}

const TAG = /^([A-Za-z]\w*)=([\s\S]*)$/

/** Splits arguments into words (`advfirewall firewall add rule`) and tags (`dir=in`). */
export const parseNetshTags = (args: readonly string[]): NetshCommand => {
  const words: string[] = []
  const tags = new Map<string, string>()
  for (const arg of args) {
    const match = TAG.exec(arg)
    if (match === null) words.push(arg)
    else {
      const tag = (match[1] as string).toLowerCase()
      if (tags.has(tag)) words.push(arg)
      else tags.set(tag, match[2] as string)
    }
  }
  return { words, tags }
}
