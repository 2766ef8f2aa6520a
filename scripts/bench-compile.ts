// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { USUAL_TARGETS } from '../src/targets/target-names.ts'
import { listenerEstate } from './bench-estates.ts'
import { USE, usedOf } from './bench-use.ts'

interface Use {
  /** Of the process and its threads, user and system. */
  readonly seconds: number
  readonly megabytes: number
}

const useOf = (command: string, words: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Use => {
  const child = spawnSync(command, words, {
    encoding: 'utf8',
    cwd,
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  })
  const used = usedOf(child.stderr ?? '')
  if (child.status !== 0 || used.seconds === 0)
    throw new Error(`${words.join(' ')} ended with ${child.status}\n${child.stderr?.slice(-2000)}`)
  return used
}

const node = (words: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Use =>
  useOf(process.execPath, ['--import', USE, ...words], cwd, env)

const median = (uses: readonly Use[]): Use => [...uses].sort((a, b) => a.seconds - b.seconds)[uses.length >> 1] as Use

const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)

/** Runs a checkout's own command, and says at its end what it used; a checkout that was not installed does not know its version. */
const ACLGEN = `
import atexit, importlib.metadata as metadata, resource, sys
def use():
    u = resource.getrusage(resource.RUSAGE_SELF)
    sys.stderr.write('\\nUSE %d %d' % ((u.ru_utime + u.ru_stime) * 1e6, u.ru_maxrss))
atexit.register(use)
sys.path.insert(0, sys.argv.pop(1))
known = metadata.version
metadata.version = lambda name: '1.17.0' if name == 'aerleon' else known(name)
from aerleon.aclgen import EntryPoint
EntryPoint()
`

const ONE_TARGET = `
filters:
  - header: { targets: { windows_advfirewall: in inet } }
    terms: [{ include: includes/bench.yaml }]
`

/** The same flows through Aerleon's generator for Windows Firewall, in one process; null where no checkout is named. */
const aerleon = (bin: string, estate: string, work: string): Use | null => {
  const checkout = process.env.PORTWRIGHT_AERLEON
  if (checkout === undefined) return null
  const out = join(work, 'aerleon-out')
  node([bin, 'compile', estate, '--out', out, '--target', 'aerleon', '--allow-loss', '--quiet'], work)
  const root = join(out, 'aerleon')
  // The sample that comes with the flows is for another firewall: one target is measured.
  rmSync(join(root, 'policies/pol/bench.sample.yaml'))
  writeFileSync(join(root, 'policies/pol/firewalls.yaml'), ONE_TARGET)
  const python = process.env.PORTWRIGHT_PYTHON ?? '/usr/bin/python3'
  const words = ['--base_directory', 'policies', '--definitions_directory', 'def', '--max_renderers', '1']
  return useOf(python, ['-c', ACLGEN, resolve(checkout), ...words], root, {})
}

/**
 * Each usual target alone, and all of them, for so many own flows of one server: written, read back whole and compared.
 * Processor time and peak memory of one process, beside a program that reads, hashes and writes the same files. Cold runs
 * have no cache of compiled code, warm ones have that of the runs before.
 */
export const compileTable = (root: string, parent: string, flows: number): string => {
  const work = mkdtempSync(join(parent, 'compile-'))
  const bin = join(root, 'bin/portwright.js')
  const estate = join(work, 'estate.yaml')
  writeFileSync(estate, listenerEstate(flows, 0, 1))
  const other = aerleon(bin, estate, work)
  const rows = [
    ['targets', 'cold s', 'warm s', 'peak MB', 'output MB', 'hash s', '× hash', ...(other ? ['Aerleon ×'] : [])],
  ]
  try {
    for (const targets of [...USUAL_TARGETS.map((name) => [name]), USUAL_TARGETS]) {
      const out = join(work, 'out')
      const words = [bin, 'compile', estate, '--out', out, '--target', targets.join(','), '--quiet']
      const cold = node(words, work, { NODE_DISABLE_COMPILE_CACHE: '1' })
      const warm = node(words, work)
      const copy = join(work, 'copy')
      const hash = median(
        [0, 1, 2].map(() => {
          rmSync(copy, { recursive: true, force: true })
          return node([join(import.meta.dirname, 'bench-hash.ts'), out, copy], work)
        }),
      )
      rows.push([
        targets.length === 1 ? (targets[0] as string) : `all ${targets.length}`,
        cold.seconds.toFixed(1),
        warm.seconds.toFixed(1),
        Math.max(cold.megabytes, warm.megabytes).toFixed(0),
        (bytesIn(out) / 1e6).toFixed(1),
        hash.seconds.toFixed(2),
        (warm.seconds / hash.seconds).toFixed(1),
        ...(other ? [(other.seconds / warm.seconds).toFixed(1)] : []),
      ])
      rmSync(out, { recursive: true })
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  const widths = (rows[0] as string[]).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number),
      )
      .join('  '),
  )
  const head = `${flows.toLocaleString('en')} own flows of one server, processor seconds${other ? `; Aerleon's one target ${other.seconds.toFixed(1)} s` : ''}`
  return `${head}\n${lines.join('\n')}\n`
}

if (import.meta.main) {
  const { tmpdir } = await import('node:os')
  process.stdout.write(compileTable(resolve(import.meta.dirname, '..'), tmpdir(), Number(process.argv[2] ?? 10_000)))
}
