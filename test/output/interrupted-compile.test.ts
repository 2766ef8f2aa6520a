// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import test from 'ava'
import { ofThisTurn } from '../support/in-turn.ts'
import { required, skip } from '../support/shared.ts'
import { countCalls, killAt, race, type Stop, stopsOf, template, writers } from './support/interrupt.ts'

/** How many places of all are tried in three turns; `node test/output/interruptions.ts` tries them all. */
const KILLS = 24
const RACES = 8

const hasStrace = spawnSync('strace', ['-V']).status === 0

test('a compile that is killed at a system call leaves the old output whole or the new one, and what others keep there', async (t) => {
  if (!hasStrace) return required(t, 'strace') ? t.fail('strace is required, but not installed') : skip(t, 'no strace')
  const from = template()
  t.teardown(() => rmSync(from, { recursive: true }))
  const stops = stopsOf(countCalls(from))
  // All renamings and removals that a swap makes are in the sample, and every so many of the rest.
  const renames = stops.filter(({ call }) => call === 'rename')
  const rest = stops.filter(({ call }) => call !== 'rename')
  t.true(renames.length > 4)
  t.true(rest.length > 100)
  const sample = [
    ...renames,
    ...Array.from(
      { length: KILLS - renames.length },
      (_, index) => rest[Math.floor((index * rest.length) / (KILLS - renames.length))] as Stop,
    ),
  ]
  for (const stop of ofThisTurn(sample, 3)) t.is(await killAt(from, [stop]), null)
})

test('compiles that race for one folder leave one of them whole, and readers never see a mixture', async (t) => {
  const from = template()
  const racers = writers(3)
  t.teardown(() => {
    for (const racer of racers) racer.kill()
    rmSync(from, { recursive: true })
  })
  for (let index = 0; index < RACES; index += 1) t.is(await race(from, racers.slice(0, 2 + (index % 2))), null)
})
