// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { estateSource } from '../../src/compile/estate-source.ts'
import type { Rule } from '../../src/formats/rule/rule.ts'
import type { Finding } from '../../src/lint/lint-set.ts'
import { readRuleSets } from '../../src/read/read-rule-sets.ts'
import type { RuleSource } from '../../src/rules/rule-source.ts'
import { compiled } from '../support/compile.ts'
import { corpus } from '../support/corpus.ts'
import { lint } from './support/lint-of.ts'

const sourceAt = async (path: string): Promise<RuleSource> => {
  const isFolder = statSync(path).isDirectory()
  const files = isFolder
    ? readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((file) => ({ path: file.slice(path.length + 1), bytes: readFileSync(file) }))
    : [{ path, bytes: readFileSync(path) }]
  const read = await readRuleSets(files, isFolder)
  if (read === null) throw new Error(`${path} was not read`)
  return { path, estate: null, flows: [], parties: [], ...read }
}

const counts = (findings: readonly Finding[]): Readonly<Record<string, number>> => {
  const found: Record<string, number> = {}
  for (const { code } of findings) found[code] = (found[code] ?? 0) + 1
  return found
}

/** What is found in each file, and with rules of Windows' own groups: each was looked at and is so. */
const FILES: Readonly<Record<string, readonly [listed: Record<string, number>, all: Record<string, number>]>> = {
  'wfw/gpo-2008r2-no-rules.wfw': [{}, {}],
  'wfw/gpo-2019-no-rules.wfw': [{}, {}],
  'wfw/win10-1703-two-rules.wfw': [{}, {}],
  'wfw/server2012r2-v2.22.wfw': [
    { 'windows-rules-counted': 1 },
    {
      'rule-shadowed': 12,
      'rule-any-remote': 17,
      'rule-duplicate': 10,
      'rule-disabled-copy': 23,
      'rule-edge-traversal': 6,
    },
  ],
  'wfw/server2019-v2.29.wfw': [
    { 'rule-edge-traversal': 2, 'rule-duplicate': 1, 'windows-rules-counted': 1 },
    {
      'rule-shadowed': 3,
      'rule-any-remote': 2,
      'rule-duplicate': 18,
      'rule-disabled-copy': 11,
      'rule-edge-traversal': 27,
    },
  ],
  'wfw/win10-1909-v2.30.wfw': [
    { 'rule-edge-traversal': 4, 'rule-duplicate': 1, 'windows-rules-counted': 1 },
    {
      'rule-shadowed': 3,
      'rule-any-remote': 1,
      'rule-duplicate': 41,
      'rule-disabled-copy': 11,
      'rule-edge-traversal': 28,
    },
  ],
  'wfw/win11-22h2-v2.31.wfw': [
    { 'rule-edge-traversal': 2, 'windows-rules-counted': 1 },
    {
      'rule-shadowed': 4,
      'rule-any-remote': 5,
      'rule-duplicate': 4,
      'rule-disabled-copy': 13,
      'rule-edge-traversal': 12,
    },
  ],
  'wfw/win11-24h2-v2.33.wfw': [
    { 'rule-duplicate': 18, 'rule-partly-blocked': 48, 'rule-edge-traversal': 4, 'windows-rules-counted': 1 },
    {},
  ],
  'reg/win11-24h2-sharedaccess.reg': [
    { 'rule-partly-blocked': 1, 'rule-duplicate': 6, 'windows-rules-counted': 1 },
    { 'rule-partly-blocked': 6, 'rule-duplicate': 7 },
  ],
  'gpo/operepo': [{}, {}],
  'gpo/steamroller': [
    { 'rules-not-read': 1, 'rule-edge-traversal': 1, 'windows-rules-counted': 2 },
    { 'rules-not-read': 1, 'rule-shadowed': 3, 'rule-any-remote': 1, 'rule-edge-traversal': 8 },
  ],
  'wfp/show-filters.xml': [
    { 'rules-not-read': 1, 'filters-weighed': 1 },
    { 'rules-not-read': 1, 'filters-weighed': 1 },
  ],
  'text/win11-24h2-get-netfirewallrule.txt': [{ 'rules-not-read': 1 }, { 'rules-not-read': 1 }],
  'field/plain.bat': [{ 'rule-any-remote': 2 }, { 'rule-any-remote': 2 }],
  'field/short-words.bat': [{ 'rule-any-remote': 1 }, { 'rule-any-remote': 1 }],
  'field/variables.bat': [{ 'rules-not-read': 1 }, { 'rules-not-read': 1 }],
  'field/older-netsh.bat': [{ 'rules-not-read': 1 }, { 'rules-not-read': 1 }],
  'field/dead-rule.pol': [{ 'rules-not-read': 1 }, { 'rules-not-read': 1 }],
  'field/networkingdsc.ps1': [{ 'rules-not-read': 1 }, { 'rules-not-read': 1 }],
  'field/dsc-export.json': [{}, {}],
  'field/dsc-export.dsc.yaml': [{}, {}],
}

for (const [file, [listed, all]] of Object.entries(FILES))
  test(`what is found in ${file} is what is wrong with it`, async (t) => {
    const path = corpus(t, file)
    if (path === null) return
    const source = await sourceAt(path)
    t.deepEqual(counts(lint(source)), listed)
    if (Object.keys(all).length > 0) t.deepEqual(counts(lint(source, { all: true })), all)
  })

const find = async (
  t: ExecutionContext,
  file: string,
  code: string,
  id: string,
): Promise<{ readonly rule: Rule; readonly by: readonly Rule[] } | null> => {
  const path = corpus(t, file)
  if (path === null) return null
  const source = await sourceAt(path)
  const rules = new Map(source.sets.flatMap((set) => set.rules).map((rule) => [rule.id, rule]))
  const finding = lint(source, { all: true }).find((one) => one.code === code && one.rules[0] === id)
  t.truthy(finding, `${code} ${id}`)
  return { rule: rules.get(id) as Rule, by: (finding?.by ?? []).map((other) => rules.get(other) as Rule) }
}

test('a rule of network discovery stands in the shadow of one of Remote Assistance, which has a profile more', async (t) => {
  const found = await find(t, 'wfw/server2019-v2.29.wfw', 'rule-shadowed', 'NETDIS-UPnPHost-In-TCP-Active')
  if (found === null) return
  t.deepEqual(
    found.by.map(({ id }) => id),
    ['RemoteAssistance-SSDPSrv-In-TCP-Active'],
  )
  t.deepEqual([found.rule.localPorts, found.by[0]?.localPorts], [['2869'], ['2869']])
  t.deepEqual([found.rule.profiles, found.by[0]?.profiles], [['private'], ['domain', 'private']])
})

test('the blocks of one port that somebody made twice are duplicates', async (t) => {
  const found = await find(t, 'wfw/win11-24h2-v2.33.wfw', 'rule-duplicate', '{373d2aed-fbf8-4f16-a73b-4d770f5d50e2}')
  if (found === null) return
  for (const rule of [found.rule, ...found.by])
    t.deepEqual([rule.action, rule.direction, rule.localPorts], ['block', 'in', ['80']])
})

test('Remote Desktop of a server is open to any address', async (t) => {
  const found = await find(t, 'wfw/server2019-v2.29.wfw', 'rule-any-remote', 'RemoteDesktop-UserMode-In-TCP')
  if (found !== null) t.deepEqual([found.rule.localPorts, found.rule.remoteAddresses], [['3389'], []])
})

test('a block of a port stops some of what an application may take in', async (t) => {
  const id = '5319275A.WhatsAppDesktop_cv1g1gvanyjgm-In-Allow-ServerCapability'
  const found = await find(t, 'wfw/win11-24h2-v2.33.wfw', 'rule-partly-blocked', id)
  if (found !== null)
    t.deepEqual(
      found.by.map(({ action }) => action),
      ['block'],
    )
})

test('a script that opens the ports of a management point to everybody is uncovered by the estate of that site', async (t) => {
  const [script, file] = [corpus(t, 'field/plain.bat'), corpus(t, 'field/management-point-on-7080.yaml')]
  if (script === null || file === null) return
  const needs = estateSource(file, await compiled(readFileSync(file, 'utf8')))
  const found = lint(await sourceAt(script), { against: needs }).filter(({ code }) => code === 'rule-uncovered')
  t.deepEqual(
    found.map(({ rules }) => rules[0]),
    ['Engine', 'Browser', 'Browser (2)', 'Echo', 'MP'],
  )
  t.regex(
    found.at(-1)?.message ?? '',
    /^“MP” opens what no flow of the estate asks for: in tcp 7080, 7443, 10123 from /,
  )
})
