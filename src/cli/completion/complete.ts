// SPDX-License-Identifier: MIT
import { COMMON_FLAGS } from '../common-flags.ts'
import type { CommandShape, OptionShape } from './command-shape.ts'
import { type NameKind, namesAsked, optionWords } from './option-words.ts'

/** What may stand where somebody pressed Tab. */
export interface Completion {
  readonly words: readonly string[]
  /** Whether a path may stand there too; the shell knows those best. */
  readonly files: boolean
}

/** Names that a file of the command line holds: of an estate or the output of a compile. */
export type NamesIn = (path: string, kinds: readonly NameKind[]) => readonly string[]

const NOTHING: Completion = { words: [], files: false }
const FILES: Completion = { words: [], files: true }

/** What may follow the words before the cursor; `current` is what of the word is there already. */
export const complete = (
  commands: readonly CommandShape[],
  before: readonly string[],
  current: string,
  namesIn: NamesIn,
): Completion => {
  const [name, ...words] = before
  const starting = (completion: Completion): Completion => ({
    ...completion,
    words: [...new Set(completion.words)].filter((word) => word.toLowerCase().startsWith(current.toLowerCase())),
  })
  if (name === undefined)
    return starting({ words: [...commands.map((command) => command.name), '--help', '--version'], files: false })
  const command = commands.find((one) => one.name === name)
  if (command === undefined) return NOTHING
  const { places, open, ended } = readWords(command, words)
  const first = places[0]
  const names = (kinds: readonly NameKind[]): readonly string[] => (first === undefined ? [] : namesIn(first, kinds))
  if (open !== null) return wordsBehind(command, open, current, names, starting)
  const joined = ended ? null : joinedOption(command, current)
  if (joined !== null) {
    const { words, files } = wordsBehind(command, joined.option, joined.value, names, (completion) => completion)
    return { ...starting({ words: words.map((word) => `${joined.option.long}=${word}`), files: false }), files }
  }
  if (current.startsWith('-') && !ended)
    return starting({ words: [...command.options.map(({ long }) => long), ...COMMON_FLAGS, '--help'], files: false })
  const argument = command.arguments[Math.min(places.length, command.arguments.length - 1)]
  if (argument === undefined || (places.length >= command.arguments.length && !argument.many)) return NOTHING
  const asked = namesAsked(command.name, argument.name)
  return asked === null ? FILES : starting({ words: 'names' in asked ? names(asked.names) : asked, files: false })
}

/** An option that has its value behind a `=`. */
const joinedOption = (
  command: CommandShape,
  current: string,
): { readonly option: OptionShape; readonly value: string } | null => {
  const at = current.indexOf('=')
  const option = command.options.find(({ long, value }) => value !== null && long === current.slice(0, at))
  return at < 0 || option === undefined ? null : { option, value: current.slice(at + 1) }
}

/** Which words are places of the command, the option that still waits for its value, and whether `--` ended all options. */
const readWords = (
  command: CommandShape,
  words: readonly string[],
): { readonly places: readonly string[]; readonly open: OptionShape | null; readonly ended: boolean } => {
  const places: string[] = []
  let open: OptionShape | null = null
  let ended = false
  for (const word of words) {
    if (open !== null) open = null
    else if (ended) places.push(word)
    else if (word === '--') ended = true
    else if (word.startsWith('-') && word !== '-')
      open = command.options.find(({ long, value }) => value !== null && long === word) ?? null
    else places.push(word)
  }
  return { places, open, ended }
}

const wordsBehind = (
  command: CommandShape,
  option: OptionShape,
  current: string,
  names: (kinds: readonly NameKind[]) => readonly string[],
  starting: (completion: Completion) => Completion,
): Completion => {
  const asked = optionWords(command.name, option)
  if (asked === 'files') return FILES
  if (asked === null) return NOTHING
  const words = 'names' in asked ? names(asked.names) : asked
  // Of a list the last item is the one that is being written.
  const done = option.value === 'list' ? current.slice(0, current.lastIndexOf(',') + 1) : ''
  const there = done.split(',')
  return starting({ words: words.filter((word) => !there.includes(word)).map((word) => done + word), files: false })
}
