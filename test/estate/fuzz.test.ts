// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { z } from 'zod'
import { estateSchema } from '../../src/estate/estate-schema.ts'
import { parsePlainYaml } from '../../src/estate/source/parse-plain-yaml.ts'
import { starterEstate } from '../../src/estate/starter-estate.ts'
import { catalog } from '../support/catalog.ts'
import { codePoint } from '../support/code-point.ts'
import { samples } from '../support/samples.ts'
import { read } from './support/read.ts'

/** Reads a text whatever it is; every diagnostic has to stand inside it. */
const survives = async (text: string, path: string): Promise<void> => {
  const { estate, diagnostics } = await read(text, path)
  const lines = text.replace(/^\ufeff/, '').split('\n')
  if (estate === null && diagnostics.length === 0) throw new Error('no estate and no reason')
  for (const { line, column, endLine, endColumn, message, hint } of diagnostics) {
    const width = lines[line - 1]?.length ?? -1
    if (line < 1 || column < 1 || column > width + 2 || endLine < line) throw new Error(`${line}:${column} is outside`)
    if (endLine === line && endColumn < column) throw new Error(`${line}:${column} ends before it starts`)
    if (/\n|undefined|\[object|NaN/.test(message + (hint ?? ''))) throw new Error(`badly said: ${message} ${hint}`)
  }
}

const runs = (count: number) => ({ numRuns: samples(count), includeErrorInReport: true })
const file = fc.constantFrom('e.yaml', 'e.json', 'e.ts')

test('no text makes the reader fail', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: codePoint, maxLength: 80 }), fc.constantFrom('e.yaml', 'e.json'), survives),
    runs(300),
  )
  await fc.assert(fc.asyncProperty(fc.string({ maxLength: 40 }), file, survives), runs(120))
  t.pass()
})

const KEYS = [
  ...Object.keys(z.toJSONSchema(estateSchema(catalog)).properties ?? {}),
  'addresses',
  'roles',
  'site',
  'type',
  'parent',
  'ports',
  'rpc',
  'settings',
  'role',
  'instance',
  'port',
  'members',
  'install',
  'method',
  'from',
  'to',
  'protocol',
  'service',
  'flow',
  'expires',
  'allow',
  'a',
  'b',
  'wsusPorts',
  'http',
  '__proto__',
  'constructor',
  '',
]
const WORDS = [
  'cmcb',
  'cm2007',
  'PS1',
  'a',
  'b',
  'central',
  'secondary',
  '10.0.0.1',
  '10.0.0.0/8',
  '::1',
  'any',
  'site-server',
  'sql-server',
  'client',
  'push',
  'tcp',
  'icmp',
  '443',
  '50000-50199',
  'all',
  '2026-12-01',
  'a -> b 443/tcp',
  'dynamic',
  'domain',
  '',
  '__proto__',
  '\u0000',
  '|',
]

const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(...WORDS),
    fc.constantFrom(null, true, false, 0, 1, -1, 80, 2509, 65536, 1.5, 1e300),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('tree'), { maxKeys: 6 }),
  ),
}))
const estate = fc
  .dictionary(fc.constantFrom(...KEYS.slice(0, 22)), tree, { maxKeys: 8 })
  .map((rest) => ({ name: 'a', product: 'cmcb', ...rest }))

test('no data makes the checks fail', async (t) => {
  await fc.assert(
    fc.asyncProperty(estate, file, (data, path) =>
      survives(path === 'e.ts' ? `export default ${JSON.stringify(data)}` : JSON.stringify(data, null, 1), path),
    ),
    runs(300),
  )
  t.pass()
})

test('no change of a good estate makes the reader fail', async (t) => {
  const good = starterEstate()
  const change = fc.record({
    at: fc.nat(good.length),
    length: fc.nat(12),
    text: fc.oneof(
      fc.string({ unit: codePoint, maxLength: 4 }),
      fc.constantFrom(...WORDS, '\n', '  ', ': ', '- ', '[', '}', '&a ', '*a', '|', '#', '"'),
    ),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const text = changes.reduce(
        (all, { at, length, text: piece }) => all.slice(0, at) + piece + all.slice(at + length),
        good,
      )
      return survives(text, 'e.yaml')
    }),
    runs(120),
  )
  t.pass()
})

test('what the reader takes, the schema takes', (t) => {
  const root = parsePlainYaml(starterEstate())
  t.true(root !== null && 'data' in root && estateSchema(catalog).safeParse(root.data).success)
})
