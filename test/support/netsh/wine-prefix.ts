// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownWinePrefix } from '../own-wine-prefix.ts'

const COMPILER = 'x86_64-w64-mingw32-gcc'

export interface WineRun {
  readonly status: number | null
  /** Standard output and standard error together. */
  readonly output: string
  /** Arguments of every call of netsh.exe, in order. */
  readonly calls: readonly (readonly string[])[]
}

/** A Windows of its own, as Wine makes it, with the recording netsh.exe. */
export interface WinePrefix {
  readonly runBatch: (name: string, bytes: Uint8Array, args?: readonly string[], fail?: string) => WineRun
  readonly runProgram: (args: readonly string[]) => WineRun
  readonly remove: () => void
}

const found = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0

/** What is missing for a run under Wine; null where everything is there. */
export const missingForWine = (): string | null =>
  ['wine', COMPILER].filter((program) => !found(program)).join(', ') || null

const windowsPath = (path: string): string => `Z:${path.replaceAll('/', '\\')}`

const readCalls = (log: string): readonly (readonly string[])[] =>
  existsSync(log)
    ? readFileSync(log, 'utf8')
        .split('\x1e')
        .slice(0, -1)
        .map((call) => call.split('\x1f').slice(0, -1))
    : []

export const createWinePrefix = (): WinePrefix => {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-wine-'))
  const log = join(folder, 'calls.log')
  const outputFile = join(folder, 'output.txt')
  const env = {
    ...process.env,
    WINEPREFIX: join(folder, 'prefix'),
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree,mshtml,winemenubuilder.exe=;netsh.exe=n',
    NETSH_LOG: windowsPath(log),
  }
  const run = (args: readonly string[], fail = ''): WineRun => {
    rmSync(log, { force: true })
    // Into a file: Wine's services would keep a pipe open.
    const output = openSync(outputFile, 'w')
    const { status } = spawnSync('wine', args, {
      env: { ...env, NETSH_FAIL: fail },
      stdio: ['ignore', output, output],
      timeout: 120_000,
    })
    closeSync(output)
    return { status, output: readFileSync(outputFile, 'utf8').replaceAll('\r\n', '\n'), calls: readCalls(log) }
  }
  const program = join(folder, 'netsh.exe')
  const source = join(import.meta.dirname, 'netsh.c')
  const built = spawnSync(COMPILER, ['-municode', '-O1', '-o', program, source], { encoding: 'utf8' })
  if (built.status !== 0) throw new Error(built.stderr)
  ownWinePrefix(env.WINEPREFIX, { 'netsh.exe': program })
  return {
    runBatch: (name, bytes, args = [], fail = '') => {
      const file = join(folder, name)
      writeFileSync(file, bytes)
      return run(['cmd', '/c', windowsPath(file), ...args], fail)
    },
    runProgram: (args) => run(args),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
  }
}
