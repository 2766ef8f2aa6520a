// SPDX-License-Identifier: MIT
import test from 'ava'
import type { HiveKey } from '../../../src/formats/regf/hive-key.ts'
import { readHive } from '../../../src/formats/regf/read-hive.ts'
import { wfwTarget } from '../../../src/targets/wfw/target.ts'
import { runTool, xmlValues } from '../../formats/regf/hive-tools.ts'
import { sampleRule } from '../../formats/rule-string/sample-rule.ts'
import { growth, LINEAR } from '../../support/growth.ts'
import { options, policy, SETTINGS } from './sample-policy.ts'

const written = (fields: Parameters<typeof policy>[0] = {}): Uint8Array => {
  const { files, losses } = wfwTarget.write(policy(fields), options)
  if (losses.length > 0 || files[0] === undefined) throw new Error(JSON.stringify(losses))
  return files[0].bytes
}

const tree = (bytes: Uint8Array): HiveKey => {
  const { root, faults } = readHive(bytes)
  if (root === null || faults.length > 0) throw new Error(JSON.stringify(faults))
  return root
}

/** Values as `name=data`, a DWORD as a number. */
const values = (key: HiveKey | undefined) =>
  key?.values.map(({ name, type, data }) => {
    const bytes = Buffer.from(data)
    return `${name}=${type === 4 ? bytes.readUInt32LE(0) : bytes.toString('utf16le').slice(0, -1)}`
  })
const at = (root: HiveKey, ...path: readonly string[]): HiveKey | undefined =>
  path.reduce<HiveKey | undefined>((key, name) => key?.subkeys.find((subkey) => subkey.name === name), root)

test('the file lies under the id of the policy, and its rules come back equal', (t) => {
  const { files, losses, policy: id } = wfwTarget.write(policy(), options)
  t.is(id, 'cm01.contoso.test')
  t.deepEqual(
    files.map(({ path }) => path),
    ['wfw/cm01.contoso.test.wfw'],
  )
  t.deepEqual(losses, [])
  const read = wfwTarget.read(files)
  t.deepEqual(read.losses, [])
  t.deepEqual(
    read.rules.map(({ other: _, ...rule }) => rule),
    policy().rules,
  )
})

test('the root is a {GUID} that follows from the policy, with PolicyVersion alone, as in an export of a GPO', (t) => {
  const root = tree(written())
  t.regex(root.name, /^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/)
  t.not(root.name, policy().guid)
  t.deepEqual(values(root), ['PolicyVersion=522'])
  t.deepEqual(
    root.subkeys.map(({ name }) => name),
    ['DomainProfile', 'FirewallRules', 'PublicProfile', 'StandardProfile'],
  )
  t.not(tree(written({ guid: '{99999999-2222-4333-8444-555555555555}' })).name, root.name)
})

test('PolicyVersion is the newest version among the rules', (t) => {
  const rules = [sampleRule(), sampleRule({ id: '{2}', direction: 'out', remoteAddresses: ['CaptivePortal'] })]
  t.deepEqual(values(tree(written({ rules }))), ['PolicyVersion=542'])
})

test('without rules there is no FirewallRules, and the three profiles stand there all the same', (t) => {
  const root = tree(written({ rules: [], settings: null }))
  t.deepEqual(
    root.subkeys.map(({ name, values: list, subkeys }) => [name, list.length, subkeys.length]),
    [
      ['DomainProfile', 0, 0],
      ['PublicProfile', 0, 0],
      ['StandardProfile', 0, 0],
    ],
  )
})

test('settings stand on the profiles of the policy in the order of a store, the private one as StandardProfile', (t) => {
  const root = tree(written({ profiles: ['private'], settings: SETTINGS }))
  t.deepEqual(values(at(root, 'StandardProfile')), [
    'EnableFirewall=1',
    'DisableUnicastResponsesToMulticastBroadcast=1',
    'DisableNotifications=1',
    'AllowLocalPolicyMerge=0',
    'AllowLocalIPsecPolicyMerge=0',
    'DefaultOutboundAction=0',
    'DefaultInboundAction=1',
  ])
  t.deepEqual(values(at(root, 'StandardProfile', 'Logging')), [
    'LogDroppedPackets=1',
    'LogSuccessfulConnections=0',
    'LogFileSize=16384',
    'LogFilePath=%systemroot%\\system32\\LogFiles\\Firewall\\pfirewall.log',
  ])
  t.deepEqual(values(at(root, 'DomainProfile')), [])
})

test('values of RPC have no place in the file and are no loss', (t) => {
  t.false(wfwTarget.capabilities.registryValues)
  t.deepEqual(wfwTarget.write(policy(), options).losses, [])
  t.false(Buffer.from(written()).includes(Buffer.from('Rpc', 'latin1')))
})

test('a rule that a rule string cannot say is left out and is a loss', (t) => {
  const rules = [sampleRule({ id: '{1}', displayName: 'a|b' }), sampleRule({ id: '{2}' })]
  const { files, losses } = wfwTarget.write(policy({ rules }), options)
  t.deepEqual(losses, [{ rule: '{1}', field: 'displayName', reason: 'a rule string cannot say "|"' }])
  t.deepEqual(
    wfwTarget.read(files).rules.map(({ id }) => id),
    ['{2}'],
  )
})

test('a rule longer than 16,344 bytes comes back, and hivexml sees it whole', (t) => {
  const remoteAddresses = Array.from({ length: 1_000 }, (_, i) => `10.${i >> 8}.${i & 255}.1`)
  const rules = [sampleRule({ id: '{1}', profiles: ['domain'], remoteAddresses })]
  const bytes = written({ rules })
  const { rules: read, losses } = wfwTarget.read([{ path: 'wfw/a.wfw', bytes }])
  t.deepEqual([read.map((rule) => rule.remoteAddresses), losses], [[remoteAddresses], []])
  const run = runTool(t, 'hivexml', bytes)
  if (run === null) return
  t.is(run.stderr, '')
  const seen = xmlValues(run.stdout).find(({ name }) => name === '{1}')?.value ?? ''
  t.is(seen.split('RA4=').length, 1_001)
})

test('hivexml, reglookup and libregf read the file without a complaint', (t) => {
  // reglookup prints in ASCII and warns of every other letter, in files of Windows too.
  const rules = policy().rules.map((rule) => ({ ...rule, displayName: 'ASCII' }))
  const bytes = written({ rules, settings: SETTINGS, profiles: ['domain', 'private', 'public'] })
  for (const program of ['hivexml', 'reglookup', 'regfinfo', 'regfexport']) {
    const run = runTool(t, program, bytes)
    if (run === null) return
    t.deepEqual([run.status, run.stderr], [0, ''], program)
  }
})

test('the same policy gives the same bytes, and the work for ten thousand rules grows with their number', (t) => {
  t.deepEqual(written(), written())
  const rules = Array.from({ length: 10_000 }, (_, i) =>
    sampleRule({ id: `{${i}}`, protocol: 'tcp', localPorts: ['445'] }),
  )
  t.true(growth((size) => written({ rules: rules.slice(0, size) }), 2_500) < LINEAR)
  const bytes = written({ rules })
  t.is(wfwTarget.read([{ path: 'x.wfw', bytes }]).rules.length, 10_000)
})

test('a broken file is a loss, not an exception', (t) => {
  const bytes = written()
  t.true(wfwTarget.read([{ path: 'x.wfw', bytes: bytes.subarray(0, 5_000) }]).losses.length > 0)
  t.deepEqual(wfwTarget.read([{ path: 'x.wfw', bytes: new Uint8Array() }]), {
    rules: [],
    registry: [],
    losses: [{ rule: null, field: 'hive', reason: 'not a registry hive: the signature regf is missing (byte 0)' }],
  })
})
