// SPDX-License-Identifier: MIT
import { closeSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FORMS, writeLog } from './bench-logs.ts'

interface Ran {
  readonly seconds: number
  readonly cpu: number
  readonly megabytes: number
}

type Run = (words: readonly string[]) => Ran

const RUNS = 3
/** The beginning of a log: what it takes is the start. */
const SMALL = 1_000_000

/** The least of each figure. */
const least = (runs: readonly Ran[]): Ran => ({
  seconds: Math.min(...runs.map(({ seconds }) => seconds)),
  cpu: Math.min(...runs.map(({ cpu }) => cpu)),
  megabytes: Math.max(...runs.map(({ megabytes }) => megabytes)),
})

const writeBeginning = (path: string, to: string): void => {
  const bytes = Buffer.alloc(SMALL)
  const file = openSync(path, 'r')
  const count = readSync(file, bytes)
  closeSync(file)
  writeFileSync(to, bytes.subarray(0, bytes.lastIndexOf(10, count - 1) + 1))
}

/** Rows and megabytes a second of a whole process, and of what is left of it without its start. */
const speeds = (whole: Ran, start: Ran, rows: number, size: number, small: number): readonly string[] =>
  (['seconds', 'cpu'] as const).flatMap((time) => {
    const steady = Math.max(whole[time] - start[time], 0.001)
    return [
      `${((rows / whole[time]) * 1e-3).toFixed(0)}`,
      (size / whole[time]).toFixed(0),
      `${((((rows * (size - small)) / size) * 1e-3) / steady).toFixed(0)}`,
      ((size - small) / steady).toFixed(0),
    ]
  })

const HEAD = [
  'log',
  'rows',
  'MB',
  'by',
  ...['wall', 'CPU'].flatMap((time) => [`${time}: krows/s`, 'MB/s', 'steady krows/s', 'MB/s']),
]

/**
 * Each form of log, and beside it a program that only reads the file in pieces of 1 MiB, finds its line ends and decodes each
 * line: whole processes, in turns, the least of three runs. The steady rate is that of all but the first megabyte. Under
 * each pair stands what part of the yardstick's speed the command has. `megabytes` is the size of each log.
 */
export const trafficTable = (root: string, work: string, megabytes: number, run: Run): string => {
  const rows: (readonly string[])[] = [[...HEAD, 'peak MB']]
  for (const [name, form] of Object.entries(FORMS)) {
    const [path, small] = [join(work, 'log'), join(work, 'small')]
    const count = writeLog(path, form, megabytes * 1e6)
    writeBeginning(path, small)
    const [size, smallSize] = [path, small].map((one) => statSync(one).size / 1e6) as [number, number]
    const estate = join(root, 'policies/examples/hierarchy/estate.yaml')
    const programs = {
      yardstick: (log: string) => [join(root, 'scripts/bench-yardstick.ts'), log],
      portwright: (log: string) => [join(root, 'bin/portwright.js'), 'traffic', estate, log, '--json', '--quiet'],
    }
    const ran = { yardstick: [[], []], portwright: [[], []] } as Record<keyof typeof programs, [Ran[], Ran[]]>
    for (let time = 0; time < RUNS; time++)
      for (const [program, words] of Object.entries(programs) as [keyof typeof programs, (log: string) => string[]][]) {
        ran[program][0].push(run(words(path)))
        ran[program][1].push(run(words(small)))
      }
    const [yardstick, reading] = (['yardstick', 'portwright'] as const).map((program) => {
      const [whole, start] = ran[program].map(least) as [Ran, Ran]
      return { cells: speeds(whole, start, count, size, smallSize), megabytes: whole.megabytes }
    }) as [{ cells: readonly string[]; megabytes: number }, { cells: readonly string[]; megabytes: number }]
    rows.push(
      [name, `${count}`, size.toFixed(0), 'yardstick', ...yardstick.cells, yardstick.megabytes.toFixed(0)],
      ['', '', '', 'portwright', ...reading.cells, reading.megabytes.toFixed(0)],
      [
        '',
        '',
        '',
        '×',
        ...reading.cells.map((cell, index) => (Number(cell) / Number(yardstick.cells[index])).toFixed(2)),
        '',
      ],
    )
    rmSync(path)
    rmSync(small)
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
