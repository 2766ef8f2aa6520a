// SPDX-License-Identifier: MIT
import { type NetshCommand, parseNetshTags } from '../../formats/cmd/parse-netsh-tags.ts'
import { splitArguments } from '../../formats/cmd/split-arguments.ts'
import { splitCommands } from '../../formats/cmd/split-commands.ts'

/** A netsh command with its context in front (`advfirewall firewall add rule`), words in lower case but for values. */
export interface NetshCall extends NetshCommand {
  readonly line: number
  readonly variables: readonly string[]
}

const PROGRAM = /^(?:.*[\\/])?netsh(?:\.exe)?$/i
/** Commands that only print or remember what follows them. */
const NOT_RUN = /^(?:echo\b|set\b|title\b|find\b|findstr\b)/i
/** Options in front of the command; all but -c take a word that says where or who, not what. */
const OPTION = /^-[acrup]$/i

const withoutOptions = (args: readonly string[]): readonly string[] => {
  const [option = '', value = ''] = args
  if (!OPTION.test(option)) return args
  const rest = withoutOptions(args.slice(2))
  return option.toLowerCase() === '-c' ? [...value.split(/\s+/), ...rest] : rest
}

/** Commands of a batch file that call netsh, wherever in a line they stand. */
export const batchCalls = (source: string): readonly NetshCall[] =>
  splitCommands(source).flatMap(({ line, text, variables }) => {
    if (NOT_RUN.test(text)) return []
    const args = splitArguments(text)
    const at = args.findIndex((arg) => PROGRAM.test(arg))
    return at < 0 ? [] : [{ line, variables, ...parseNetshTags(withoutOptions(args.slice(at + 1))) }]
  })

const CONTEXTS = new Set(['advfirewall', 'firewall', 'consec', 'mainmode', 'monitor'])

/** Lines of a file for `netsh -f`: commands without `netsh`, in the context that lines of context words have entered. */
export const scriptCalls = (source: string): readonly NetshCall[] => {
  const result: NetshCall[] = []
  let context: readonly string[] = []
  for (const [index, text] of source.split(/\r\n?|\n/).entries()) {
    const args = splitArguments(text.replace(/^\s*pushd\s+/i, ''))
    const [first = ''] = args
    if (first === '' || /^[#;]|^rem$/i.test(first)) continue
    const from = first.toLowerCase() === 'advfirewall' ? [] : context
    if (args.every((arg) => CONTEXTS.has(arg.toLowerCase()))) context = [...from, ...args]
    else if (first === '..' || /^popd$/i.test(first)) context = context.slice(0, -1)
    else result.push({ line: index + 1, variables: [], ...parseNetshTags([...from, ...args]) })
  }
  return result
}
