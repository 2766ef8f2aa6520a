// SPDX-License-Identifier: MIT
import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { compileInto, runWith } from '../support/servers/run-apply.ts'

const ESTATE = `
name: loop
product: cmcb
sites: { PS1: { type: primary } }
networks: { hq: [10.20.0.0/16] }
hosts:
  cm01.loop.test: { addresses: [10.0.0.2], site: PS1, roles: [site-server] }
  dp01.loop.test: { addresses: [10.0.0.3], site: PS1, roles: [distribution-point] }
clients:
  pcs: { site: PS1, networks: [hq], install: [push] }
firewall: { targets: [powershell] }
`

const compiledIn = async (t: ExecutionContext, estate = ESTATE): Promise<string> =>
  compileInto(temporaryFolder(t), estate)

test('a wrong word on the command line is exit 2, before anything is read', async (t) => {
  for (const words of [
    ['--transport', 'shh'],
    ['--timeout', '5'],
    ['--timeout', '0s'],
    ['--confirm-within', '5 m'],
    ['--throttle', '0'],
    ['--stop-after', 'x'],
    ['--user', '-oProxyCommand=x'],
    ['--key', '/no/such/key'],
    ['--ask-password'],
    ['--what-if', '--rollback'],
    ['--what-if', '--resume'],
    ['--no-confirm', '--confirm-within', '5m'],
    ['--host', ' , '],
    ['--frobnicate'],
  ]) {
    const { exit, err } = await portwright(['apply', '/no/such/folder', ...words])
    t.is(exit, 2, `${words.join(' ')}: ${err}`)
  }
  t.regex((await portwright(['apply', 'x', '--transport', 'shh'])).err, /did you mean “ssh”/)
})

test('a key that others may read is refused, for ssh would try another', async (t) => {
  const key = join(temporaryFolder(t), 'key')
  writeFileSync(key, 'k')
  chmodSync(key, 0o644)
  const { exit, err } = await portwright(['apply', 'x', '--key', key])
  t.is(exit, 2)
  t.regex(err, /others may read/)
})

test('an output that is not what was compiled is refused', async (t) => {
  const out = await compiledIn(t)
  appendFileSync(join(out, 'powershell', 'dp01.loop.test.ps1'), '\r\nRemove-Item C:\\\r\n')
  const { exit, err } = await portwright(['apply', out, '--what-if'])
  t.is(exit, 1)
  t.regex(err, /error\[output-not-compiled\]/)
  // Whoever reads JSON gets a document all the same.
  const json = await portwright(['apply', out, '--what-if', '--json'])
  t.is(json.exit, 1)
  const document = JSON.parse(json.out)
  t.like(document, { hosts: [], summary: {} })
  t.is(document.diagnostics[0].code, 'output-not-compiled')
  const empty = await portwright(['apply', temporaryFolder(t), '--what-if'])
  t.is(empty.exit, 1)
  t.regex(empty.err, /error\[no-output\]/)
})

test('client groups and names that nobody knows are refused with a hint', async (t) => {
  const out = await compiledIn(t)
  const group = await portwright(['apply', out, '--host', 'pcs', '--what-if'])
  t.is(group.exit, 2)
  t.regex(group.err, /client group.*Group Policy/s)
  const near = await portwright(['apply', out, '--host', 'dp01.loop.tset', '--what-if'])
  t.is(near.exit, 2)
  t.regex(near.err, /did you mean “dp01\.loop\.test”/)
})

test('without a terminal and without --yes nothing is changed', async (t) => {
  const out = await compiledIn(t)
  for (const words of [[], ['--rollback']]) {
    const { exit, err } = await portwright(['apply', out, ...words])
    t.is(exit, 2)
    t.regex(err, /no terminal/)
  }
})

test('where there is no PowerShell, it says how to get it and how to run the scripts by hand', async (t) => {
  const out = await compiledIn(t)
  const { exit, err } = await portwright(['apply', out, '--what-if'])
  t.is(exit, 1)
  t.regex(err, /error\[no-powershell\].*aka\.ms\/powershell.*-RollbackPath/s)
})

test('an output without scripts, or without those for its registry values, cannot be applied', async (t) => {
  const lgpo = await compiledIn(t, ESTATE.replace('targets: [powershell]', 'targets: [lgpo]'))
  const { exit, err } = await portwright(['apply', lgpo, '--what-if'])
  t.is(exit, 1)
  t.regex(err, /error\[no-script\]/)
  const folder = temporaryFolder(t)
  const path = join(folder, 'estate.yaml')
  writeFileSync(path, ESTATE.replace('targets: [powershell]', 'rpc: { ports: 50000-50199 }'))
  const out = join(folder, 'out')
  t.is((await portwright(['compile', path, '--out', out, '--target', 'powershell', '--quiet'])).exit, 0)
  const rpc = await portwright(['apply', out, '--what-if'])
  t.is(rpc.exit, 1)
  t.regex(rpc.err, /error\[no-rpc-script\]/)
})

test('a journal of another output, or none at all, is no run to go on with', async (t) => {
  const out = await compiledIn(t)
  const folder = temporaryFolder(t)
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'pwsh'), '#!/bin/sh\nexit 1\n')
  chmodSync(join(bin, 'pwsh'), 0o755)
  const journal = join(folder, 'apply.jsonl')
  const words = ['apply', out, '--yes', '--resume', '--journal', journal]
  const none = await runWith({ PATH: bin }, words)
  t.is(none.exit, 1)
  t.regex(none.err, /error\[journal-missing\]/)
  const { estateHash } = JSON.parse(readFileSync(join(out, 'portwright.json'), 'utf8'))
  const start = { time: '2026-01-15T00:00:00Z', event: 'start', mode: 'apply', resumed: false, hosts: [] }
  // Estates that differ in their names alone come to one hash, and to rules in groups of their own.
  for (const of of [
    { estate: 'loop', estateHash: 'f'.repeat(64) },
    { estate: 'other', estateHash },
  ]) {
    writeFileSync(journal, `${JSON.stringify({ ...start, ...of })}\n`)
    const other = await runWith({ PATH: bin }, words)
    t.is(other.exit, 1)
    t.regex(other.err, /error\[journal-of-another\]/)
  }
})

test('a PowerShell that ends at once is said to do so, for each host', async (t) => {
  const out = await compiledIn(t)
  const bin = temporaryFolder(t)
  writeFileSync(join(bin, 'pwsh'), '#!/bin/sh\necho no such thing >&2\nexit 0\n')
  chmodSync(join(bin, 'pwsh'), 0o755)
  const { exit, out: text } = await runWith({ PATH: `${bin}:/usr/bin:/bin` }, ['apply', out, '--what-if', '--json'])
  t.is(exit, 1)
  const { hosts, summary } = JSON.parse(text)
  t.deepEqual(summary, { failed: 2 })
  t.regex(hosts[0].error, /PowerShell of this computer does not answer \(no such thing\)/)
})
