// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { ownWinePrefix } from '../../support/own-wine-prefix.ts'
import { required, skip } from '../../support/shared.ts'

export interface Wine {
  /** Runs a program of Windows; its output goes through a file, since wine's services keep a pipe open. */
  readonly run: (...command: readonly string[]) => { readonly status: number | null; readonly output: string }
  readonly writeFile: (name: string, bytes: Uint8Array) => string
  readonly readFile: (name: string) => Uint8Array
}

const createWine = (folder: string): Wine => {
  const env = {
    ...process.env,
    WINEARCH: 'win64',
    WINEPREFIX: join(folder, 'prefix'),
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
    DISPLAY: '',
  }
  ownWinePrefix(env.WINEPREFIX)
  const drive = join(folder, 'files')
  mkdirSync(drive)
  return {
    run: (...command) => {
      const log = join(folder, 'output')
      const output = openSync(log, 'w')
      const { status } = spawnSync('wine', command, { env, stdio: ['ignore', output, 'ignore'], timeout: 120_000 })
      closeSync(output)
      return { status, output: readFileSync(log, 'utf8') }
    },
    writeFile: (name, bytes) => {
      writeFileSync(join(drive, name), bytes)
      return `Z:${join(drive, name).replaceAll('/', '\\')}`
    },
    readFile: (name) => readFileSync(join(drive, name)),
  }
}

/** Gives a test a wine with a prefix of its own; a visible skip where wine is not installed. */
export const withWine = (t: ExecutionContext, use: (wine: Wine) => void): void => {
  if (spawnSync('wine', ['--version']).error !== undefined) {
    if (required(t, 'wine')) t.fail('wine is required, but not there')
    else skip(t, 'wine is not there')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'portwright-wine-'))
  try {
    use(createWine(folder))
  } finally {
    spawnSync('wineserver', ['-k'], { env: { ...process.env, WINEPREFIX: join(folder, 'prefix') } })
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
