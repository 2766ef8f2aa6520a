// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { compareSources } from '../src/change/compare-sources.ts'
import { loadRuleSource } from '../src/cli/load-rule-source.ts'
import type { Streams } from '../src/cli/streams.ts'
import type { RuleSource } from '../src/rules/rule-source.ts'
import { listenerEstate } from './bench-estates.ts'
import { median } from './bench-packets.ts'

const BIN = resolve(import.meta.dirname, '../bin/portwright.js')

/** Nobody listens: what goes wrong ends the bench. */
const streams: Streams = {
  out: async () => undefined,
  err: (text) => {
    throw new Error(text)
  },
  outIsTerminal: false,
  errIsTerminal: false,
  columns: 80,
  quiet: true,
  verbose: false,
  environment: {},
  readInput: async () => new Uint8Array(),
  today: '2026-01-01',
}

/**
 * One line: a whole plan of an output against the Group Policy backup that an earlier compile made, names, flows and
 * sentences included, as a multiple of reading both, each the way the command reads it. `every`: how many rules there are
 * for one that differs.
 */
export const planLine = async (count: number, every: number): Promise<string> => {
  const work = mkdtempSync(join(tmpdir(), 'portwright-plan-'))
  const compiled = (name: string, shift: number): string => {
    const estate = join(work, `${name}.yaml`)
    const out = join(work, name)
    writeFileSync(estate, listenerEstate(count, shift, every))
    const words = ['compile', estate, '--out', out, '--target', 'gpo', '--quiet']
    const { status, stderr } = spawnSync(process.execPath, [BIN, ...words], { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    return out
  }
  try {
    const [was, now] = [join(compiled('was', 0), 'gpo'), compiled('now', count)]
    const read = async (path: string): Promise<RuleSource> => {
      const loaded = await loadRuleSource(path, streams)
      if (loaded === null) throw new Error(`${path} cannot be read`)
      return loaded.source
    }
    const [reading, planning]: [number[], number[]] = [[], []]
    let changes = 0
    for (let round = 0; round < 3; round++) {
      const start = performance.now()
      const [is, before] = [await read(now), await read(was)]
      const middle = performance.now()
      const plan = compareSources(is, before)
      reading.push((middle - start) / 1000)
      planning.push((performance.now() - middle) / 1000)
      changes = 'candidates' in plan ? 0 : plan.summary.opened + plan.summary.closed
    }
    const [all, own] = [median(reading), median(planning)]
    const amount = count.toLocaleString('en')
    return `plan of ${amount} against ${amount} rules: reading both ${all.toFixed(3)} s · plan ${own.toFixed(3)} s (${(own / all).toFixed(1)} × reading), ${changes.toLocaleString('en')} changes\n`
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
