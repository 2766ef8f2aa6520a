// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readFileSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ExecutionContext } from 'ava'
import { windowsNodePath } from '../../../scripts/portable/windows-node.ts'
import { required, skip } from '../../support/shared.ts'

const ROOT = resolve(import.meta.dirname, '../../..')

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

/** The registry of the prepared prefix as a copy, its programs as they are. */
const ownPrefix = (folder: string): string => {
  const { status, stdout, stderr } = spawnSync('bash', [join(ROOT, '.ci/wine-prefix')], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`no wine prefix: ${stderr}`)
  const made = join(folder, 'prefix')
  mkdirSync(join(made, 'drive_c'), { recursive: true })
  mkdirSync(join(made, 'dosdevices'))
  for (const name of ['system.reg', 'user.reg', 'userdef.reg', '.update-timestamp'])
    copyFileSync(join(stdout.trim(), name), join(made, name))
  symlinkSync(join(stdout.trim(), 'drive_c/windows'), join(made, 'drive_c/windows'))
  symlinkSync('../drive_c', join(made, 'dosdevices/c:'))
  symlinkSync('/', join(made, 'dosdevices/z:'))
  return made
}

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
  const env = {
    ...process.env,
    WINEPREFIX: ownPrefix(folder),
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
