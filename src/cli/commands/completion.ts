// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nearName } from '../../diagnostics/near-name.ts'
import { commandShapes } from '../completion/command-shape.ts'
import { SHELLS } from '../completion/shells.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import { packageRoot } from '../package-root.ts'
import type { Streams } from '../streams.ts'

const HELP = `
Commands, options, formats, hosts, client groups, roles and policies are completed; hosts and groups are those of the estate or
output on the command line.

Examples:
  $ source <(portwright completion bash)                                            bash, in ~/.bashrc
  $ source <(portwright completion zsh)                                             zsh, in ~/.zshrc
  $ portwright completion fish > ~/.config/fish/completions/portwright.fish         fish
  > portwright completion powershell | Out-String | Invoke-Expression               PowerShell, in $PROFILE
`

/** What the scripts ask for: `completion words [--next] -- WORDS`, one word a line, `:files` where a path may stand. */
const WORDS = 'words'

export const completionCommand: DefineCommand = (program, streams, done) => {
  program
    .command('completion')
    .description('print a script that completes command lines in a shell')
    .argument('<shell>', SHELLS.join(', '))
    .argument('[words...]', 'what the scripts ask with')
    .option('--next', 'of the scripts: a new word begins')
    .addHelpText('after', HELP)
    .action(async (shell: string, words: readonly string[], options: { readonly next?: boolean }) => {
      if (shell === WORDS) await printWords(options.next === true ? [...words, ''] : words)
      else await streams.out(scriptOf(shell, words))
      done(EXIT.done)
    })

  const printWords = async (words: readonly string[]): Promise<void> => {
    const { completion } = await import('../completion/completion.ts')
    const { words: found, files } = await completion(commandShapes(program), words)
    const lines = [...(files ? [':files'] : []), ...found]
    if (lines.length > 0) await (streams satisfies Streams).out(`${lines.join('\n')}\n`)
  }
}

const scriptOf = (shell: string, more: readonly string[]): string => {
  const known = SHELLS.find((name) => name === shell.toLowerCase())
  if (known === undefined) {
    const near = nearName(shell, SHELLS)
    throw new UsageError(
      `unknown shell “${shell}”`,
      near === null ? `shells are ${SHELLS.join(', ')}` : `did you mean “${near}”?`,
    )
  }
  if (more.length > 0) throw new UsageError('completion takes the name of a shell alone', null)
  return readFileSync(join(packageRoot(), 'templates/completion', known), 'utf8')
}
