// SPDX-License-Identifier: MIT
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pwshEnvironment } from './pwsh-environment.ts'
import { PWSH_WORDS } from './pwsh-words.ts'

interface Waiting {
  readonly resolve: (answer: string) => void
  readonly reject: (error: Error) => void
}

/** One PowerShell that answers a line of JSON with a line of JSON, one after the other. */
export interface PwshServer {
  readonly ask: (request: object) => Promise<string>
}

type Environment = Readonly<Record<string, string>>

/** What serve.ps1 says; it ends when its standard input does, which is when this process ends. */
const start = (pwsh: string, environment: Environment): PwshServer => {
  const mark = `${randomUUID()} `
  const file = join(import.meta.dirname, 'serve.ps1')
  const child: ChildProcessWithoutNullStreams = spawn(pwsh, [...PWSH_WORDS, '-File', file], {
    env: pwshEnvironment({ ...environment, PORTWRIGHT_MARK: mark }),
  })
  const waiting: Waiting[] = []
  let noise = ''
  const handles = [child, child.stdin, child.stdout, child.stderr] as unknown as readonly NodeJS.RefCounted[]
  const rest = (): void => {
    if (waiting.length === 0) for (const handle of handles) handle.unref()
  }
  createInterface({ input: child.stdout }).on('line', (line) => {
    const at = line.indexOf(mark)
    if (at < 0) noise += `${line}\n`
    else waiting.shift()?.resolve(line.slice(at + mark.length))
    rest()
  })
  createInterface({ input: child.stderr }).on('line', (line) => {
    noise += `${line}\n`
  })
  child.on('error', (error) => {
    for (const one of waiting.splice(0)) one.reject(error)
  })
  child.on('close', (code) => {
    for (const one of waiting.splice(0)) one.reject(new Error(`PowerShell ended with ${code}.\n${noise}`))
  })
  rest()
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        for (const handle of handles) handle.ref()
        child.stdin.write(`${JSON.stringify(request)}\n`)
      }),
  }
}

const servers = new Map<string, PwshServer>()

/**
 * The PowerShell that all tests of a file share: starting one costs more than what most scripts do. What the runtime reads
 * as it starts, and never again, makes another one.
 */
export const pwshServer = (pwsh: string, environment: Environment = {}): PwshServer => {
  const key = JSON.stringify([pwsh, environment])
  const server = servers.get(key) ?? start(pwsh, environment)
  servers.set(key, server)
  return server
}
