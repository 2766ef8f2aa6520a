// SPDX-License-Identifier: MIT

import test from 'ava'
import type { Policy } from '../../../src/rules/policy.ts'
import { gpoTarget } from '../../../src/targets/gpo/target.ts'
import type { TargetOptions } from '../../../src/targets/target.ts'
import { RPC_VALUES } from '../../formats/gpo-backup/sample-backup.ts'
import { sampleRule } from '../../formats/rule-string/sample-rule.ts'
import { PLAIN_OPTIONS } from '../../support/sample/plain-options.ts'
import { plainPolicy } from '../../support/sample/plain-policy.ts'

const policy = (fields: Partial<Policy> = {}): Policy =>
  plainPolicy({
    name: 'Portwright - contoso - cm01.contoso.test',
    guid: '{11111111-2222-4333-8444-555555555555}',
    gpoGuid: '{AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE}',
    securityGroup: 'G',
    description: 'Words',
    group: 'Group',
    hosts: [],
    rules: [
      sampleRule({ id: '{A}', protocol: 'tcp', localPorts: ['445', 'RPC'], profiles: ['domain'], group: 'Group' }),
      sampleRule({ id: '{B}', direction: 'out', action: 'block', remoteAddresses: ['LocalSubnet', '10.0.0.0/8'] }),
    ],
    registry: RPC_VALUES,
    ...fields,
  })

const options = (rpc: 'policy' | 'preferences' = 'policy'): TargetOptions => ({
  ...PLAIN_OPTIONS,
  gpo: { prefix: 'Portwright', domain: null, groups: true, wmiFilter: false, rpc },
})

test('rules and registry values come back from what was written, in either place', (t) => {
  for (const rpc of ['policy', 'preferences'] as const) {
    const { files, losses } = gpoTarget.write(policy(), options(rpc))
    t.deepEqual(losses, [])
    const read = gpoTarget.read(files)
    t.deepEqual(read.losses, [])
    t.deepEqual(
      read.rules.map(({ other: _, ...rule }) => rule),
      policy().rules,
    )
    t.deepEqual(
      read.registry.filter(({ key }) => key.includes('Rpc')),
      RPC_VALUES,
    )
  }
})

test('files lie under the id of the backup, the one with the rules first', (t) => {
  const { files, policy: id } = gpoTarget.write(policy(), options())
  t.is(id, 'cm01.contoso.test')
  t.is(files[0]?.path, 'gpo/{11111111-2222-4333-8444-555555555555}/DomainSysvol/GPO/Machine/registry.pol')
  t.true(files.every(({ path }) => path.startsWith('gpo/{11111111-2222-4333-8444-555555555555}/')))
  t.false(
    files.some(({ path }) => path.endsWith('GPO.cmt')),
    'the comment of the object carries the mark of the import script',
  )
})

test('one manifest lists all policies', (t) => {
  const [manifest, ...more] = gpoTarget.shared?.([policy(), policy({ name: 'Second' })], options()) ?? []
  t.deepEqual(
    more.map(({ path }) => path),
    ['gpo/Import-FirewallGpo.ps1'],
  )
  t.is(manifest?.path, 'gpo/manifest.xml')
  t.is(new TextDecoder().decode(manifest?.bytes).split('<BackupInst>').length, 3)
})

test('what the format cannot say is a loss with the rule, and is left out', (t) => {
  const bad = policy({
    name: 'a\u0001',
    rules: [
      sampleRule({ id: 'bar', displayName: 'a|b' }),
      sampleRule({ id: 'é' }),
      sampleRule({
        id: 'long',
        remoteAddresses: Array.from({ length: 1_000 }, (_, i) => `200.100.1${i % 90}.100-200.100.1${i % 90}.200`),
      }),
      sampleRule({ id: 'good' }),
    ],
    registry: [
      { key: 'HKCU\\Software\\A', name: 'N', type: 'REG_SZ', data: '' },
      { key: 'HKLM\\Software\\A', name: 'N', type: 'REG_SZ', data: '\u0001' },
    ],
  })
  const { files, losses } = gpoTarget.write(bad, options())
  t.deepEqual(losses.map(({ rule, field }) => rule ?? field).sort(), [
    'HKCU\\Software\\A\\N',
    'HKLM\\Software\\A\\N',
    'bar',
    'long',
    'name',
    'é',
  ])
  t.deepEqual(
    gpoTarget.read(files).rules.map(({ id }) => id),
    ['good'],
  )
})

test('settings whose extension is not listed do not count', (t) => {
  const { files } = gpoTarget.write(policy(), options())
  const without = files.map((file) =>
    file.path.endsWith('/Backup.xml')
      ? {
          ...file,
          bytes: new TextEncoder().encode(new TextDecoder().decode(file.bytes).replace(/\[\{35378EAC.*?\}\]/, '')),
        }
      : file,
  )
  const read = gpoTarget.read(without)
  t.deepEqual(read.rules, [])
  t.is(read.losses[0]?.field, 'MachineExtensionGuids')
  t.is(gpoTarget.read([]).losses[0]?.field, 'files')
})

test('the same policy gives the same bytes', (t) => {
  t.deepEqual(gpoTarget.write(policy(), options()), gpoTarget.write(policy(), options()))
})
