// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { codecTimes } from './bench-codecs.ts'
import { compileTable } from './bench-compile.ts'
import { flowsEstate, sitesEstate } from './bench-estates.ts'
import { packetsLine } from './bench-packets.ts'
import { planLine } from './bench-plan.ts'
import { growthTable, startTable } from './bench-start.ts'
import { trafficTable } from './bench-traffic.ts'
import { USE, usedOf } from './bench-use.ts'

/**
 * Whole compiles as a user runs them, each in a process of its own: `npm run bench [LARGEST [MEGABYTES OF LOGS]]`.
 *   estates   sites of 100 hosts (a site server, an SQL Server, 2 management points, 2 software update points, 94 distribution
 *             points) and a client group, scope role-set, targets gpo and csv; and own flows between distinct addresses
 *   targets   each target alone and all of them, beside a program that reads, hashes and writes the same files
 *   packets   the difference of two sets of rules and the faults of one (lint), as a multiple of reading both from registry.pol
 *   traffic   each form of log beside a program that only reads the file and splits its lines: wall and processor time, with the
 *             start and at a steady rate
 *   plan      a difference with names, flows and sentences, as a multiple of reading both as `plan` does; last, every rule differs
 *   start     what small commands cost, as a multiple of an empty Node.js program; and check of estates four times as large
 *   yardstick a plain copy of the output folder, in the same run
 */
const ROOT = resolve(import.meta.dirname, '..')
const BIN = join(ROOT, 'bin/portwright.js')
const LARGEST = Number(process.argv[2] ?? 100_000)
const LOG_MEGABYTES = Number(process.argv[3] ?? 256)
const work = mkdtempSync(join(tmpdir(), 'portwright-bench-'))

interface Run {
  readonly seconds: number
  /** Processor time of all threads, user and system. */
  readonly cpu: number
  readonly megabytes: number
}

const run = (words: readonly string[], ends: readonly number[] = [0]): Run => {
  const start = performance.now()
  const child = spawnSync(process.execPath, ['--max-old-space-size=4096', '--import', USE, ...words], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (!ends.includes(child.status ?? -1))
    throw new Error(`${words.join(' ')} ended with ${child.status}\n${child.stderr.slice(-2000)}`)
  const used = usedOf(child.stderr)
  return {
    seconds: (performance.now() - start) / 1000,
    cpu: used.seconds,
    megabytes: used.megabytes,
  }
}

const sizeOf = (folder: string): { files: number; bytes: number } => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return {
    files: files.length,
    bytes: files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0),
  }
}

const rows: string[][] = [['estate', 'seconds', 'peak MB', 'files', 'output MB', 'copy s', '× copy', '× before']]
let before: number | null = null

const measure = (name: string, text: string, grows: boolean, targets = 'gpo,csv'): void => {
  const estate = join(work, 'estate.yaml')
  const out = join(work, 'out')
  writeFileSync(estate, text)
  const { seconds, megabytes } = run([BIN, 'compile', estate, '--out', out, '--target', targets, '--quiet'])
  const size = sizeOf(out)
  const start = performance.now()
  cpSync(out, join(work, 'copy'), { recursive: true })
  const copy = (performance.now() - start) / 1000
  rows.push([
    name,
    seconds.toFixed(2),
    megabytes.toFixed(0),
    `${size.files}`,
    (size.bytes / 1e6).toFixed(1),
    copy.toFixed(2),
    (seconds / copy).toFixed(1),
    grows && before !== null ? (seconds / before).toFixed(1) : '',
  ])
  before = seconds
  rmSync(out, { recursive: true })
  rmSync(join(work, 'copy'), { recursive: true })
}

try {
  process.stdout.write(`${startTable(ROOT, work)}${growthTable(ROOT, work)}\n`)
  process.stdout.write(`${codecTimes().join('\n')}\n\n`)
  process.stdout.write(`${compileTable(ROOT, work, 10_000)}\n`)
  process.stdout.write(`${packetsLine(1000)}${packetsLine(10_000)}`)
  for (const [count, every] of [
    [100, 10],
    [1000, 10],
    [10_000, 10],
    [10_000, 1],
  ] as const)
    process.stdout.write(await planLine(count, every))
  process.stdout.write('\n')
  // Calls without a flow end with 3.
  process.stdout.write(`${trafficTable(ROOT, work, LOG_MEGABYTES, (words) => run(words, [0, 3]))}\n`)
  measure('10,000 own flows', flowsEstate(10_000), false)
  for (let hosts = 1000; hosts <= LARGEST; hosts *= 10)
    measure(`${hosts / 100} sites × 100 hosts`, sitesEstate(hosts / 100, 100), hosts > 1000)
  const widths = (rows[0] as string[]).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] as string).length)),
  )
  process.stdout.write(
    rows
      .map(
        (row) =>
          `${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] as number) : cell.padStart(widths[column] as number))).join('  ')}\n`,
      )
      .join(''),
  )
} finally {
  rmSync(work, { recursive: true, force: true })
}
