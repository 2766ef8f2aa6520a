// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test from 'ava'
import fc from 'fast-check'
import { parse } from 'yaml'
import { catalogNames } from '../../scripts/catalog-names.ts'
import { type Catalog, INSTALL_METHODS } from '../../src/catalog/catalog-flow.ts'
import { compileEstate } from '../../src/compile/compile-estate.ts'
import { readEstate } from '../../src/estate/read-estate.ts'
import { flowRecord } from '../../src/flows/flow-record.ts'
import { prepareInstalls } from '../../src/preview/install-preview.ts'
import { sqlRows } from '../../src/preview/page/state-section.ts'
import { sqlInputOf } from '../../src/units/sql/sql-input.ts'
import { catalogOf } from '../oracle/compile-estate.ts'
import { randomEstate } from '../oracle/random-estate.ts'
import { catalog } from '../support/catalog.ts'
import { samples } from '../support/samples.ts'
import { namedBack, renamedCatalog, renamedEstate } from './renamed-roles.ts'

/** All that an estate comes to, without what is counted or hashed from names. */
const everything = async (text: string, known: Catalog): Promise<string> => {
  const read = await readEstate({ path: 'estate.yaml', text, catalog: known, today: '2026-01-15', readFile: () => '' })
  const { estate } = read
  const said = read.diagnostics.map(({ code, message, hint }) => ({ code, message, hint }))
  if (estate === null) return namedBack(JSON.stringify({ said }), catalog)
  const result = compileEstate(estate, known, { version: '0', inputs: [], diagnostics: [] })
  const install = prepareInstalls(estate, known, { running: false })
  const previews = [...estate.clients.values()].flatMap((group) =>
    INSTALL_METHODS.map((method) => install(group, method)),
  )
  const whole = {
    said,
    notes: result.diagnostics.map(({ code, message, hint }) => ({ code, message, hint })),
    flows: result.flows.map(flowRecord),
    policies: result.policies,
    previews: previews.map(({ flows, ...rest }) => ({ ...rest, flows: flows.map(flowRecord) })),
    sql: sqlInputOf(estate, known),
    rows: sqlRows({ estate, catalog: known } as Parameters<typeof sqlRows>[0], null),
  }
  const plain = (key: string, value: unknown): unknown => {
    if (typeof value === 'bigint') return String(value)
    if (key === 'hash') return ''
    if ((key !== 'rules' && key !== 'covered') || !Array.isArray(value)) return value
    return value.map((rule) => (typeof rule === 'object' ? { ...rule, id: '' } : rule))
  }
  return (
    namedBack(JSON.stringify(whole, plain, 1), catalog)
      // Ids that are cut have a hash of the whole at their end, two where they are cut once more, or one and a part of one.
      .replaceAll(/[A-Za-z]*(?:-[0-9a-f]{1,7})?(?:-[0-9a-f]{8})+(?=["\\ ])/g, '')
      .replaceAll(/(?<=… )[0-9a-f]{8}(?=["\\ ])/g, '')
      // What tells rules of one name apart comes from their ids.
      .replaceAll(/ \[[0-9A-F]{4,}\](?=["”\\])/g, '')
      // Of a name that a text is cut in, not enough is left to name it back.
      .replaceAll(/[A-Za-z/-]*\.\.\."/g, '..."')
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '')
  )
}

/** Lines of two texts that differ, the first few. */
const differences = ([renamed, plain]: readonly [string, string]): readonly string[] => {
  const [left, right] = [renamed.split('\n'), plain.split('\n')]
  return left.flatMap((line, at) => (line === right[at] ? [] : [`${line} / ${right[at]}`])).slice(0, 5)
}

const sameUnderOtherNames = async (text: string): Promise<readonly [string, string]> => [
  await everything(renamedEstate(text, catalog), renamedCatalog(catalog)),
  await everything(JSON.stringify(parse(text)), catalog),
]

for (const example of ['small', 'hierarchy'])
  test(`the example ${example} comes to the same whatever the roles are called`, async (t) => {
    const text = readFileSync(new URL(`../../policies/examples/${example}/estate.yaml`, import.meta.url), 'utf8')
    const both = await sameUnderOtherNames(text)
    t.deepEqual(differences(both), [])
    t.true(both[1].length > 10_000)
  })

for (const product of ['cm2007', 'cm2012', 'cmcb'])
  test(`random estates of ${product} come to the same whatever the roles are called`, async (t) => {
    const estates = fc.sample(randomEstate(product, await catalogOf(product)), { seed: 20260102, numRuns: samples(24) })
    for (const estate of estates) {
      t.deepEqual(differences(await sameUnderOtherNames(JSON.stringify(estate))), [])
    }
  })

test('the house check finds the name of a role, a parameter or a row where something decides by it', (t) => {
  const found = (line: string, file = 'flows/party.ts') => catalogNames(file, line)
  t.deepEqual(found("if (roles.has('site-server')) return"), ['site-server'])
  t.deepEqual(found('const port = ports.get("sqlServer")'), ['sqlServer'])
  t.deepEqual(found("if (entry.id === 'cmcb/client/management-point/http')"), ['cmcb/client/management-point/http'])
  t.deepEqual(found("if (role.kind === 'site-system')"), [])
  t.deepEqual(found("// a 'site-server' in a comment"), [])
  t.deepEqual(found("const role = 'site-server'", 'import/peer-roles.ts'), [])
})
