// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { windowsNodePath } from '../../../scripts/portable/windows-node.ts'
import { ownWinePrefix } from '../../support/own-wine-prefix.ts'
import { required, skip } from '../../support/shared.ts'

/** Node.js for Windows, run by wine in a prefix of its own. */
export interface WineNode {
  /** Runs a program of Node.js; what it prints comes with the exit code. */
  readonly run: (
    words: readonly string[],
    within: string,
  ) => { readonly status: number | null; readonly output: string }
  readonly end: () => void
}

export const windowsPath = (path: string): string => `Z:${path.replaceAll('/', '\\')}`

/** Null, and a visible skip, where wine or Node.js for Windows is missing; a failure where `wine-node` is required. */
export const wineNodeFor = (t: ExecutionContext, folder: string): WineNode | null => {
  const program = windowsNodePath('node.exe')
  const missing = [
    ...(spawnSync('wine', ['--version'], { stdio: 'ignore' }).status === 0 ? [] : ['wine']),
    ...(existsSync(program) ? [] : ['Node.js for Windows (node scripts/portable/windows-node.ts brings it)']),
  ].join(', ')
  if (missing !== '') {
    if (required(t, 'wine-node')) t.fail(`not there: ${missing}`)
    else skip(t, `not there: ${missing}`)
    return null
  }
  const prefix = join(folder, 'prefix')
  ownWinePrefix(prefix)
  const env = {
    ...process.env,
    WINEPREFIX: prefix,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree,mshtml,winemenubuilder.exe=',
    DISPLAY: '',
    // Of this checkout, and of another Node.js.
    NODE_OPTIONS: '',
    NODE_COMPILE_CACHE: '',
  }
  return {
    run: (words, within) => {
      const log = join(folder, 'output.txt')
      const output = openSync(log, 'w')
      const { status } = spawnSync('wine', [program, ...words], {
        env,
        cwd: within,
        stdio: ['ignore', output, output],
        timeout: 600_000,
      })
      closeSync(output)
      return { status, output: readFileSync(log, 'utf8') }
    },
    end: () => void spawnSync('wineserver', ['-k'], { env }),
  }
}
