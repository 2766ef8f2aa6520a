// SPDX-License-Identifier: MIT
import { rmSync } from 'node:fs'
import { countCalls, killAt, race, type Stop, stopsOf, template, writers } from './support/interrupt.ts'

/**
 * `node test/output/interruptions.ts kills 1000`, or `races 1000`: the whole proof, of which the tests run a sample.
 * `kills 350 650` goes on where `kills 650` ended.
 * The first kills are at every system call once; then the next compile, which puts that right, is killed as well.
 */
const [kind, many = '1000', first = '0'] = process.argv.slice(2)
const from = template()
const stops = kind === 'kills' ? stopsOf(countCalls(from)) : []
const racers = kind === 'races' ? writers(3) : []
let faults = 0
for (let index = Number(first); index < Number(first) + Number(many); index += 1) {
  const stop = stops[index % Math.max(1, stops.length)] as Stop
  const then = stops[(index * 7) % Math.max(1, stops.length)] as Stop
  const fault =
    kind === 'races'
      ? await race(from, racers.slice(0, 2 + (index % 2)))
      : await killAt(from, index < stops.length ? [stop] : [stop, then])
  if (index % 50 === 49) process.stderr.write(`${index + 1} ${kind}, ${faults} faults\n`)
  if (fault === null) continue
  faults += 1
  process.stderr.write(`${fault}\n`)
}
for (const racer of racers) racer.disconnect()
rmSync(from, { recursive: true })
process.stdout.write(`${many} ${kind}, ${stops.length} places, ${faults} faults\n`)
process.exitCode = faults > 0 ? 1 : 0
