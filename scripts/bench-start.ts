// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alikeEstate, flowsEstate, listenerEstate, sitesEstate } from './bench-estates.ts'

/** Says the processor time of all threads when it ends. */
const USED = `process.on('exit',()=>{const{user,system}=process.cpuUsage();process.stderr.write('\\nUSED '+(user+system))})`

/** Seconds of processor time of a process of its own, the least of so many. `kept`: where it keeps its code. */
const used = (work: string, words: readonly string[], times: number, kept: string): number => {
  const report = join(work, 'used.cjs')
  writeFileSync(report, USED)
  const runs = Array.from({ length: times }, () => {
    const { stderr, status } = spawnSync(process.execPath, ['--require', report, ...words], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { ...process.env, XDG_CACHE_HOME: kept, LOCALAPPDATA: kept },
    })
    const found = /USED (\d+)/.exec(stderr)
    if (found === null || (status !== 0 && status !== 3)) throw new Error(`${words.join(' ')}\n${stderr.slice(-2000)}`)
    return Number(found[1]) / 1e6
  })
  return Math.min(...runs)
}

/** What a start costs, as a multiple of an empty Node.js program; `first` where nothing is kept yet. */
export const startTable = (root: string, work: string): string => {
  const bin = join(root, 'bin/portwright.js')
  const small = join(root, 'policies/examples/small/estate.yaml')
  const empty = join(work, 'empty.cjs')
  writeFileSync(empty, '')
  const nothing = used(work, [empty], 9, work)
  const lines = [`start: an empty Node.js program ${nothing.toFixed(3)} s of processor time`]
  for (const words of [
    ['--version'],
    ['check', small],
    ['can', small, 'internet', 'any', '443/tcp'],
    ['compile', small, '--out', join(work, 'start'), '--quiet', '--target', 'netsh'],
    ['compile', small, '--out', join(work, 'start'), '--quiet', '--target', 'gpo'],
  ]) {
    const kept = join(work, `kept-${lines.length}`)
    mkdirSync(kept)
    const first = used(work, [bin, ...words], 1, kept)
    const next = used(work, [bin, ...words], 7, kept)
    const name = [words[0], words.includes('--target') ? words.at(-1) : ''].join(' ').trim()
    lines.push(
      `  ${name.padEnd(16)} ${next.toFixed(3)} s (${(next / nothing).toFixed(1)} ×), first ${first.toFixed(3)} s`,
    )
  }
  return `${lines.join('\n')}\n`
}

/** `check` of estates of several shapes, and of four times their size. */
export const growthTable = (root: string, work: string): string => {
  const bin = join(root, 'bin/portwright.js')
  const path = join(work, 'shape.yaml')
  const shapes: readonly (readonly [string, (size: number) => string, number])[] = [
    ['hosts in sites of 100', (size) => sitesEstate(size / 100, 100), 1000],
    ['hosts of one site with the same roles', alikeEstate, 1000],
    ['own flows between two hosts each', flowsEstate, 1000],
    ['own flows to one host', (size) => listenerEstate(size, 0, 1), 2500],
  ]
  const lines = shapes.map(([name, estate, size]) => {
    const cost = (of: number): number => {
      writeFileSync(path, estate(of))
      return used(work, [bin, 'check', path, '--quiet'], 2, work)
    }
    const [few, many] = [cost(size), cost(4 * size)]
    return `  ${`${size} and ${4 * size} ${name}`.padEnd(56)} ${few.toFixed(2)} s and ${many.toFixed(2)} s (${(many / few).toFixed(1)} ×)`
  })
  return `check, processor time\n${lines.join('\n')}\n`
}
