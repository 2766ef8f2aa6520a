// SPDX-License-Identifier: MIT
import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeFileSystem } from '../../../src/output/node-file-system.ts'
import { openOutput } from '../../../src/output/output-folder.ts'
import { nodeProcesses } from '../../../src/output/processes.ts'
import { readOutput } from '../../../src/output/read-output.ts'
import { snapshot } from '../../support/snapshot.ts'
import { addForeign, foreignOf, versionIn } from './versions.ts'

const WRITE = join(import.meta.dirname, 'write-output.ts')
const world = { files: nodeFileSystem, processes: nodeProcesses }
/** System calls of the program's one thread that touches files; all that change something, and some that look. */
export const CALLS = [
  'rename',
  'unlink',
  'rmdir',
  'mkdir',
  'chmod',
  'utimensat',
  'openat',
  'write',
  'getdents64',
  'statx',
]

const write = (folder: string, version: string): void => {
  const { status, stderr } = spawnSync(process.execPath, [WRITE, folder, version], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

/** An output of version `old` among foreign things, to be copied for each run. */
export const template = (): string => {
  const parent = mkdtempSync(join(tmpdir(), 'portwright-test-'))
  const folder = join(parent, 'out')
  write(folder, 'old')
  addForeign(folder)
  return parent
}

const copyOf = (from: string): string => {
  const parent = mkdtempSync(join(tmpdir(), 'portwright-test-'))
  mkdirSync(join(parent, 'out'))
  // `cp` keeps what Node's own copying changes: modes with a set-group bit, times of links.
  spawnSync('cp', ['-a', join(from, 'out'), parent])
  return parent
}

/** How often a whole run makes each system call. */
export const countCalls = (from: string): ReadonlyMap<string, number> => {
  const parent = copyOf(from)
  const { stderr } = spawnSync(
    'strace',
    ['-e', `trace=${CALLS.join(',')}`, process.execPath, WRITE, join(parent, 'out'), 'new'],
    { encoding: 'utf8', maxBuffer: 1 << 26 },
  )
  rmSync(parent, { recursive: true })
  const count = new Map<string, number>()
  for (const [, call] of stderr.matchAll(/^(?:\[pid +\d+\] )?([a-z0-9]+)\(/gm))
    count.set(call as string, (count.get(call as string) ?? 0) + 1)
  return count
}

/** What the next looks at after a run was stopped: a reader, then the next compile. Gives the first thing that is wrong. */
const afterwards = async (
  folder: string,
  foreign: readonly string[],
  versions: readonly string[],
): Promise<string | null> => {
  const before = snapshot(join(folder, '..'))
  const read = await readOutput(world, folder, versionIn)
  const seen = 'value' in read ? read.value : read.refused.code
  if (![...versions, 'output-interrupted'].includes(seen)) return `a reader saw ${seen}`
  if (snapshot(join(folder, '..')).join('\n') !== before.join('\n')) return 'a reader changed something'
  const next = await openOutput(world, folder)
  if ('refused' in next) return next.refused.map(({ message }) => message).join(' ')
  next.output.discard()
  const version = versionIn(folder)
  if (!versions.includes(version)) return version
  if (foreignOf(folder).join('\n') !== foreign.join('\n')) return 'a foreign thing changed'
  if ((statSync(folder).mode & 0o7777) !== 0o2750) return 'the mode of the folder changed'
  const left = readdirSync(join(folder, '..'))
  return left.length === 1 ? null : `left: ${left.join(' ')}`
}

export interface Stop {
  readonly call: string
  /** Which of the calls of that kind: 1 is the first. */
  readonly when: number
}

/** Every call at which a run can be stopped; a program opens and looks at much before it begins, which is left out. */
export const stopsOf = (counts: ReadonlyMap<string, number>): readonly Stop[] =>
  CALLS.flatMap((call) => {
    const most = counts.get(call) ?? 0
    const first = most > 60 ? Math.floor(most * 0.6) : 0
    return Array.from({ length: most - first }, (_, index) => ({ call, when: first + 1 + index }))
  })

/** Kills one run after the other, each at its call, and looks what is left. */
export const killAt = async (from: string, stops: readonly Stop[]): Promise<string | null> => {
  const parent = copyOf(from)
  try {
    const folder = join(parent, 'out')
    const foreign = foreignOf(folder)
    for (const { call, when } of stops) {
      const inject = `inject=${call}:signal=KILL:when=${when}`
      const words = ['-o', '/dev/null', '-e', `trace=${call}`, '-e', inject, process.execPath, WRITE, folder, 'new']
      spawnSync('strace', words)
    }
    const fault = await afterwards(folder, foreign, ['old', 'new'])
    return fault === null ? null : `${stops.map(({ call, when }) => `${call} ${when}`).join(', ')}: ${fault}`
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
}

/** Processes that write versions when they are told to: a race is about compiles, not about the start of a program. */
export const writers = (many: number): readonly ChildProcess[] => Array.from({ length: many }, () => fork(WRITE))

const run = (writer: ChildProcess, folder: string, version: string): Promise<string | null> =>
  new Promise((resolve) => {
    writer.once('message', (said) => resolve(said === '' ? null : `${version}: ${String(said)}`))
    writer.send([folder, version])
  })

/** Lets each writer make a version of its own in one folder at once, and a reader look on. */
export const race = async (from: string, processes: readonly ChildProcess[]): Promise<string | null> => {
  const parent = copyOf(from)
  try {
    const folder = join(parent, 'out')
    const foreign = foreignOf(folder)
    const versions = processes.map((_, index) => `version${index}`)
    let isOver = false
    const all = Promise.all(processes.map((one, index) => run(one, folder, versions[index] as string))).finally(() => {
      isOver = true
    })
    const known = ['old', ...versions, 'output-interrupted']
    while (!isOver) {
      const read = await readOutput(world, folder, versionIn)
      const seen = 'value' in read ? read.value : read.refused.code
      if (!known.includes(seen)) return `a reader saw ${seen}`
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    const failed = (await all).find((one) => one !== null)
    return failed ?? (await afterwards(folder, foreign, versions))
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
}
