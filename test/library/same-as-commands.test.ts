// SPDX-License-Identifier: MIT
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import test from 'ava'
import { type CompileDocument, can, check, compile, lint, plan, read } from '../../src/index.ts'
import { portwright } from '../support/command-line.ts'

const SMALL = resolve(import.meta.dirname, '../../policies/examples/small/estate.yaml')
const TODAY = '2026-01-15'
const small = { path: SMALL, text: readFileSync(SMALL, 'utf8'), today: TODAY }
const SCRIPT = [
  'netsh advfirewall firewall add rule name="Web" dir=in action=allow protocol=TCP localport=80,443',
  'netsh advfirewall firewall add rule name="Twice" dir=in action=allow protocol=TCP localport=443 remoteip=10.0.0.0/8',
  'netsh advfirewall firewall add rule name=%COMPUTED% dir=in action=allow protocol=TCP localport=1',
].join('\r\n')

/** What a command prints as JSON; messages for people are not looked at. */
const printed = async (...words: readonly string[]): Promise<unknown> =>
  JSON.parse((await portwright(words, undefined, { SOURCE_DATE_EPOCH: String(Date.parse(TODAY) / 1000) })).out)

/** As somebody who keeps the answer as JSON sees it: without the keys of the library alone. */
const plainData = (answer: object, ...without: readonly string[]): unknown =>
  JSON.parse(JSON.stringify(answer, (key, value) => (without.includes(key) ? undefined : value)))

interface Sides {
  readonly folder: string
  readonly later: { readonly path: string; readonly text: string; readonly today: string }
  readonly out: string
  readonly script: string
  readonly document: CompileDocument | null
}

const sides = async (): Promise<Sides> => {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-test-'))
  const later = {
    path: join(folder, 'later.yaml'),
    text: small.text.replace('distribution-point', 'distribution-point, pxe-distribution-point'),
    today: TODAY,
  }
  writeFileSync(later.path, later.text)
  const script = join(folder, 'server.cmd')
  writeFileSync(script, SCRIPT)
  const out = join(folder, 'out')
  const { files, document } = await compile(small, { targets: ['all'], allowLoss: true })
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(out, path)), { recursive: true })
    writeFileSync(join(out, path), bytes)
  }
  return { folder, later, out, script, document }
}

/** Made once: every question is asked of the same files. */
let made: Sides
test.before(async () => {
  made = await sides()
})
test.after.always(() => rmSync(made.folder, { recursive: true, force: true }))

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted()

test('check and compile give what their commands give, for a part and for everything', async (t) => {
  const { folder, out, document } = made
  t.deepEqual(await check(small), await printed('check', SMALL, '--format', 'json'))
  const written = async (name: string, ...words: readonly string[]): Promise<string> => {
    const { exit, err } = await portwright(['compile', SMALL, '--out', join(folder, name), '--quiet', ...words])
    t.is(exit, 0, err)
    return join(folder, name)
  }
  const whole = await written('whole', '--target', 'all', '--allow-loss')
  t.deepEqual(filesBelow(whole), filesBelow(out))
  for (const path of filesBelow(out))
    t.true(readFileSync(join(whole, path)).equals(readFileSync(join(out, path))), path)
  t.deepEqual(document, JSON.parse(readFileSync(join(whole, 'portwright.json'), 'utf8')))
  const hosts = ['DP01.fabrikam.test', 'Workstations']
  const part = await written('part', '--target', 'wfw,csv', '--host', hosts.join(','))
  const { files } = await compile(small, { targets: ['wfw', 'csv'], hosts })
  t.deepEqual([...files.keys()].toSorted(), filesBelow(part))
  for (const [path, bytes] of files) t.true(readFileSync(join(part, path)).equals(bytes), path)
})

test('read gives what its command gives', async (t) => {
  const { out, script } = made
  // One file of each kind.
  const kinds = new Map(filesBelow(out).map((file) => [file.replace(/^(\w+)\/.*?(\.\w+)$/, '$1$2'), join(out, file)]))
  for (const path of [script, ...kinds.values()]) {
    const found = await read({ path, bytes: readFileSync(path) })
    if (found.format === null) continue
    t.deepEqual(plainData(found, 'path', 'policies', 'diagnostics'), await printed('read', path, '--json'), path)
  }
  const folder = join(out, 'gpo')
  const files = new Map(filesBelow(folder).map((path) => [path, readFileSync(join(folder, path))]))
  t.deepEqual(
    plainData(await read({ files }), 'path', 'policies', 'diagnostics'),
    await printed('read', folder, '--json'),
  )
})

test('plan gives what its command gives, against an estate, an output and a file', async (t) => {
  const { later, out, script } = made
  const index = { path: out, text: readFileSync(join(out, 'portwright.json'), 'utf8') }
  const rules = await read({ path: script, bytes: readFileSync(script) })
  const policy = 'dp01.fabrikam.test'
  for (const [against, was, words, options] of [
    [SMALL, small, [], {}],
    [out, index, [], {}],
    [out, index, ['--policy', policy], { policy }],
    [script, rules, ['--policy', policy, '--with-foreign'], { policy, withForeign: true }],
  ] as const)
    t.deepEqual(
      plainData(await plan(later, was, options), 'diagnostics'),
      await printed('plan', later.path, '--against', against, '--json', ...words),
      `${against} ${words.join(' ')}`,
    )
})

test('lint gives what its command gives', async (t) => {
  const { out, script } = made
  const rules = await read({ path: script, bytes: readFileSync(script) })
  const index = { path: out, text: readFileSync(join(out, 'portwright.json'), 'utf8') }
  t.deepEqual(plainData(await lint(rules)), await printed('lint', script, '--json'))
  t.deepEqual(
    plainData(await lint(rules, { estate: small })),
    await printed('lint', script, '--estate', SMALL, '--json'),
  )
  t.deepEqual(plainData(await lint(small, { all: true })), await printed('lint', SMALL, '--all', '--json'))
  t.deepEqual(
    (plainData(await lint(index)) as readonly object[]).map((one) => ({ ...one, file: '' })),
    ((await printed('lint', out, '--json')) as readonly object[]).map((one) => ({ ...one, file: '' })),
  )
})

test('can gives what its command gives, of an estate, an output and a file', async (t) => {
  const { out, script } = made
  const index = { path: out, text: readFileSync(join(out, 'portwright.json'), 'utf8') }
  const rules = await read({ path: script, bytes: readFileSync(script) })
  for (const [path, source, from, to, packet, words, options] of [
    [SMALL, small, 'workstations', 'cm01.fabrikam.test', '443/tcp', [], {}],
    [SMALL, small, 'workstations', 'cm01.fabrikam.test', '23/tcp', [], {}],
    [SMALL, small, 'workstations', 'site-server', 'rpc/tcp', ['--profile', 'public'], { profile: 'public' }],
    [out, index, 'cm01.fabrikam.test', 'dp01.fabrikam.test', '445/tcp', [], {}],
    [script, rules, '10.1.2.3', 'any', '443/tcp', ['--profile', 'private'], { profile: 'private' }],
    [script, rules, '10.1.2.3', 'any', '444/tcp', ['--direction', 'out'], { direction: 'out' }],
  ] as const)
    t.deepEqual(
      plainData(await can(source, from, to, packet, options), 'diagnostics'),
      await printed('can', path, from, to, packet, '--json', ...words),
      `${path} ${from} ${to} ${packet}`,
    )
})
