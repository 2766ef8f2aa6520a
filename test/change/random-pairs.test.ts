// SPDX-License-Identifier: MIT
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import fc from 'fast-check'
import type { Plan } from '../../src/change/plan.ts'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { catalogOf, run } from '../oracle/compile-estate.ts'
import { randomEstate } from '../oracle/random-estate.ts'
import { inTurn } from '../support/in-turn.ts'
import { samples } from '../support/samples.ts'
import { changedEstate } from './support/changed-estate.ts'
import { planFault } from './support/plan-faults.ts'
import { rulesInLgpoText } from './support/rule-line.ts'

/** Each takes seconds. */
const scenario = inTurn(test, 2)

const seed = Number(process.env.PORTWRIGHT_ORACLE_SEED ?? 20260101)
const wanted = Number(process.env.PORTWRIGHT_PLAN_PAIRS ?? samples(20))
const rowsOf = new Map<string, Awaited<ReturnType<typeof catalogOf>>>()
test.before(async () => {
  for (const product of ['cm2007', 'cm2012', 'cmcb']) rowsOf.set(product, await catalogOf(product))
})

interface Index {
  readonly policies: readonly { readonly id: string; readonly rules: readonly Rule[] }[]
}

for (const product of ['cm2007', 'cm2012', 'cmcb']) {
  scenario(`plans for pairs of random estates of ${product} are what brute force finds`, async (t) => {
    const tally = { points: 0, opened: 0, closed: 0 }
    const count = { pairs: 0, policies: 0, files: 0, left: 0 }
    const estates = fc.sample(randomEstate(product, rowsOf.get(product) ?? []), { seed, numRuns: wanted })
    for (const [index, estate] of estates.entries()) {
      const folder = await mkdtemp(join(tmpdir(), 'portwright-pairs-'))
      try {
        const [old, now] = [join(folder, 'old.json'), join(folder, 'now.json')]
        await writeFile(old, JSON.stringify(estate))
        await writeFile(now, JSON.stringify(changedEstate(estate, seed + index)))
        const out = join(folder, 'out')
        const before = await run(['compile', old, '--out', out, '--target', 'lgpo', '--json'])
        const after = await run(['compile', now, '--out', join(folder, 'new'), '--target', 'lgpo', '--json'])
        if (before.code !== 0 || after.code !== 0) {
          // Not every change leaves an estate that the contract allows.
          count.left++
          continue
        }
        const indexes = [before, after].map(({ out: text }) => JSON.parse(text) as Index) as [Index, Index]
        const rulesIn = ({ policies }: Index, id: string | null): readonly Rule[] =>
          policies.find((policy) => policy.id === id)?.rules ?? []
        const planned = await run(['plan', now, '--against', index % 2 === 0 ? out : old, '--json'])
        t.true(planned.code === 0 || planned.code === 3, planned.err)
        const plan = JSON.parse(planned.out) as Plan
        count.pairs++
        for (const policy of plan.policies) {
          const [was, is] = [rulesIn(indexes[0], policy.wasId ?? policy.id), rulesIn(indexes[1], policy.id)]
          const fault = planFault(policy, was, is, seed + index, 250, tally)
          if (fault !== null) return t.fail(`estate ${index}, ${policy.id}: ${fault}`)
          count.policies++
        }
        const changed = plan.policies.filter(({ state, wasId }) => state === 'changed' && wasId === null).slice(0, 2)
        const files = await readdir(join(out, 'lgpo')).catch(() => [] as string[])
        for (const { id } of changed.filter((policy) => files.includes(`${policy.id}.txt`))) {
          const file = join(out, 'lgpo', `${id}.txt`)
          const against = await run(['plan', now, '--against', file, '--policy', id, '--json'])
          t.true(against.code === 0 || against.code === 3, against.err)
          const [policy] = (JSON.parse(against.out) as Plan).policies
          const was = rulesInLgpoText(await readFile(file, 'utf8'))
          if (policy === undefined) return t.fail(`${file} was held against no policy`)
          const fault = planFault(policy, was, rulesIn(indexes[1], id), seed + index, 250, tally)
          if (fault !== null) return t.fail(`estate ${index}, ${file}: ${fault}`)
          count.files++
        }
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    }
    t.log(JSON.stringify({ ...count, ...tally }))
    t.true(count.pairs > wanted / 3, `${count.left} of ${wanted} pairs were left out`)
    t.true(tally.opened > 20 && tally.closed > 20, JSON.stringify(tally))
  })
}
