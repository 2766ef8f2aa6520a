// SPDX-License-Identifier: MIT
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { runCommandLine } from '../../src/cli/run-command-line.ts'
import { QUIET_STREAMS } from './quiet-streams.ts'

export interface Ran {
  readonly exit: number
  readonly out: string
  readonly err: string
}

/** Runs a command line in this process. */
export const portwright = async (
  words: readonly string[],
  input: string | Uint8Array = '',
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> => {
  let out = ''
  let err = ''
  const exit = await runCommandLine(words, {
    ...QUIET_STREAMS,
    out: async (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    environment,
    readInput: async () => (typeof input === 'string' ? Buffer.from(input) : input),
  })
  return { exit, out, err }
}

/** A folder that goes with the test. */
export const temporaryFolder = (t: ExecutionContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-test-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
