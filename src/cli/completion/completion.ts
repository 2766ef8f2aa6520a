// SPDX-License-Identifier: MIT
import type { CommandShape } from './command-shape.ts'
import { type Completion, complete } from './complete.ts'
import { namesIn } from './names-in.ts'
import type { NameKind } from './option-words.ts'

/** `complete` with the names that the files of the command line hold; the last word is the one that is being written. */
export const completion = async (commands: readonly CommandShape[], words: readonly string[]): Promise<Completion> => {
  const wanted: { readonly path: string; readonly kinds: readonly NameKind[] }[] = []
  const before = words.slice(0, -1)
  const current = words.at(-1) ?? ''
  complete(commands, before, current, (path, kinds) => {
    wanted.push({ path, kinds })
    return []
  })
  const [asked] = wanted
  const names = asked === undefined ? [] : await namesIn(asked.path, asked.kinds)
  return complete(commands, before, current, () => names)
}
