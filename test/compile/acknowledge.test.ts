// SPDX-License-Identifier: MIT
import test from 'ava'
import { compileEstate } from '../../src/compile/compile-estate.ts'
import type { Estate } from '../../src/estate/estate.ts'
import { catalog } from '../support/catalog.ts'
import { compiled, estateOf } from '../support/compile.ts'
import { growth, LINEAR } from '../support/growth.ts'

const run = async (...entries: readonly string[]) =>
  (
    await compiled(`
name: a
product: cmcb
networks: { campus: [8.0.0.0/6], more: [64.0.0.0/6] }
hosts: { a.x.test: { addresses: [10.0.0.1] } }
acknowledge:
${entries.map((entry) => `  - { ${entry}, reason: given in 1993, owner: network team }\n`).join('')}`)
  ).diagnostics

test('a warning that somebody answers for is marked, by a name that it names or by its path', async (t) => {
  for (const about of ['networks.campus', 'campus', '8.0.0.0/6']) {
    const diagnostics = await run(`code: network-very-wide, about: ${about}, until: 2030-01-01`)
    t.deepEqual(
      diagnostics.map(({ code, acknowledged }) => [code, acknowledged?.owner ?? null]),
      [
        ['network-very-wide', 'network team'],
        ['network-very-wide', null],
      ],
      about,
    )
  }
})

test('it returns when its day is over', async (t) => {
  const [first] = await run('code: network-very-wide, about: campus, until: 2025-12-31')
  t.false(first?.acknowledged?.inForce)
  const [second] = await run('code: network-very-wide, about: campus, until: 2026-01-15')
  t.true(second?.acknowledged?.inForce)
})

test('an entry that fits nothing is a warning', async (t) => {
  const codes = async (entry: string) => (await run(entry)).map(({ code }) => code)
  const wide = ['network-very-wide', 'network-very-wide']
  t.deepEqual(await codes('code: network-very-wide, about: camp'), [...wide, 'acknowledgement-without-match'])
  t.deepEqual(await codes('code: rpc-unrestricted, about: campus'), [...wide, 'acknowledgement-without-match'])
})

/** So many wide networks, each with somebody who answers for it. */
const answered = (networks: number): Promise<Estate> => {
  const numbers = Array.from({ length: networks }, (_, index) => index)
  return estateOf(
    [
      'name: a',
      'product: cmcb',
      'networks:',
      ...numbers.map((index) => `  n${index}: [${4 * (1 + (index % 50))}.0.0.0/6]`),
      'hosts: { a.x.test: { addresses: [10.0.0.1] } }',
      'acknowledge:',
      ...numbers.map(
        (index) =>
          `  - { code: network-very-wide, about: networks.n${index}, reason: given in 1993, owner: network team }`,
      ),
    ].join('\n'),
  )
}

test('who answers for which warning is found in time that grows with their number', async (t) => {
  const estates = new Map<number, Estate>()
  for (const networks of [1000, 4000]) estates.set(networks, await answered(networks))
  const run = (networks: number) =>
    compileEstate(estates.get(networks) as Estate, catalog, { version: '0', inputs: [], diagnostics: [] })
  t.true(growth(run, 1000) < LINEAR)
  const { diagnostics } = run(1000)
  t.is(diagnostics.filter(({ acknowledged }) => acknowledged !== undefined && acknowledged !== null).length, 1000)
})
