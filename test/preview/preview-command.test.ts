// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { temporaryFolder } from '../support/command-line.ts'
import { compiled, rulesOf } from '../support/compile.ts'
import { estateWithAll } from './estate-with-all.ts'
import { ruleLines } from './rule-lines.ts'
import { runPreview } from './run-preview.ts'

const example = (name: string): string => resolve(import.meta.dirname, '../../policies/examples', name, 'estate.yaml')
const SMALL = example('small')
const HIERARCHY = example('hierarchy')

test('--json prints the keys of the contract', async (t) => {
  const { exit, out } = await runPreview([SMALL, '--client', 'workstations', '--method', 'push', '--json'])
  t.is(exit, 0)
  const preview = JSON.parse(out)
  for (const key of ['estate', 'product', 'clients', 'method', 'client', 'servers', 'flows', 'notes', 'prerequisites'])
    t.true(key in preview, key)
  t.is(preview.clients, 'workstations')
  t.deepEqual(Object.keys(preview.client), ['inbound', 'outbound'])
  t.deepEqual(Object.keys(preview.servers[0]), ['host', 'inbound', 'outbound'])
  t.deepEqual(Object.keys(preview.client.inbound[0]).slice(0, 5), [
    'id',
    'displayName',
    'description',
    'group',
    'direction',
  ])
  for (const note of preview.notes) t.true(note.text.length > 0 && Array.isArray(note.sources))
  for (const one of preview.prerequisites) t.is(typeof one, 'string')
  for (const flow of preview.flows) t.true(Array.isArray(flow.sources) && typeof flow.catalog === 'string')
})

test('rules carry the ids and names that the compile gives them', async (t) => {
  const text = estateWithAll('cmcb', 'both', '[push]')
  const { out } = await runPreview(['-', '--client', 'desks', '--method', 'push', '--json'], null, text)
  const { client } = JSON.parse(out)
  const policy = (await compiled(text)).policies.find(({ clients }) => clients.includes('desks'))
  for (const rule of client.inbound)
    t.deepEqual(
      policy?.rules.find(({ id }) => id === rule.id),
      rule,
    )
})

test('--running adds what the installed client needs: all rules of the compile, in both directions', async (t) => {
  const text = estateWithAll('cmcb', 'both', '[push]', 'firewall: { direction: both }')
  const { out } = await runPreview(['-', '--client', 'desks', '--method', 'push', '--running', '--json'], null, text)
  const { client } = JSON.parse(out)
  const shown = ruleLines([...client.inbound, ...client.outbound])
  const expected = rulesOf(await compiled(text), 'desks').map((line) =>
    line.replace(/ (<-|->) /, ' ').replace(/ any$/, ' '),
  )
  t.deepEqual(
    shown.map((line) => line.replaceAll(/\s+$/g, ' ')),
    expected.map((line) => `${line.split(' ').slice(0, 3).join(' ')} ${line.split(' ').slice(3).join(',')}`).sort(),
  )
})

test('a rule that the compile leaves out is shown as the one that it writes, and a note says so', async (t) => {
  const { out } = await runPreview([HIERARCHY, '--client', 'workstations', '--method', 'push', '--running', '--json'])
  const { servers, notes } = JSON.parse(out)
  const text = readFileSync(HIERARCHY, 'utf8')
  const { policies } = await compiled(text)
  let looked = 0
  for (const { host, inbound } of servers) {
    const policy = policies.find(({ hosts }) => hosts.includes(host))
    const left = new Set(policy?.covered.map(({ id }) => id))
    looked += left.size
    t.deepEqual(
      inbound.filter(({ id }: { id: string }) => left.has(id)).map(({ displayName }: Rule) => displayName),
      [],
      host,
    )
    t.deepEqual(
      inbound.filter(({ id }: { id: string }) => !policy?.rules.some((rule) => rule.id === id)),
      [],
      host,
    )
  }
  t.true(looked > 0)
  t.true(
    notes.some(({ text: said }: { text: string }) => /^“.*” is not written as a rule of its own: “.*” of/.test(said)),
  )
})

test('methods of other groups and methods that are not asked for open nothing', async (t) => {
  const { out } = await runPreview([SMALL, '--client', 'workstations', '--method', 'manual', '--json'])
  const { client, servers } = JSON.parse(out)
  t.deepEqual(client.inbound, [])
  for (const { inbound } of servers) for (const rule of inbound) t.deepEqual(rule.remoteAddresses, ['192.0.2.0/25'])
})

test('client push offers the groups of Windows and says what it needs', async (t) => {
  const { out } = await runPreview([SMALL, '--client', 'workstations', '--method', 'push', '--json'])
  const { alternatives, prerequisites } = JSON.parse(out)
  t.deepEqual(
    alternatives.map(({ name }: { name: string }) => name),
    ['File and Printer Sharing', 'Windows Management Instrumentation (WMI)'],
  )
  t.true(prerequisites.some((text: string) => text.includes('ADMIN$')))
  const manual = await runPreview([SMALL, '--client', 'workstations', '--method', 'manual', '--json'])
  t.deepEqual(JSON.parse(manual.out).alternatives, [])
})

test('a row without a host on the other side is named, not left out silently', async (t) => {
  const { out } = await runPreview([SMALL, '--client', 'workstations', '--method', 'manual', '--json'])
  const { notes } = JSON.parse(out)
  t.true(
    notes.some(({ text }: { text: string }) => text.includes('Network (UNC) Share') && text.includes('opens nothing')),
  )
})

test('client push of 2012 opens what the page of that product prints', async (t) => {
  const { out } = await runPreview(
    ['-', '--client', 'desks', '--method', 'push', '--json'],
    null,
    estateWithAll('cm2012', 'both', '[]'),
  )
  const { client } = JSON.parse(out)
  const ports = client.inbound.flatMap(({ localPorts }: { localPorts: readonly string[] }) => localPorts)
  t.deepEqual([...new Set(ports)].sort(), ['135', '445', 'RPC', 'RPC-EPMap'])
})

for (const columns of [40, 60, 80, 132]) {
  test(`the terminal of ${columns} columns shows matrix, rules, reason and source in its width`, async (t) => {
    const { exit, out } = await runPreview([HIERARCHY, '--client', 'workstations', '--method', 'push'], columns)
    t.is(exit, 0)
    for (const word of [
      '[push]',
      'client inbound',
      'Client outbound',
      'ps1.contoso.test',
      'RPC-EPMap',
      'ADMIN$',
      'cfw',
    ])
      t.true(out.includes(word), word)
    if (columns >= 60) for (const line of out.split('\n')) t.true(line.length <= columns, line)
  })
}

test('a host is shown with both directions, its reasons and its lines', async (t) => {
  const { exit, out } = await runPreview([HIERARCHY, '--host', 'PS1SQL.contoso.test', '--json'])
  t.is(exit, 0)
  const host = JSON.parse(out)
  t.is(host.host, 'ps1sql.contoso.test')
  t.true(host.inbound.some((rule: { localPorts: string[] }) => rule.localPorts.includes('14330')))
  t.true(host.outbound.length > 0)
  t.true(host.flows.every(({ sources }: { sources: unknown }) => Array.isArray(sources)))
  const text = await runPreview([HIERARCHY, '--host', 'ps1sql.contoso.test'], 120)
  t.regex(text.out, /14330/)
  t.regex(text.out, /002 line \d+/)
})

test('what the estate lacks is a wrong command line with the nearest name', async (t) => {
  for (const [words, hint] of [
    [['--client', 'workstation', '--method', 'push'], 'workstations'],
    [['--client', 'workstations', '--method', 'pusch'], 'push'],
    [['--client', 'workstations'], 'push, group-policy'],
    [['--host', 'cm1.fabrikam.test'], 'cm01.fabrikam.test'],
    [['--client', 'workstations', '--method', 'push', '--json', '--html', 'x'], '--json'],
    [['--method', 'push'], '--client'],
    [[], '--html'],
  ] as const) {
    const { exit, out, err } = await runPreview([SMALL, ...words])
    t.is(exit, 2, words.join(' '))
    t.is(out, '')
    t.true(err.includes(hint), err)
  }
})

test('an estate with mistakes is wrong input, and nothing is shown', async (t) => {
  const { exit, out, err } = await runPreview(['-', '--host', 'a.test'], null, 'name: x\nproduct: cm2013\n')
  t.is(exit, 1)
  t.is(out, '')
  t.regex(err, /cm2012/)
})

test('--html writes one page, of the whole estate or of one thing', async (t) => {
  const folder = temporaryFolder(t)
  const page = join(folder, 'new', 'page.html')
  t.is((await runPreview([HIERARCHY, '--html', page])).exit, 0)
  const whole = readFileSync(page, 'utf8')
  t.regex(whole, /^<!DOCTYPE html>/)
  t.regex(whole, /id="zones"/)
  const client = await runPreview([HIERARCHY, '--client', 'workstations', '--method', 'manual', '--html', '-'])
  t.true(client.out.length < whole.length)
  t.regex(client.out, /value="manual" checked/)
  t.notRegex(client.out, /branch-computers, Client push/)
  const host = await runPreview([HIERARCHY, '--host', 'ps1sql.contoso.test', '--html', '-'])
  t.regex(host.out, /14330/)
  t.notRegex(host.out, /id="install"/)
})
