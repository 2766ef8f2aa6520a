// SPDX-License-Identifier: MIT
import test from 'ava'
import { readCabinet } from '../../../src/formats/cab/read-cabinet.ts'
import type {
  ConfigurationBaseline,
  ConfigurationItem,
} from '../../../src/formats/configuration-item/configuration-item.ts'
import { readDigestCabinet } from '../../../src/formats/configuration-item/digest-cabinet.ts'
import { checkPowerShell } from '../../../src/formats/powershell/check-powershell.ts'
import { readCabinetFile } from '../../../src/read/read-items.ts'
import type { Policy } from '../../../src/rules/policy.ts'
import { itemRules } from '../../../src/targets/baseline/read.ts'
import { baselineTarget } from '../../../src/targets/baseline/target.ts'
import { writeBaseline } from '../../../src/targets/baseline/write.ts'
import type { OutputFile, TargetOptions } from '../../../src/targets/target.ts'
import { cabextract, linesOf } from '../../formats/cab/cabextract.ts'
import { policyOf, ruleOf, SETTINGS } from '../../support/netsecurity/sample-policy.ts'
import { PLAIN_OPTIONS } from '../../support/sample/plain-options.ts'

const options = (remediate = false, version = 1, more: Partial<TargetOptions> = {}): TargetOptions => ({
  ...PLAIN_OPTIONS,
  baseline: { remediate, version },
  ...more,
})

const digestsOf = (file: OutputFile | undefined): readonly (ConfigurationItem | ConfigurationBaseline)[] => {
  const cabinet = readDigestCabinet(file?.bytes ?? new Uint8Array())
  return 'reason' in cabinet ? [] : cabinet.digests
}

const itemOf = (policy: Policy, given = options()): ConfigurationItem => {
  const [item] = digestsOf(baselineTarget.write(policy, given).files[0])
  if (item?.kind !== 'item') throw new Error('no item')
  return item
}

const scriptsOf = (item: ConfigurationItem) => {
  const { source } = item.settings[0] as ConfigurationItem['settings'][number]
  if (source.kind !== 'script') throw new Error('no script')
  return source
}

test('a policy is one item with one setting and one rule that agree about it, and nothing to change without remediate', (t) => {
  const item = itemOf(policyOf(), options(false, 7))
  t.is(item.element, 'Application')
  t.is(item.version, 7)
  t.regex(item.scope, /^ScopeId_[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/)
  t.regex(item.name, /^Application_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  const [rule, ...more] = item.rules
  t.is(more.length, 0)
  t.deepEqual(rule?.setting, {
    scope: item.scope,
    name: item.name,
    version: 7,
    dataType: 'Boolean',
    setting: item.settings[0]?.name ?? '',
    sourceType: 'Script',
    method: 'Value',
    changeable: false,
  })
  t.deepEqual(rule?.values, [{ value: 'True', dataType: 'Boolean' }])
  const { discovery, remediation, is64Bit } = scriptsOf(item)
  t.is(remediation, null)
  t.true(is64Bit)
  for (const { displayName, id } of policyOf().rules) {
    t.true(discovery.text.includes(`'${displayName}'`))
    t.true(discovery.text.includes(`'${id}'`))
  }
  t.notRegex(discovery.text, /\b(?:New|Set|Remove|Enable|Disable|Rename|Save|Open)-Net|\bexit\b/i)
  t.deepEqual(checkPowerShell(discovery.text), [])
  t.is(item.applies?.language, 'PowerShell')
})

test('with remediate the item has a script for it, and the rule says that the setting can change', (t) => {
  const item = itemOf(policyOf(), options(true))
  t.true(item.rules[0]?.setting.changeable)
  const { remediation } = scriptsOf(item)
  t.regex(remediation?.text ?? '', /New-NetFirewallRule/)
  t.notRegex(remediation?.text ?? '', /\bexit\b/)
  t.deepEqual(checkPowerShell(remediation?.text ?? ''), [])
  t.deepEqual(checkPowerShell(item.applies?.text ?? ''), [])
})

test('names hang on estate and policy alone; version and rules change none of them', (t) => {
  const names = ({ scope, name, settings, rules, title }: ConfigurationItem): readonly unknown[] => [
    scope,
    name,
    settings[0]?.name,
    rules[0]?.id,
    title,
  ]
  const one = names(itemOf(policyOf()))
  t.deepEqual(names(itemOf(policyOf({ rules: [ruleOf('other')], name: 'Other', hosts: ['x'] }), options(true, 9))), one)
  const other = names(itemOf(policyOf({ id: 'cm02' })))
  for (const index of [1, 2, 3]) t.not(other[index], one[index])
  t.is(other[0], one[0])
  const elsewhere = names(itemOf(policyOf(), options(false, 1, { estate: 'fabrikam' })))
  for (const index of [0, 1, 2, 3]) t.not(elsewhere[index], one[index])
})

test('the baseline holds every item, refers to each by name, and has a cabinet of its own', (t) => {
  const policies = [policyOf(), policyOf({ id: 'cm02' })]
  const [file, ...more] = writeBaseline(policies, options(false, 3))
  t.is(more.length, 0)
  t.is(file?.path, 'baseline/contoso.cab')
  const [baseline, ...items] = digestsOf(file)
  if (baseline?.kind !== 'baseline') return t.fail()
  t.is(baseline.version, 3)
  t.deepEqual(
    baseline.references,
    items.map(({ scope, name }) => ({ list: 'OptionalItems' as const, scope, name })),
  )
  t.deepEqual(items, [
    itemOf(policies[0] as Policy, options(false, 3)),
    itemOf(policies[1] as Policy, options(false, 3)),
  ])
  const paths = (ids: readonly string[]): readonly (string | undefined)[] =>
    writeBaseline(
      ids.map((id) => policyOf({ id })),
      options(),
    ).map(({ path }) => path)
  t.deepEqual(paths(['a', 'Contoso']), ['baseline/contoso.baseline.cab'])
  t.deepEqual(paths(['contoso', 'CONTOSO.BASELINE']), ['baseline/contoso.baseline.baseline.cab'])
  t.deepEqual(writeBaseline(policies, options(false, 1, { partial: true })), [], 'a part would take the others out')
})

test('cabextract reads what is written: each digest with its texts', (t) => {
  const [file] = writeBaseline([policyOf(), policyOf({ id: 'b+c' })], options(true))
  const bytes = file?.bytes ?? new Uint8Array()
  const found = cabextract(t, bytes)
  const read = readCabinet(bytes)
  if (found === null || 'reason' in read) return
  t.deepEqual(found, linesOf(read.files))
  t.deepEqual(
    read.files.map(({ name }) => name),
    ['1_contoso', '2_cm01', '3_b+c'].flatMap((name) => [`${name}.xml`, `${name}.en-US.resx`]),
  )
  const [, texts] = read.files
  t.regex(
    new TextDecoder().decode(texts?.bytes),
    /<data name="ID-[-0-9a-f]{36}" xml:space="preserve">\r\n {4}<value>Windows Firewall of contoso</,
  )
})

test('rules and settings come back; a remediation of other rules, an own script and a registry setting are losses', (t) => {
  const policy = policyOf({ settings: SETTINGS })
  const item = itemOf(policy, options(true))
  const read = itemRules({ digests: [item], unread: [] })
  t.deepEqual(read.losses, [])
  t.deepEqual(
    read.rules.map(({ id }) => id),
    policy.rules.map(({ id }) => id),
  )
  t.true(read.registry.length > 0)
  const [setting] = item.settings
  const source = scriptsOf(item)
  const change = (more: object): readonly string[] => {
    const changed = { ...item, settings: [{ ...setting, source: { ...source, ...more } }] } as ConfigurationItem
    const { rules, losses } = itemRules({ digests: [changed], unread: [] })
    t.deepEqual(rules, [])
    return losses.map(({ reason }) => reason)
  }
  const other = { language: 'PowerShell', text: source.remediation?.text.replace("'443'", "'444'") ?? '' }
  t.deepEqual(change({ remediation: other }), [
    `Windows Firewall: cm01 of contoso: it looks for other rules than it makes`,
  ])
  t.regex(change({ discovery: { language: 'PowerShell', text: '$true' } })[0] ?? '', /not one of Portwright/)
  t.regex(change({ discovery: { ...source.discovery, language: 'VBScript' } })[0] ?? '', /not one of Portwright/)
  t.regex(change({ kind: 'registry', hive: 'H', key: 'K', valueName: 'V' })[0] ?? '', /registry value H\\K\\V/)
  const judged = { ...item, rules: item.rules.map((rule) => ({ ...rule, operator: 'NotEquals' })) }
  t.regex(itemRules({ digests: [judged], unread: [] }).losses[0]?.reason ?? '', /no rule of the item judges/)
})

test('what XML or PowerShell cannot hold is a loss', (t) => {
  const { losses } = baselineTarget.write(
    policyOf({ rules: [ruleOf('a', { displayName: 'a \ufffe' }), ruleOf('b', { displayName: 'b | c' }), ruleOf('d')] }),
    options(),
  )
  t.deepEqual(losses, [
    { rule: 'a', field: 'rule', reason: 'XML cannot hold one of its characters' },
    { rule: 'b', field: 'displayName', reason: 'Windows refuses "|" in a rule' },
  ])
  const none = baselineTarget.write(policyOf(), options(false, 1, { estate: 'a\ufffe' }))
  t.deepEqual(none.files, [])
  t.is(none.losses[0]?.rule, null)
})

test('a cabinet without items is refused', (t) => {
  t.throws(() => readCabinetFile(Buffer.from('MSCF')), { message: /as a cabinet: the file ends too early/ })
})
