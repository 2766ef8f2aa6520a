// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { ruleDifference } from '../../../src/packets/rule-difference.ts'
import type { ReadResult } from '../../../src/read/read-result.ts'
import { portwright, type Ran, temporaryFolder } from '../../support/command-line.ts'
import { widened } from './contained.ts'
import { type Damage, damaged, seeded } from './mutate.ts'
import { SAMPLES, type Sample } from './samples.ts'
import { isWrittenSo } from './written-so.ts'

/** More of them are tried by hand: PORTWRIGHT_DAMAGE=10000 PORTWRIGHT_DAMAGE_PROCESSES=200. */
const TRIES = Number(process.env.PORTWRIGHT_DAMAGE ?? 60)
const PROCESSES = Number(process.env.PORTWRIGHT_DAMAGE_PROCESSES ?? 1)
const ONLY = process.env.PORTWRIGHT_DAMAGE_ONLY

const inProcess = (bytes: Uint8Array): Promise<Ran> => portwright(['read', '-', '--json'], bytes)

/** Texts that only somebody who wrote the program understands. */
const ENGINE = /encoded data|call stack|is not a function|(?:Type|Range|Syntax)Error|undefined|\[object |\.ts:\d/
// biome-ignore lint/suspicious/noControlCharactersInRegex: nothing of a file may steer a terminal
const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

const faultsOf = ({ exit, out, err }: Ran): readonly string[] => [
  ...(exit === 0 || (exit === 1 && /^(?:<stdin>|\S+):1:1: error\[/.test(err))
    ? []
    : [`exit ${exit}: ${err.slice(0, 300)}`]),
  ...(STEERING.test(out) || STEERING.test(err) ? ['a character that steers the terminal'] : []),
  ...(exit === 1 && ENGINE.test(err) ? [`an engine’s text: ${err.slice(0, 300)}`] : []),
]

interface Tally {
  tried: number
  refused: number
  lossless: number
  /** Of point damages: rules beside one, and how many of them were read. */
  others: number
  read: number
}

const allows = (rules: readonly Rule[]): readonly Rule[] => rules.filter(({ action }) => action !== 'block')

const look = (sample: Sample, whole: ReadResult, damage: Damage, answer: Ran, tally: Tally): readonly string[] => {
  const faults = [...faultsOf(answer)]
  tally.tried++
  if (answer.exit !== 0) {
    tally.refused++
    if (!damage.cut) tally.others += whole.rules.length - 1
    return faults
  }
  const result = JSON.parse(answer.out) as ReadResult
  if (result.losses.length === 0) tally.lossless++
  const wide = widened(result.rules, whole.rules).filter((rule) => !isWrittenSo(rule, sample.kind, damage.bytes))
  for (const rule of wide) faults.push(`wider: ${JSON.stringify(rule)}`)
  // The same by the algebra of packets: several rules together may be wider than those of the whole file.
  const sound = allows(result.rules.filter((rule) => !isWrittenSo(rule, sample.kind, damage.bytes)))
  for (const change of ruleDifference(allows(whole.rules), sound).opened)
    faults.push(`opens: ${JSON.stringify(change)}`)
  const known = new Set(result.rules.map((rule) => JSON.stringify(rule)))
  const same = whole.rules.filter((rule) => known.has(JSON.stringify(rule))).length
  if (!damage.cut) {
    tally.others += whole.rules.length - 1
    tally.read += Math.min(same, whole.rules.length - 1)
  }
  // A rule that is gone is told: as a loss, or as another rule in its place.
  const told = result.rules.length + result.losses.length
  if (same < whole.rules.length && told < whole.rules.length && result.losses.length === 0)
    if (!damage.cut && !/ gone at| blank at/.test(damage.kind)) faults.push('a rule is gone without a word')
  return faults
}

const report = (t: ExecutionContext, name: string, { tried, refused, lossless, others, read }: Tally): void =>
  t.log(
    `${name}: ${tried} tried, ${refused} refused, ${lossless} without a loss, ${others === 0 ? '-' : ((100 * read) / others).toFixed(2)} % of the other rules read`,
  )

for (const [index, { name, kind, bytes: bytesFor }] of SAMPLES.entries()) {
  if (ONLY !== undefined && name !== ONLY) continue
  test(`damaged files give a result, a loss or a refusal, and never a wider rule: ${name}`, async (t) => {
    t.timeout(3_600_000)
    const bytes = await bytesFor(t)
    if (bytes === null) return
    const sample: Sample = { name, kind, bytes }
    const first = await inProcess(sample.bytes)
    t.is(first.exit, 0, first.err)
    const whole = JSON.parse(first.out) as ReadResult
    t.true(whole.rules.length > 0)
    const random = seeded(1_000 * (index + 1))
    const tally: Tally = { tried: 0, refused: 0, lossless: 0, others: 0, read: 0 }
    const wrong: string[] = []
    for (let round = 0; round < TRIES; round++) {
      const damage = damaged(sample.bytes, random)
      const faults = look(sample, whole, damage, await inProcess(damage.bytes), tally)
      for (const fault of faults) wrong.push(`${damage.kind}: ${fault}`)
    }
    report(t, sample.name, tally)
    t.deepEqual(wrong.slice(0, 8), [], `${wrong.length} of ${TRIES}`)
  })

  test(`damaged files end a process as they should: ${name}`, async (t) => {
    t.timeout(3_600_000)
    const whole = await bytesFor(t)
    if (whole === null) return
    const random = seeded(7_000 + index)
    const file = join(temporaryFolder(t), 'damaged')
    for (let round = 0; round < PROCESSES; round++) {
      const { bytes, kind } = damaged(whole, random)
      writeFileSync(file, bytes)
      const words = [join(import.meta.dirname, '../../../src/cli/main.ts'), 'read', file, '--json']
      const { status, stdout, stderr, signal } = spawnSync(process.execPath, words, {
        encoding: 'utf8',
        maxBuffer: 1e9,
        timeout: 120_000,
      })
      t.is(signal, null, kind)
      t.deepEqual(faultsOf({ exit: status ?? 70, out: stdout, err: stderr }), [], kind)
    }
  })
}
