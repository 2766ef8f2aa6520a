// SPDX-License-Identifier: MIT
import { readFile } from 'node:fs/promises'
import test from 'ava'
import fc from 'fast-check'
import { parse } from 'yaml'
import { FLEET_TARGETS, USUAL_TARGETS } from '../../src/targets/target-names.ts'
import { inTurn } from '../support/in-turn.ts'
import { samples } from '../support/samples.ts'
import { disagreements } from './compare.ts'
import { catalogOf, compileEstate } from './compile-estate.ts'
import type { EstateInput } from './estate-input.ts'
import { randomEstate } from './random-estate.ts'

/** Each takes seconds. */
const scenario = inTurn(test, 2)

const newest = 2603
const seed = Number(process.env.PORTWRIGHT_ORACLE_SEED ?? 20260101)
const estates = Number(process.env.PORTWRIGHT_ORACLE_ESTATES ?? samples(60))
const products = ['cm2007', 'cm2012', 'cmcb']
const catalogs = new Map<string, Awaited<ReturnType<typeof catalogOf>>>()
test.before(async () => {
  for (const name of products) catalogs.set(name, await catalogOf(name))
})
const rowsOf = (product: string) => {
  const rows = catalogs.get(product)
  if (rows === undefined) throw new Error(`no catalogue of ${product}`)
  return rows
}

/** What the contract and the compiler do not agree on, or what the compiler says against the estate. */
const judge = async (estate: EstateInput, tally: { cells: number }): Promise<readonly string[]> => {
  const output = await compileEstate(estate)
  if (typeof output === 'string') return [output]
  return disagreements(estate, rowsOf(estate.product), newest, output, tally)
}

for (const product of products) {
  scenario(`random estates of ${product} let through exactly the packets that the contract asks for`, async (t) => {
    t.timeout(3_600_000)
    const tally = { cells: 0 }
    const property = fc.asyncProperty(randomEstate(product, rowsOf(product)), async (estate) => {
      const found = await judge(estate, tally)
      if (found.length > 0) throw new Error(found.slice(0, 5).join('\n'))
    })
    const result = await fc.check(property, { seed, numRuns: estates })
    t.true(tally.cells > estates, 'next to nothing was compared')
    t.false(result.failed, `${String(result.errorInstance ?? '')}\n${JSON.stringify(result.counterexample)}`)
  })
}

test('what random estates say is read back from the files of every target', async (t) => {
  const property = fc.asyncProperty(fc.constantFrom(...products), fc.nat(1 << 30), async (product, number) => {
    const [estate] = fc.sample(randomEstate(product, rowsOf(product)), { seed: number, numRuns: 1 })
    for (const words of [[USUAL_TARGETS.join()], [FLEET_TARGETS.join(), '--allow-loss']] as const) {
      const output = await compileEstate(estate as EstateInput, ...words)
      if (typeof output === 'string') throw new Error(output)
    }
  })
  const result = await fc.check(property, { seed, numRuns: Math.ceil(estates / 10) })
  t.false(result.failed, `${String(result.errorInstance ?? '')}\n${JSON.stringify(result.counterexample)}`)
})

for (const example of ['small', 'hierarchy']) {
  scenario(`the example ${example} lets through exactly the packets that the contract asks for`, async (t) => {
    const file = new URL(`../../policies/examples/${example}/estate.yaml`, import.meta.url)
    const { management: _, ...estate } = parse(await readFile(file, 'utf8')) as EstateInput & { management?: unknown }
    // What profile settings need besides is not in the catalogue.
    const { settings: __, ...firewall } = (estate.firewall ?? {}) as { settings?: unknown }
    for (const more of [{}, { scope: 'host', direction: 'both' }] as const) {
      const tally = { cells: 0 }
      t.deepEqual(await judge({ ...estate, firewall: { ...firewall, ...more } }, tally), [])
      t.true(tally.cells > 0, 'nothing was compared')
    }
  })
}
