// SPDX-License-Identifier: MIT
import test from 'ava'
import { compareArtifact } from '../../../src/compile/policy-artifacts.ts'
import type { ProfileSettings } from '../../../src/formats/rule/profile-settings.ts'
import { policyMark } from '../../../src/targets/intune/policy-mark.ts'
import { intuneTarget } from '../../../src/targets/intune/target.ts'
import type { OutputFile } from '../../../src/targets/target.ts'
import { NO_SETTINGS } from '../../support/sample/no-settings.ts'
import { OPTIONS, policy, rule } from '../../support/sample-rules.ts'

const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    rule({ id: `r${index}`, displayName: `Rule ${index % 140}`, localPorts: [String(index + 1)] }),
  )
const json = (file: OutputFile | undefined) => JSON.parse(new TextDecoder().decode(file?.bytes))
const rulesOf = (file: OutputFile | undefined): number =>
  json(file).settings[0].settingInstance.groupSettingCollectionValue.length

test('a policy takes 150 rules; more stand in further files, each with a mark of its own', (t) => {
  const { files, losses } = intuneTarget.write(policy(many(301)), OPTIONS)
  t.deepEqual(losses, [])
  t.deepEqual(
    files.map(({ path }) => path),
    ['intune/sample.json', 'intune/sample-2.json', 'intune/sample-3.json', 'intune/sample.syncml.xml'],
  )
  t.deepEqual(files.slice(0, 3).map(rulesOf), [150, 150, 1])
  t.deepEqual(
    files.slice(0, 3).map((file) => json(file).name),
    ['Portwright - sample', 'Portwright - sample (2)', 'Portwright - sample (3)'],
  )
  for (const [index, file] of files.slice(0, 3).entries())
    t.true(json(file).description.endsWith(policyMark('test', 'sample', index + 1)))
  t.is(rulesOf(intuneTarget.write(policy(many(150)), OPTIONS).files[0]), 150)
  t.deepEqual(compareArtifact(intuneTarget, policy(many(301)), files, losses), [])
})

test('settings of profiles are a policy of their own; what it cannot say is a loss', (t) => {
  const settings: ProfileSettings = {
    ...NO_SETTINGS,
    enabled: true,
    defaultInbound: 'block',
    defaultOutbound: 'allow',
    localRules: false,
    localConnectionSecurityRules: true,
    notifications: false,
    logDropped: true,
    logAllowed: false,
    logFile: '%systemroot%\\system32\\LogFiles\\Firewall\\a.log',
    logSize: 16384,
  }
  const model = policy([rule()], { settings, profiles: ['domain', 'public'] })
  const { files, losses } = intuneTarget.write(model, OPTIONS)
  t.deepEqual(losses, [])
  t.is(files[1]?.path, 'intune/sample.settings.json')
  t.is(json(files[1]).templateReference.templateId, '6078910e-d808-4a9f-a51d-1b8a7bacb7c0_1')
  t.deepEqual(compareArtifact(intuneTarget, model, files, losses), [])
  for (const [field, value] of [
    ['logSize', 4096],
    ['localRules', true],
    ['defaultInbound', 'allow'],
  ] as const) {
    const other = intuneTarget.write({ ...model, settings: { ...settings, [field]: value } }, OPTIONS).files
    t.true(compareArtifact(intuneTarget, model, other, []).length >= 2, field)
  }
  const lost = (more: Partial<ProfileSettings>): readonly string[] =>
    intuneTarget.unsayable(policy([], { settings: { ...NO_SETTINGS, ...more } }), OPTIONS).map(({ field }) => field)
  t.deepEqual(lost({ enabled: true, unicastResponse: false }), ['unicastResponse'])
  t.deepEqual(lost({ enabled: false, logDropped: true }), ['logDropped'])
  t.deepEqual(lost({ defaultInbound: 'block' }), ['defaultInbound'])
  t.deepEqual(lost({ enabled: false }), [])
})

test('bodies are ASCII, and the policies and the SyncML are held against each other', (t) => {
  const model = policy([
    rule({ displayName: 'SMB “Köln” 分发点', description: 'Größe 🙂' }),
    rule({ id: 'b', displayName: 'b' }),
  ])
  const { files } = intuneTarget.write(model, OPTIONS)
  t.true(files[0]?.bytes.every((byte) => byte < 0x80))
  const read = intuneTarget.read(files)
  t.deepEqual(
    read.rules.map(({ id, displayName, description }) => [id, displayName, description]),
    model.rules.map(({ id, displayName, description }) => [id, displayName, description]),
  )
  const [body, syncml] = files as readonly [OutputFile, OutputFile]
  const other = new TextDecoder().decode(syncml.bytes).replace('>445<', '>446<')
  t.throws(() => intuneTarget.read([body, { ...syncml, bytes: new TextEncoder().encode(other) }]), {
    message: /says other rules than the policies/,
  })
})

test('marks hang on estate, policy and part alone', (t) => {
  const marks = [
    policyMark('a', 'b', 1),
    policyMark('a', 'b', 2),
    policyMark('a', 'c', 1),
    policyMark('b', 'b', 1),
    policyMark('a', 'b', 'settings'),
  ]
  t.is(new Set(marks).size, marks.length)
  t.regex(marks[0] ?? '', /^\[Portwright:[0-9a-f-]{36}:[0-9a-f-]{36}:1\]$/)
})
