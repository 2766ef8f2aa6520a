// SPDX-License-Identifier: MIT
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommandLine } from '../../src/cli/run-command-line.ts'
import type { Streams } from '../../src/cli/streams.ts'
import type { CatalogRow } from './catalog-row.ts'
import type { CompileOutput } from './compile-output.ts'
import type { EstateInput } from './estate-input.ts'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

export const run = async (words: readonly string[]): Promise<Ran> => {
  let out = ''
  let err = ''
  const streams: Streams = {
    out: async (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    outIsTerminal: false,
    errIsTerminal: false,
    quiet: false,
    verbose: false,
    columns: 100,
    environment: { NO_COLOR: '1' },
    readInput: async () => new Uint8Array(),
    today: '2026-01-01',
  }
  const code = await runCommandLine([...words], streams)
  return { code: Number(code), out, err }
}

/** The compiled estate, or what the compiler says against it. */
export const compileEstate = async (
  estate: EstateInput,
  targets = 'csv',
  ...more: readonly string[]
): Promise<CompileOutput | string> => {
  const folder = await mkdtemp(join(tmpdir(), 'portwright-oracle-'))
  try {
    const file = join(folder, 'estate.json')
    await writeFile(file, JSON.stringify(estate))
    const ran = await run(['compile', file, '--out', join(folder, 'out'), '--target', targets, '--json', ...more])
    return ran.code === 0 ? (JSON.parse(ran.out) as CompileOutput) : `exit ${ran.code}\n${ran.err}`
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export const catalogOf = async (product: string): Promise<readonly CatalogRow[]> => {
  const ran = await run(['catalog', '--product', product, '--json'])
  if (ran.code !== 0) throw new Error(ran.err)
  return JSON.parse(ran.out) as readonly CatalogRow[]
}
