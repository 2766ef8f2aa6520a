// SPDX-License-Identifier: MIT
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { FORMS, writeLog } from './bench-logs.ts'

interface Ran {
  readonly seconds: number
  readonly megabytes: number
}

type Run = (words: readonly string[]) => Ran

const fastest = (runs: readonly Ran[]): Ran => [...runs].sort((a, b) => a.seconds - b.seconds)[0] as Ran

/**
 * Each form of log against a program that only reads the file in pieces of 1 MiB, finds its line ends and decodes each line:
 * whole processes, the faster of three runs each, in turns. `megabytes` is the size of each log.
 */
export const trafficTable = (root: string, work: string, megabytes: number, run: Run): string => {
  const rows = [['log', 'rows', 'MB', 'MB/s', 'yardstick MB/s', '× yardstick', 'rows/s', 'peak MB']]
  for (const [name, form] of Object.entries(FORMS)) {
    const path = join(work, 'log')
    const count = writeLog(path, form, megabytes * 1e6)
    const size = statSync(path).size / 1e6
    const yardsticks: Ran[] = []
    const readings: Ran[] = []
    for (let time = 0; time < 3; time++) {
      yardsticks.push(run([join(root, 'scripts/bench-yardstick.ts'), path]))
      readings.push(
        run([
          join(root, 'bin/portwright.js'),
          'traffic',
          join(root, 'policies/examples/hierarchy/estate.yaml'),
          path,
          '--json',
          '--quiet',
        ]),
      )
    }
    const [yardstick, reading] = [fastest(yardsticks), fastest(readings)]
    rows.push([
      name,
      `${count}`,
      size.toFixed(0),
      (size / reading.seconds).toFixed(0),
      (size / yardstick.seconds).toFixed(0),
      (yardstick.seconds / reading.seconds).toFixed(2),
      (count / reading.seconds).toFixed(0),
      reading.megabytes.toFixed(0),
    ])
    rmSync(path)
  }
  const widths = (rows[0] as string[]).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] as string).length)),
  )
  return rows
    .map(
      (row) =>
        `${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] as number) : cell.padStart(widths[column] as number))).join('  ')}\n`,
    )
    .join('')
}
