// SPDX-License-Identifier: MIT
import { type NetshCommand, parseNetshTags } from '../../formats/cmd/parse-netsh-tags.ts'
import { splitArguments } from '../../formats/cmd/split-arguments.ts'
import { type WalkedCommand, walkBatch } from '../../formats/cmd/walk-batch.ts'
import { fullWords } from './full-words.ts'
import { resemblesRule, tagsIn } from './resembles-rule.ts'

/** A netsh command with its context in front (`advfirewall firewall add rule`), shortened words written out. */
export interface NetshCall extends NetshCommand {
  readonly line: number
  /** Which command of the file it is; a line may have several. */
  readonly place: number
  /** As it stands in the file, variables filled in. */
  readonly text: string
  /** What only the machine can fill in. */
  readonly unknown: readonly string[]
  /** `NAME = VALUE` of each SET that was filled in. */
  readonly filled: readonly string[]
  /** Why it is not known to run; null where it does. */
  readonly doubt: string | null
  /** What of it could not be taken apart; absent where all could. */
  readonly fault?: string | undefined
}

const PROGRAM = /^(?:.*[\\/])?netsh(?:\.exe)?$/i
/** Commands that only print or remember what follows them. */
const NOT_RUN = /^(?:echo\b|set\b|title\b|find\b|findstr\b|:)/i
/** A whole command that is shown to somebody, or put aside by a colon: what it says is not meant to be done. */
const SHOWN = /^(?:echo\b|:)\W*(?:\S*[\\/])?netsh\b/i
/** Options in front of the command; all but -c take a word that says where or who, not what. */
const OPTION = /^-[acrup]$/i
const withoutOptions = (args: readonly string[]): readonly string[] => {
  const options: string[] = []
  let at = 0
  while (OPTION.test(args[at] ?? '')) {
    if ((args[at] as string).toLowerCase() === '-c') options.push(...(args[at + 1] ?? '').split(/\s+/))
    at += 2
  }
  return [...options, ...args.slice(at)]
}

/** How most scripts add a rule; what begins with these words does nothing else. */
const ADDS = /^netsh(?:\.exe)?[ \t]+advfirewall[ \t]+firewall[ \t]+add[ \t]+rule[ \t]/i
const TORN = 'the line goes on behind what ends it'

/** The calls of netsh in a file. */
export interface NetshCalls {
  /** In their order, each taken apart only when it is asked for. */
  readonly calls: Iterable<NetshCall>
  /** Those that do something else than add a rule, at once. */
  readonly others: () => readonly NetshCall[]
}

/** Commands of a batch file that call netsh, wherever in a line they stand; words are empty where netsh is called by other means. */
export const batchCalls = (source: string): NetshCalls => {
  const commands = walkBatch(source)
  return {
    calls: callsOf(commands),
    others: () => commands.flatMap((command, place) => (ADDS.test(command.text) ? [] : (callOf(command, place) ?? []))),
  }
}

function* callsOf(commands: readonly WalkedCommand[]): Generator<NetshCall> {
  let before: NetshCall | null = null
  for (const [place, command] of commands.entries()) {
    const call = callOf(command, place)
    if (call === null) continue
    // Behind a bar or an ampersand, what begins with tags is the rest of the call before it.
    const isRest: boolean = call.words.length === 0 && before?.line === call.line && before.words.length > 0
    if (call.words.length === 0 && call.fault === undefined && !isRest && !resemblesRule(call.text)) continue
    if (before !== null) yield isRest && tagsIn(call.text) > 0 ? { ...before, fault: TORN } : before
    before = call
  }
  if (before !== null) yield before
}

/** A command that may be a call, too: a rest of a call is known by what stands before it. */
const callOf = ({ line, text, unknown, filled, doubt, fault }: WalkedCommand, place: number): NetshCall | null => {
  const unread = (): NetshCall => ({ line, place, text, unknown, filled, doubt, fault, words: [], tags: new Map() })
  if (NOT_RUN.test(text)) return !SHOWN.test(text) && tagsIn(text) >= 2 ? unread() : null
  const args = splitArguments(text)
  const at = args.findIndex((arg) => PROGRAM.test(arg))
  if (at >= 0) {
    const { words, tags } = parseNetshTags(withoutOptions(args.slice(at + 1)))
    return { line, place, text, unknown, filled, doubt, words: fullWords(words), tags }
  }
  return fault !== undefined || tagsIn(text) > 0 || resemblesRule(text) ? unread() : null
}

const CONTEXTS = new Set(['advfirewall', 'firewall', 'consec', 'mainmode', 'monitor'])

/** Lines of a file for `netsh -f`: commands without `netsh`, in the context that lines of context words have entered. */
export const scriptCalls = (source: string): NetshCalls => {
  const result: NetshCall[] = []
  let context: readonly string[] = []
  for (const [index, text] of source.split(/\r\n?|\n/).entries()) {
    const args = splitArguments(text.replace(/^\s*pushd\s+/i, ''))
    const [first = ''] = args
    if (first === '' || /^[#;]|^rem$/i.test(first)) continue
    const whole = fullWords([...context, ...args])
    const words = fullWords(args)[0] === 'advfirewall' ? fullWords(args) : whole
    if (words.every((word) => CONTEXTS.has(word.toLowerCase()))) context = words
    else if (first === '..' || /^popd$/i.test(first)) context = context.slice(0, -1)
    else {
      const { words: commandWords, tags } = parseNetshTags(words)
      result.push({
        line: index + 1,
        place: index,
        text,
        unknown: [],
        filled: [],
        doubt: null,
        words: commandWords,
        tags,
      })
    }
  }
  return { calls: result, others: () => result }
}
