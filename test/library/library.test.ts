// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import * as library from '../../src/index.ts'
import { portwright } from '../support/command-line.ts'

const { can, check, compile, estate, lint, plan, read } = library
const ROOT = resolve(import.meta.dirname, '../..')
const SMALL = join(ROOT, 'policies/examples/small/estate.yaml')
const TODAY = '2026-01-15'
const small = { path: SMALL, text: readFileSync(SMALL, 'utf8'), today: TODAY }
const broken = { ...small, text: small.text.replace('site-server', 'sitte-server') }

test('the library exports its functions and nothing else', (t) => {
  t.deepEqual(Object.keys(library).sort(), ['can', 'check', 'compile', 'estate', 'lint', 'plan', 'read'])
  const definition = { name: 'a', product: 'cmcb', hosts: { a: { addresses: ['10.0.0.1'] } } } as const
  t.is(estate(definition), definition)
})

test('check gives what the command prints as JSON', async (t) => {
  for (const file of [small, broken, { ...small, text: '' }, { ...small, path: 'estate.txt' }]) {
    const path = file.path.endsWith('.txt') ? file.path : '-'
    const found = await check({ ...file, path: path === '-' ? '<stdin>' : path })
    if (path === '-')
      t.deepEqual(found, JSON.parse((await portwright(['check', '-', '--format', 'json'], file.text)).out))
    else t.like(found, [{ code: 'unknown-format', line: 1, column: 1 }])
  }
})

test('compile makes a part, and says which target or host it does not know', async (t) => {
  const host = JSON.parse(JSON.stringify((await compile(small)).document?.policies[0]?.hosts[0])) as string
  const part = await compile(small, { targets: ['wfw'], hosts: [host.toUpperCase()] })
  t.deepEqual(
    [...part.files.keys()].map((path) => path.split('/')[0]),
    ['wfw', 'portwright.json'],
  )
  const wrong = await compile(small, { targets: ['wfp', 'gpoo' as 'gpo'], hosts: ['nobody.test'] })
  t.deepEqual([wrong.document, wrong.files.size], [null, 0])
  t.deepEqual(
    wrong.diagnostics.flatMap(({ code, severity }) => (severity === 'error' ? code : [])),
    ['unknown-host', 'unknown-target'],
  )
})

test('a broken estate gives its diagnostics to every function, and rejects none', async (t) => {
  const codes = ({ diagnostics }: { readonly diagnostics: readonly { readonly code: string }[] }) =>
    diagnostics.map(({ code }) => code)
  const expected = (await check(broken)).map(({ code }) => code)
  t.true(expected.includes('unknown-role'))
  t.deepEqual(codes(await compile(broken)), expected)
  t.deepEqual(codes(await plan(broken, small)), expected)
  t.deepEqual(codes(await plan(small, broken)), expected)
  t.deepEqual(codes(await can(broken, 'a', 'b', '443/tcp')), expected)
  t.deepEqual(
    (await lint(broken)).map(({ code }) => code),
    expected,
  )
})

test('damaged bytes give diagnostics or losses, and no rule that was not there', async (t) => {
  for (const bytes of [new Uint8Array(), new Uint8Array([1, 2, 3]), Buffer.from('PReg'), Buffer.from('regf')]) {
    const found = await read({ path: 'file', bytes })
    t.deepEqual(found.rules, [])
    t.true(found.losses.length + found.diagnostics.length > 0)
    t.is((await plan(small, found)).policies.length > 0, found.format !== null)
  }
})

test('what was compiled is read back, compared, judged and asked', async (t) => {
  const { files, document } = await compile(small, { targets: ['gpo', 'netsh'] })
  const backups = new Map(
    [...files].filter(([path]) => path.startsWith('gpo/')).map(([path, bytes]) => [path.slice(4), bytes]),
  )
  const deployed = await read({ files: backups })
  t.is(deployed.format, 'gpo')
  t.deepEqual(deployed.policies.map(({ name }) => name).sort(), document?.policies.map(({ name }) => name).sort())
  // As data it is the same: it may have been kept as JSON.
  const same = await plan(small, JSON.parse(JSON.stringify(deployed)))
  t.deepEqual([same.diagnostics, same.summary.opened, same.summary.closed], [[], 0, 0])
  const index = { path: 'portwright.json', text: new TextDecoder().decode(files.get('portwright.json')) }
  t.is((await plan(small, index)).summary.policies.same, document?.policies.length ?? 0)

  const script = await read({
    path: 'rules.cmd',
    bytes: Buffer.from(
      'rem mine\r\nnetsh advfirewall firewall add rule name="All" dir=in action=allow protocol=any\r\n',
    ),
  })
  t.like(await lint(script), [{ code: 'rule-any-any', line: 2, rules: ['All'] }])
  t.is((await can(script, '10.1.2.3', 'any', '23/tcp')).answer, 'yes')
  t.is((await can(script, '10.1.2.3', 'any', '23/tcp', { direction: 'out' })).out?.by, 'default')
})

test('a question that names nobody is answered with what is wrong with it', async (t) => {
  const asked = await can(small, 'nobody', 'internet', '443/tcp')
  t.like(asked, { answer: null, in: null, out: null, diagnostics: [{ code: 'no-answer', severity: 'error' }] })
  t.like(await can(small, 'any', 'any', 'telnet'), { answer: null, diagnostics: [{ code: 'no-answer' }] })
  const { files } = await compile(small, { targets: ['wfw'] })
  const [, bytes = new Uint8Array()] = [...files].find(([path]) => path.endsWith('.wfw')) ?? []
  const unclear = await plan(small, await read({ path: 'server.wfw', bytes }))
  t.like(unclear, { policies: [], diagnostics: [{ code: 'no-answer', file: 'server.wfw' }] })
})

test('a TypeScript estate takes its imports from what it is given', async (t) => {
  const text = `import { estate } from 'portwright'
import { hq } from './lib/networks.ts'
export default estate({ name: 'a', product: 'cmcb', sites: { A: { type: 'primary' } }, networks: { hq },
  hosts: { 'a.test': { addresses: ['10.0.0.1'], site: 'A', roles: ['management-point'] } },
  clients: { pcs: { site: 'A', networks: ['hq'] } } })`
  const lib = "export const hq = ['10.1.0.0/16']\n"
  for (const [path, key] of [
    ['estate.ts', 'lib/networks.ts'],
    ['some/where/estate.ts', 'lib/networks.ts'],
    ['some/where/estate.ts', 'some/where/lib/networks.ts'],
    ['estate.ts', '.\\lib\\networks.ts'],
  ] as const) {
    const { document, diagnostics } = await compile({ path, text, files: new Map([[key, lib]]) }, { targets: ['csv'] })
    t.deepEqual(
      document?.inputs.map((input) => input.path),
      ['estate.ts', 'lib/networks.ts'],
      JSON.stringify(diagnostics),
    )
  }
  t.like(await check({ path: 'estate.ts', text }), [{ code: 'file-unreadable', line: 2 }])
})

test('the day decides about what has run out', async (t) => {
  const flow =
    '\nflows:\n  - { name: x, from: any, to: [10.9.9.9], protocol: tcp, ports: [1], reason: r, expires: 2026-03-01 }\n'
  const dated = (today: string) =>
    check({ ...small, text: small.text + flow, today }).then((all) => all.map(({ code }) => code))
  t.false((await dated('2026-01-01')).includes('expired'))
  t.true((await dated('2026-03-02')).includes('expired'))
})
