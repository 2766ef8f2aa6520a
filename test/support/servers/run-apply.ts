// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HostResult } from '../../../src/servers/host-result.ts'
import { portwright, type Ran } from '../command-line.ts'

/** Compiles an estate into `folder/out`; throws what is wrong with it. */
export const compileInto = async (folder: string, estate: string): Promise<string> => {
  const path = join(folder, 'estate.yaml')
  const out = join(folder, 'out')
  writeFileSync(path, estate)
  const ran = await portwright(['compile', path, '--out', out, '--quiet'])
  if (ran.exit !== 0) throw new Error(ran.err)
  return out
}

export interface Applied extends Ran {
  readonly hosts: readonly HostResult[]
  readonly summary: Readonly<Record<string, number>>
}

/** Runs a command line in this process, with the environment of somebody who knows the servers. */
export const runWith = (environment: Readonly<Record<string, string>>, words: readonly string[]): Promise<Ran> =>
  portwright(words, '', environment)

/** `apply … --json`, read. */
export const runApply = async (
  environment: Readonly<Record<string, string>>,
  words: readonly string[],
): Promise<Applied> => {
  const ran = await runWith(environment, ['apply', ...words, '--json'])
  const { hosts, summary } = JSON.parse(ran.out === '' ? '{"hosts":[],"summary":{}}' : ran.out) as Applied
  return { ...ran, hosts, summary }
}
