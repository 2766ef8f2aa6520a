// SPDX-License-Identifier: MIT
import { globSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { compileEstate } from '../../src/compile/compile-estate.ts'
import { estateSource } from '../../src/compile/estate-source.ts'
import { readEstate } from '../../src/estate/read-estate.ts'
import { catalogOf } from '../oracle/compile-estate.ts'
import { randomEstate } from '../oracle/random-estate.ts'
import { catalog } from '../support/catalog.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { corpus } from '../support/corpus.ts'
import { inTurn } from '../support/in-turn.ts'
import { samples } from '../support/samples.ts'
import { lint, short } from './support/lint-of.ts'

/** Each starts programs that take seconds. */
const scenario = inTurn(test, 2)

const EXAMPLES = resolve(import.meta.dirname, '../../policies/examples')

/** Findings in what an estate compiles to; null where it has errors. */
const findings = async (path: string, text: string): Promise<readonly string[] | null> => {
  const { estate, diagnostics } = await readEstate({
    path,
    text,
    catalog,
    today: '2026-01-15',
    readFile: (other) => readFileSync(other, 'utf8'),
  })
  if (estate === null) return null
  const compiled = compileEstate(estate, catalog, { version: '0.0.0', inputs: [], diagnostics })
  return lint(estateSource(path, compiled)).map(short)
}

const silent = async (t: ExecutionContext, paths: readonly string[]): Promise<number> => {
  let judged = 0
  for (const path of paths) {
    const found = await findings(path, readFileSync(path, 'utf8'))
    if (found === null) continue
    t.deepEqual(found, [], path)
    judged++
  }
  return judged
}

test('nothing is wrong with what the examples compile to', async (t) => {
  t.is(await silent(t, [...globSync(join(EXAMPLES, '*/estate.{yaml,ts}'))]), 3)
})

scenario('nothing is wrong with what the estates after reports of administrators compile to', async (t) => {
  const folder = corpus(t, 'field')
  if (folder === null) return
  const judged = await silent(t, globSync(join(folder, '*.yaml')).sort())
  t.true(judged >= 15, `${judged} estates`)
})

for (const product of ['cm2007', 'cm2012', 'cmcb'])
  scenario(
    `no rule of a random estate of ${product} is covered, said twice or without effect, and each reason is kept`,
    async (t) => {
      const estates = fc.sample(randomEstate(product, await catalogOf(product)), {
        seed: 20260103,
        numRuns: samples(16),
      })
      let covered = 0
      for (const input of estates) {
        const { estate } = await readEstate({
          path: 'estate.json',
          text: JSON.stringify(input),
          catalog,
          today: '2026-01-15',
          readFile: () => '',
        })
        if (estate === null) continue
        const compiled = compileEstate(estate, catalog, { version: '0.0.0', inputs: [], diagnostics: [] })
        const source = estateSource('estate.json', compiled)
        const about = lint(source).filter(({ code }) =>
          ['rule-shadowed', 'rule-duplicate', 'rule-blocked', 'rule-no-effect', 'rule-disabled-copy'].includes(code),
        )
        t.deepEqual(about.map(short), [], JSON.stringify(input))
        for (const policy of compiled.policies) {
          const rules = new Map(policy.rules.map((rule) => [rule.id, rule]))
          for (const one of policy.covered) {
            covered++
            t.false(rules.has(one.id))
            t.true(one.by.length > 0)
            for (const id of one.by)
              for (const flow of one.flows) t.true(rules.get(id)?.flows.includes(flow), `${one.displayName}: ${flow}`)
          }
        }
      }
      t.true(covered > 0, `${covered} rules were left out`)
    },
  )

scenario('every artifact of an output is silent too, held against the estate that it comes from', async (t) => {
  const estate = join(EXAMPLES, 'small/estate.yaml')
  const out = join(temporaryFolder(t), 'out')
  t.is((await portwright(['compile', estate, '--out', out, '--quiet'])).exit, 0)
  const artifacts = [
    out,
    join(out, 'gpo'),
    join(out, 'csv/rules.csv'),
    ...globSync(join(out, '{wfw,lgpo,netsh,powershell,dsc,wfp}/*')),
  ].filter((path) => !/wfp.*\.ps1$|flows\.csv$/.test(path))
  let read = 0
  for (const path of artifacts) {
    const { exit, out: json, err } = await portwright(['lint', path, '--estate', estate, '--json'])
    // A policy without rules gives files in which no rule is to be found.
    if (exit === 1 && err.includes('unknown-artifact')) continue
    t.is(exit, 0, `${basename(path)} ${json}${err}`)
    t.deepEqual(JSON.parse(json), [], path)
    read++
  }
  t.true(read > 25, `${read} artifacts`)
})
