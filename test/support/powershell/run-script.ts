// SPDX-License-Identifier: MIT
import { pwshServer } from './pwsh-server.ts'

/** What a script gave, by stream. `exit` is what it left in `$LASTEXITCODE`. */
export interface ScriptOutput<T> {
  readonly exit: number
  readonly objects: readonly T[]
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
  readonly information: readonly string[]
}

/**
 * Runs a script in a runspace of its own, or in that of a session, its parameters as data; `PORTWRIGHT_CULTURE` of the
 * environment is the user's culture.
 */
export const runScript = async <T>(
  pwsh: string,
  script: string,
  parameters: object,
  environment: Readonly<Record<string, string>> = {},
  session = '',
): Promise<ScriptOutput<T>> => {
  const { PORTWRIGHT_CULTURE: culture = '', ...variables } = environment
  const answer = JSON.parse(
    await pwshServer(pwsh).ask({ script, arguments: parameters, environment: variables, culture, session }),
  ) as ScriptOutput<T> & { readonly broken?: string }
  if (answer.broken !== undefined) throw new Error(answer.broken)
  return answer
}

/** Ends a session, as when the connection to it is gone. */
export const endSession = async (pwsh: string, session: string): Promise<void> => {
  await pwshServer(pwsh).ask({ end: session })
}
