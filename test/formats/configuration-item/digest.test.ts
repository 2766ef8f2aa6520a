// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test from 'ava'
import { readCabinet } from '../../../src/formats/cab/read-cabinet.ts'
import { readDigest } from '../../../src/formats/configuration-item/read-digest.ts'
import { writeDigest } from '../../../src/formats/configuration-item/write-digest.ts'
import { corpus } from '../../support/corpus.ts'

const digestsOf = (path: string) => {
  const read = readCabinet(readFileSync(path))
  return 'reason' in read ? [] : read.files.filter(({ name }) => name.endsWith('.xml'))
}

test('the console’s items and its baseline are read, and written again byte for byte', (t) => {
  const counts = { baseline: 13, 'ci-remediation': 1, 'ci-remediation-2': 1 }
  for (const [name, count] of Object.entries(counts)) {
    const path = corpus(t, `fleet/${name}.cab`)
    if (path === null) return
    const files = digestsOf(path)
    t.is(files.length, count)
    for (const { name: file, bytes } of files) {
      const read = readDigest(bytes)
      t.true('digest' in read, 'reason' in read ? read.reason : '')
      if ('digest' in read) t.is(Buffer.compare(writeDigest(read.digest), bytes), 0, file)
    }
  }
})

test('an item with remediation says each field', (t) => {
  const path = corpus(t, 'fleet/ci-remediation-2.cab')
  if (path === null) return
  const [file] = digestsOf(path)
  const read = readDigest(file?.bytes ?? new Uint8Array())
  if ('reason' in read || read.digest.kind !== 'item') return t.fail()
  const scope = 'ScopeId_CD62B756-B593-4D99-98DE-0CA5DAFCF42C'
  const name = 'Application_db255a4b-01dc-4669-9926-b344b2b3e4ad'
  const { settings, rules, ...item } = read.digest
  t.deepEqual(item, {
    kind: 'item',
    element: 'Application',
    scope,
    name,
    version: 3,
    is64Bit: false,
    title: { text: 'CI-DeleteSINVThrottlingPolicy', resource: 'ID-da52bad4-1e6a-4e44-a731-15be197dbf77' },
    description: {
      text: 'Item will delete the custom policy set via CI-SetSINVThrottlingPolicy if remediation has been activated',
      resource: 'ID-8b7a3dcd-6be4-491b-8e0b-7905face4f75',
    },
    platforms: { operator: 'OneOf', names: ['Windows/All_Windows_Client_Server'] },
    applies: { language: 'JScript', text: 'WScript.echo("088eda47-b1c8-434a-8e84-8f707c8d1a76");' },
  })
  const [setting, ...otherSettings] = settings
  t.is(otherSettings.length, 0)
  t.is(setting?.name, 'ScriptSetting_35fe40b1-5d5a-4bd0-9379-b47d940ac912')
  t.is(setting?.dataType, 'Boolean')
  const { source } = setting ?? {}
  if (source?.kind !== 'script') return t.fail()
  t.true(source.is64Bit)
  t.true(source.discovery.text.includes('$Remediate = $false\n'))
  t.true(source.remediation?.text.includes('$Remediate = $true\n'))
  t.deepEqual(rules, [
    {
      id: 'Rule_c841fcbb-e87c-4ffb-9e16-803707d31d59',
      severity: 'Warning',
      nonCompliantWhenNotFound: false,
      title: { text: 'CustomPolicyDeleted', resource: 'ID-55a4ea33-3c01-4439-8006-e503060e8d2c' },
      description: { text: '', resource: null },
      operator: 'Equals',
      setting: {
        scope,
        name,
        version: 3,
        dataType: 'Boolean',
        setting: 'ScriptSetting_35fe40b1-5d5a-4bd0-9379-b47d940ac912',
        sourceType: 'Script',
        method: 'Value',
        changeable: true,
      },
      values: [{ value: 'True', dataType: 'Boolean' }],
    },
  ])
})

test('the first item of the baseline with scripts, and the one with registry values, say each field', (t) => {
  const path = corpus(t, 'fleet/baseline.cab')
  if (path === null) return
  const digests = digestsOf(path).flatMap(({ bytes }) => {
    const read = readDigest(bytes)
    return 'digest' in read ? [read.digest] : []
  })
  const [baseline, ...items] = digests
  if (baseline?.kind !== 'baseline') return t.fail()
  t.is(baseline.name, 'Baseline_dc87b229-f4c4-442a-ac79-b7c9eba73b96')
  t.is(baseline.version, 16)
  t.is(baseline.title.text, 'ConfigMgr SiteSystem Baseline')
  t.deepEqual(
    baseline.references.map(({ list, scope, name }) => `${list} ${scope} ${name}`).sort(),
    items.map(({ scope, name }) => `OptionalItems ${scope} ${name}`).sort(),
  )
  const settings = items.flatMap((item) => (item.kind === 'item' ? item.settings : []))
  t.is(settings.length, 24)
  const registry = settings.filter(({ source }) => source.kind === 'registry')
  t.deepEqual(registry[0]?.source, {
    kind: 'registry',
    is64Bit: false,
    hive: 'HKEY_LOCAL_MACHINE',
    depth: 'Base',
    createMissingPath: true,
    key: 'SOFTWARE\\Microsoft\\SMS\\Providers',
    valueName: 'UseLegacyCardinality',
  })
})

const edit = (text: string, from: string, to: string): Uint8Array => {
  if (!text.includes(from)) throw new Error(`${from} is not there`)
  return new TextEncoder().encode(text.replace(from, to))
}

test('a digest that is not understood is refused with the reason', (t) => {
  const path = corpus(t, 'fleet/ci-remediation-2.cab')
  if (path === null) return
  const text = new TextDecoder().decode(digestsOf(path)[0]?.bytes)
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['<Application ', '<Applicatio ', /end tag/],
    ['DesiredConfigurationDigest xmlns="http', 'DesiredConfigurationDigest xmlns="urn', /no digest/],
    [' Version="3" Is64Bit', ' Is64Bit', /Application does not say its Version/],
    [' Version="3" Is64Bit', ' Version="x" Is64Bit', /no number/],
    ['<ScriptDiscoverySource Is64Bit="true">', '<ScriptDiscoverySource Is64Bit="yes">', /neither true nor false/],
    ['<SettingReference ', '<Setting ', /judges no setting/],
    ['<ConstantValue ', '<Function ', /operand Function/],
    ['<Parts>', '<Parts xmlns="urn:x">', /./],
    ['<Settings>', '<Settings xmlns="urn:x">', /no Settings/],
  ]
  for (const [from, to, expected] of cases) {
    const read = readDigest(edit(text, from, to))
    if (from === '<Parts>') t.true('digest' in read)
    else t.regex('reason' in read ? read.reason : 'read', expected, from)
  }
})
