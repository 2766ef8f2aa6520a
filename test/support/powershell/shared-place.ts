// SPDX-License-Identifier: MIT
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let link: string | null = null

/**
 * One path for all folders of fixtures: PowerShell keeps what it has read and compiled by the path and the content of a
 * script, so that the same script in another folder is compiled anew. It is a link, which leads to the folder of the
 * run while that run lasts.
 */
export const sharedPlace = (): string => {
  if (link !== null) return link
  const folder = mkdtempSync(join(tmpdir(), 'portwright-place-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  link = join(folder, 'now')
  return link
}
