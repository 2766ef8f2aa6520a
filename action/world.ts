// SPDX-License-Identifier: MIT

export interface Ran {
  readonly exit: number
  readonly out: string
  readonly err: string
}

/** What the action needs of the computer it runs on; tests bring their own. */
export interface World {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Runs the command, in the workspace. */
  readonly portwright: (...words: readonly string[]) => Ran | Promise<Ran>
  readonly git: (...words: readonly string[]) => Ran
  readonly fetch: typeof fetch
  readonly readFile: (path: string) => string
  readonly exists: (path: string) => boolean
  readonly writeFile: (path: string, text: string) => void
  /** To the end of a file of the runner: outputs, the summary of the job. */
  readonly append: (path: string, text: string) => void
  /** A line of the log; workflow commands stand there too. */
  readonly say: (text: string) => void
}
