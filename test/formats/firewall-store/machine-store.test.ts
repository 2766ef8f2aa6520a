// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process'
import test from 'ava'
import { hiveKind } from '../../../src/formats/firewall-store/hive-kind.ts'
import { softwareHiveSteps, systemHiveSteps } from '../../../src/formats/firewall-store/read-machine-hive.ts'
import { regExportSteps } from '../../../src/formats/firewall-store/read-reg-export.ts'
import { readWfw } from '../../../src/formats/firewall-store/read-wfw.ts'
import type { HiveKey } from '../../../src/formats/regf/hive-key.ts'
import { writeHive } from '../../../src/formats/regf/write-hive.ts'
import { atTheEnd } from '../../../src/formats/rule/rule-steps.ts'
import { formatRuleString } from '../../../src/formats/rule-string/format-rule-string.ts'
import { corpus, corpusFiles } from '../../support/corpus.ts'
import { runTool, xmlValues } from '../regf/hive-tools.ts'
import { dword, key, text } from '../regf/hive-tree.ts'

const readSystemHive = (bytes: Uint8Array) => atTheEnd(systemHiveSteps(bytes))
const readSoftwareHive = (bytes: Uint8Array) => atTheEnd(softwareHiveSteps(bytes))
const readRegExport = (bytes: Uint8Array) => atTheEnd(regExportSteps(bytes))

const RULE = 'v2.10|Action=Allow|Active=TRUE|Dir=In|Name=n|'
const STORE = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy'

const path = (names: string, leaf: HiveKey): HiveKey =>
  names.split('\\').reduceRight((child, name) => key(name, [], [child]), leaf)
const controlSet = (name: string, id: string): HiveKey =>
  path(
    `${name}\\Services\\SharedAccess\\Parameters`,
    key('FirewallPolicy', [dword('PolicyVersion', 0x20a)], [key('FirewallRules', [text(id, RULE)])]),
  )

test('the rules of a SYSTEM hive are those of the control set that Select calls current', (t) => {
  const sets = [controlSet('ControlSet001', 'one'), controlSet('ControlSet002', 'two')]
  const hive = writeHive(key('ROOT', [], [...sets, key('Select', [dword('Current', 2), dword('Default', 1)])]))
  const { rules, registry, losses } = readSystemHive(hive)
  t.deepEqual(losses, [])
  t.deepEqual(
    rules.map(({ id }) => id),
    ['two'],
  )
  t.deepEqual(registry, [{ key: STORE, name: 'PolicyVersion', type: 'REG_DWORD', data: 522 }])
  t.deepEqual(
    readSystemHive(writeHive(key('ROOT', [], sets))).rules.map(({ id }) => id),
    ['one'],
  )
  t.is(hiveKind(hive), 'system')
})

test('a dirty hive is read, with a loss that says so', (t) => {
  const hive = Buffer.from(writeHive(key('ROOT', [], [controlSet('ControlSet001', 'one')])))
  hive.writeUInt32LE(2, 8)
  hive.writeUInt32LE((hive.readUInt32LE(508) ^ 1 ^ 2) >>> 0, 508)
  const { rules, losses } = readSystemHive(hive)
  t.is(rules.length, 1)
  t.deepEqual(
    losses.map(({ reason }) => reason),
    ['the hive was not closed cleanly: what its log files hold is not read'],
  )
})

test('a SOFTWARE hive gives the rules of Group Policy and the ports of RPC', (t) => {
  const hive = writeHive(
    key(
      'CMI-CreateHive{X}',
      [],
      [
        path('Policies\\Microsoft\\WindowsFirewall', key('FirewallRules', [text('{A}', RULE)])),
        path('Microsoft\\Rpc', key('Internet', [text('UseInternetPorts', 'Y')])),
      ],
    ),
  )
  const { rules, registry } = readSoftwareHive(hive)
  t.deepEqual(
    rules.map(({ id }) => id),
    ['{A}'],
  )
  t.deepEqual(
    registry.map(({ key: at, name }) => `${at}\\${name}`),
    ['HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet\\UseInternetPorts'],
  )
  t.is(hiveKind(hive), 'software')
  t.is(hiveKind(writeHive(key('x', []))), null)
})

test('the same rule twice, and a rule of another type, are losses', (t) => {
  const store = (...lines: readonly string[]) =>
    readRegExport(
      Buffer.from(
        ['REGEDIT4', `[${STORE.replace('HKLM', 'HKEY_LOCAL_MACHINE')}\\FirewallRules]`, ...lines].join('\r\n'),
      ),
    )
  t.deepEqual(store('"a"=dword:1').losses, [{ rule: 'a', field: 'type', reason: 'a value of type 4 is no rule' }])
  t.deepEqual(
    store(`"a"="${RULE}"`).rules.map(({ id }) => id),
    ['a'],
  )
  t.deepEqual(store(`"a"="${RULE}"`, '"A"=-').rules, [])
})

test('what a .reg file deletes of the firewall is a loss, and gone where it stood before', (t) => {
  const file = [
    'Windows Registry Editor Version 5.00',
    '[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet002\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules]',
    `"old"="${RULE}"`,
    '[-HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet002\\Services\\SharedAccess\\Parameters\\FirewallPolicy]',
    '[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet002\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules]',
    `"new"="${RULE}"`,
    '[-HKEY_LOCAL_MACHINE\\SOFTWARE\\Elsewhere]',
    '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules]',
    `"policy"="${RULE}"`,
  ].join('\n')
  const { rules, registry, losses } = readRegExport(Buffer.from(file))
  t.deepEqual(
    rules.map(({ id }) => id),
    ['new'],
  )
  t.deepEqual(
    registry.map(({ name }) => name),
    ['policy'],
  )
  t.deepEqual(
    losses.map(({ reason }) => reason),
    ['the file deletes HKLM\\SYSTEM\\ControlSet002\\Services\\SharedAccess\\Parameters\\FirewallPolicy'],
  )
})

test('paths that would be larger than the hive are left out, with a loss', (t) => {
  let deep = key('k'.repeat(200), [])
  for (let i = 0; i < 400; i++) deep = key('k'.repeat(200), [dword('a', i)], [deep])
  const { registry, losses } = readWfw(writeHive(key('{R}', [], [deep])))
  t.true(registry.length < 6)
  t.deepEqual(
    losses.map(({ reason }) => reason),
    ['keys with paths over 1024 characters are left out'],
  )
})

test('an export of Group Policy alone has its rules', (t) => {
  const file = `REGEDIT4\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules]\n"p"="${RULE}"`
  t.deepEqual(
    readRegExport(Buffer.from(file)).rules.map(({ id }) => id),
    ['p'],
  )
})

test('exports of Registry Editor: the rules in force are rules, the others are values', (t) => {
  for (const { path: name, bytes } of corpusFiles(t, 'reg', /\.reg$/) ?? []) {
    const { rules, registry, losses } = readRegExport(bytes)
    t.deepEqual(losses, [], name)
    const lines = new TextDecoder('utf-16le').decode(bytes).split('\r\n')
    const sections = new Map<string, string[]>()
    for (const line of lines) {
      if (line.startsWith('[')) sections.set(line.slice(1, -1).replace('HKEY_LOCAL_MACHINE', 'HKLM'), [])
      else if (line.startsWith('"')) [...sections.values()].at(-1)?.push(line)
    }
    const expected = (sections.get(`${STORE}\\FirewallRules`) ?? []).map((line) =>
      [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]?.replace(/\\(.)/g, '$1')),
    )
    t.deepEqual(
      rules.map((rule) => [rule.id, formatRuleString(rule)]),
      expected,
      name,
    )
    const count = (part: string) =>
      registry.filter(({ key: at, name: value }) => at.includes(part) && value !== '').length
    for (const [section, values] of sections)
      if (/\\(Parameters|Defaults)\\FirewallPolicy\\/.test(section) && section !== `${STORE}\\FirewallRules`)
        t.is(
          registry.filter(({ key: at, name: value }) => at === section && value !== '').length,
          values.length,
          section,
        )
    if (name.startsWith('win11')) {
      const others = ['Defaults\\FirewallPolicy\\FirewallRules', 'AppIso\\FirewallRules', 'ConSecRules'].map(count)
      t.deepEqual([rules.length, ...others], [318, 275, 89, 1])
    }
  }
})

test('a SYSTEM hive of Windows 7: rule for rule what hivexml sees in its current control set', (t) => {
  const file = corpus(t, 'hive/win7-SYSTEM.xz')
  if (file === null) return
  const bytes = execFileSync('xz', ['-dc', file], { maxBuffer: 256 * 1024 * 1024 })
  const { rules, registry, losses } = readSystemHive(bytes)
  t.deepEqual(losses, [])
  t.is(hiveKind(bytes), 'system')
  t.is(rules.length, 323)
  t.true(registry.some(({ key: at }) => at.endsWith('RestrictedServices\\Static\\System')))
  t.true(registry.some(({ key: at }) => at.includes('\\Defaults\\FirewallPolicy\\FirewallRules')))
  const run = runTool(t, 'hivexml', bytes)
  if (run === null) return
  const seen = xmlValues(run.stdout)
  const current = seen.find(({ path: at, name }) => at === 'Select' && name === 'Current')?.value
  t.deepEqual(
    rules.map((rule) => [rule.id, formatRuleString(rule)]),
    seen
      .filter(
        ({ path: at }) =>
          at === `ControlSet00${current}/services/SharedAccess/Parameters/FirewallPolicy/FirewallRules` ||
          at === `ControlSet00${current}/Services/SharedAccess/Parameters/FirewallPolicy/FirewallRules`,
      )
      .map(({ name, value }) => [name, value]),
  )
})
