// SPDX-License-Identifier: MIT
import { Command } from 'commander'
import { previewCommand } from '../../src/cli/commands/preview.ts'
import { UsageError } from '../../src/cli/exit-code.ts'

export interface Ran {
  readonly exit: number
  readonly out: string
  readonly err: string
}

/** Runs the preview command alone, on a terminal of so many columns where one is given. */
export const runPreview = async (words: readonly string[], columns: number | null = null, input = ''): Promise<Ran> => {
  let out = ''
  let err = ''
  let exit = 0
  const program = new Command('portwright').exitOverride()
  previewCommand(
    program,
    {
      out: async (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      outIsTerminal: columns !== null,
      errIsTerminal: false,
      columns: columns ?? 100,
      quiet: false,
      verbose: false,
      environment: {},
      readInput: async () => Buffer.from(input),
      today: '2026-01-15',
    },
    (code) => {
      exit = code
    },
  )
  try {
    await program.parseAsync(['preview', ...words], { from: 'user' })
    return { exit, out, err }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return { exit: 2, out, err: `${err}${error.message}\n${error.hint ?? ''}` }
  }
}
