// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import type { ReadResult } from '../../../src/read/read-result.ts'
import { portwright, type Ran, temporaryFolder } from '../../support/command-line.ts'
import { inTurn } from '../../support/in-turn.ts'
import { emptyTally, faultsOf, look, tallyText } from './look.ts'
import { damaged, seeded } from './mutate.ts'
import { SAMPLES } from './samples.ts'

/** Each starts programs that take seconds. */
const scenario = inTurn(test, 3)

/** More of them are tried by hand: PORTWRIGHT_DAMAGE=10000 PORTWRIGHT_DAMAGE_PROCESSES=200. */
const TRIES = Number(process.env.PORTWRIGHT_DAMAGE ?? 30)
const PROCESSES = Number(process.env.PORTWRIGHT_DAMAGE_PROCESSES ?? 1)
const ONLY = process.env.PORTWRIGHT_DAMAGE_ONLY
const COMMAND = resolve(import.meta.dirname, '../../../bin/portwright.js')

const inProcess = (bytes: Uint8Array): Promise<Ran> => portwright(['read', '-', '--json'], bytes)

for (const [index, { name, kind, bytes: bytesFor }] of SAMPLES.entries()) {
  if (ONLY !== undefined && name !== ONLY) continue
  scenario(`damaged files give a result, a loss or a refusal, and never a wider rule: ${name}`, async (t) => {
    t.timeout(3_600_000)
    const bytes = await bytesFor(t)
    if (bytes === null) return
    const first = await inProcess(bytes)
    t.is(first.exit, 0, first.err)
    const whole = JSON.parse(first.out) as ReadResult
    t.true(whole.rules.length > 0)
    const random = seeded(1_000 * (index + 1))
    const tally = emptyTally()
    const wrong: string[] = []
    for (let round = 0; round < TRIES; round++) {
      const damage = damaged(bytes, random)
      const faults = look({ kind, bytes: damage.bytes }, whole, damage, await inProcess(damage.bytes), tally)
      for (const fault of faults) wrong.push(`${damage.kind}: ${fault}`)
    }
    t.log(tallyText(name, tally))
    t.deepEqual(wrong.slice(0, 8), [], `${wrong.length} of ${TRIES}`)
  })

  scenario(`damaged files end a process as they should: ${name}`, async (t) => {
    t.timeout(3_600_000)
    const whole = await bytesFor(t)
    if (whole === null) return
    const random = seeded(7_000 + index)
    const file = join(temporaryFolder(t), 'damaged')
    for (let round = 0; round < PROCESSES; round++) {
      const { bytes, kind } = damaged(whole, random)
      writeFileSync(file, bytes)
      const { status, stdout, stderr, signal } = spawnSync(process.execPath, [COMMAND, 'read', file, '--json'], {
        encoding: 'utf8',
        maxBuffer: 1e9,
        timeout: 120_000,
      })
      t.is(signal, null, kind)
      t.deepEqual(faultsOf({ exit: status ?? 70, out: stdout, err: stderr }), [], kind)
    }
  })
}
