// SPDX-License-Identifier: MIT
import { pwshServer } from './pwsh-server.ts'
import { sharedPlace } from './shared-place.ts'

/** What a script gave, by stream. `exit` is what it left in `$LASTEXITCODE`. */
export interface ScriptOutput<T> {
  readonly exit: number
  readonly objects: readonly T[]
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
  readonly information: readonly string[]
}

/** Runs of one session share a runspace; `folder` is that of the script; `roots` a file of certificates to trust. */
export interface RunPlace {
  readonly session?: string
  readonly folder?: string
  readonly roots?: string
}

/**
 * Runs a script in a runspace of its own, or in that of a session, its parameters as data; `PORTWRIGHT_CULTURE` of the
 * environment is the user's culture. Where `folder` is given, the script finds itself there under the shared place.
 */
export const runScript = async <T>(
  pwsh: string,
  script: string,
  parameters: object,
  environment: Readonly<Record<string, string>> = {},
  { session = '', folder = '', roots = '' }: RunPlace = {},
): Promise<ScriptOutput<T>> => {
  const { PORTWRIGHT_CULTURE: culture = '', ...variables } = environment
  // Links need rights on Windows.
  const place = folder === '' || process.platform === 'win32' ? null : { link: sharedPlace(), folder }
  const there = (path: string): string =>
    place !== null && path.startsWith(place.folder) ? place.link + path.slice(place.folder.length) : path
  const { PORTWRIGHT_UNIT: unit } = variables
  const answer = JSON.parse(
    await pwshServer(pwsh, roots === '' ? {} : { SSL_CERT_FILE: roots }).ask({
      script: there(script),
      arguments: parameters,
      environment: { ...variables, ...(unit !== undefined && { PORTWRIGHT_UNIT: there(unit) }) },
      ...{ culture, session, place },
    }),
  ) as ScriptOutput<T> & { readonly broken?: string }
  if (answer.broken !== undefined) throw new Error(answer.broken)
  return answer
}

/** Ends a session, as when the connection to it is gone. */
export const endSession = async (pwsh: string, session: string): Promise<void> => {
  await pwshServer(pwsh).ask({ end: session })
}
