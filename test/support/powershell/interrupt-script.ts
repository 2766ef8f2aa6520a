// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { pwshEnvironment } from './pwsh-environment.ts'
import { PWSH_WORDS } from './pwsh-words.ts'

export interface Interrupted {
  readonly exit: number | null
  readonly out: string
  readonly err: string
}

/**
 * Runs a script with -File and presses Ctrl-C in the middle: while the stand-in holds the call that PORTWRIGHT_SLOW
 * names, which it shows by the file that PORTWRIGHT_SLOW_FILE names.
 */
export const interruptScript = async (
  pwsh: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> & { readonly PORTWRIGHT_SLOW_FILE: string },
): Promise<Interrupted> => {
  // A group of its own gets the signal, as the foreground group of a terminal does.
  const child = spawn(pwsh, [...PWSH_WORDS, '-File', ...words], {
    env: pwshEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (data) => {
    out += data
  })
  child.stderr.on('data', (data) => {
    err += data
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const watch = setInterval(() => {
    if (!existsSync(environment.PORTWRIGHT_SLOW_FILE) || child.pid === undefined) return
    clearInterval(watch)
    process.kill(-child.pid, 'SIGINT')
  }, 50)
  const exit = await ended
  clearInterval(watch)
  return { exit, out, err }
}
