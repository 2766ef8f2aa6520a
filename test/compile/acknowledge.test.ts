// SPDX-License-Identifier: MIT
import test from 'ava'
import { compiled } from '../support/compile.ts'

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
