// SPDX-License-Identifier: MIT
import { batchTokens } from './batch-tokens.ts'

/** A command as a program would see it: carets and redirections gone, quotes still there. */
export interface BatchCommand {
  readonly line: number
  readonly text: string
  /** What cmd.exe would fill in (`%NAME%`, `%1`); it stands in the text as it was. */
  readonly variables: readonly string[]
}

/** The commands of a batch file, in order, whatever decides whether they run. Comments and labels are none. */
export const splitCommands = (source: string): readonly BatchCommand[] =>
  batchTokens(source).flatMap((token) =>
    token.kind === 'text'
      ? [
          {
            line: token.line,
            text: token.text.replace(/^[\s@]+/, '').replaceAll('%%', '%'),
            variables: token.variables,
          },
        ]
      : [],
  )
