// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import type { CabinetFile } from '../../../src/formats/cab/cabinet.ts'
import { required, skip } from '../../support/shared.ts'

/** What cabextract finds in a cabinet, as `linesOf` says it; null with a visible skip where it is not installed. */
export const cabextract = (t: ExecutionContext, cabinet: Uint8Array): readonly string[] | null => {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-cab-'))
  try {
    const file = join(folder, 'file.cab')
    const out = join(folder, 'out')
    writeFileSync(file, cabinet)
    const run = spawnSync('cabextract', ['-q', '-d', out, file], { encoding: 'utf8' })
    if (run.error !== undefined) {
      if (required(t, 'cabextract')) t.fail('cabextract is required, but not there')
      else skip(t, 'cabextract is not there')
      return null
    }
    t.is(run.status, 0, run.stderr)
    return linesOf(readdirSync(out).map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(out, name))) })))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Names with hashes of what they hold: one line a file, in the order of names. */
export const linesOf = (files: readonly CabinetFile[]): readonly string[] =>
  files.map(({ name, bytes }) => `${name} ${createHash('sha256').update(bytes).digest('hex')}`).sort()
