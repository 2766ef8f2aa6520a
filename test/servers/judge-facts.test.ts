// SPDX-License-Identifier: MIT
import test from 'ava'
import { parseAddresses } from '../../src/formats/address/address-set.ts'
import { judgeFacts } from '../../src/servers/judge-facts.ts'
import type { Facts } from '../../src/servers/step-values.ts'
import { targetOf } from '../support/servers/target-of.ts'

const FACTS: Facts = {
  version: '5.1.20348.1',
  client: '10.9.0.7 1 10.0.0.2 22',
  privileged: true,
  missing: [],
  profiles: [
    { name: 'Domain', enabled: 'True', localRules: 'NotConfigured' },
    { name: 'Public', enabled: 'True', localRules: 'False' },
  ],
  groupPolicyRules: 0,
  active: ['DomainAuthenticated'],
  service: 'Running',
  addresses: ['10.0.0.2', '127.0.0.1'],
  execution: 'RemoteSigned',
  tasks: [],
  living: null,
  rolledBack: null,
  unread: [],
}
const span = { file: 'out', line: 1, column: 1, endLine: 1, endColumn: 1 }
const sets = (...texts: readonly string[]) => parseAddresses(texts)
const TARGET = targetOf({ addresses: sets('10.0.0.2'), management: sets('10.9.0.0/24') })
const codes = (facts: Partial<Facts>, target = TARGET, ownAddress: string | null = null): readonly string[] =>
  judgeFacts(target, { ...FACTS, ...facts }, { span, ownAddress }).map(({ code, severity }) => `${severity} ${code}`)

test('a server as it should be gives nothing to say', (t) => {
  t.deepEqual(codes({}), [])
})

test('what makes a change senseless or impossible is an error', (t) => {
  t.deepEqual(codes({ version: '4.0' }), ['error powershell-old'])
  t.deepEqual(codes({ version: '7.4.1' }), [])
  t.deepEqual(codes({ privileged: false }), ['error not-elevated'])
  t.deepEqual(codes({ missing: ['Get-NetFirewallRule'] }), ['error cmdlet-missing'])
  t.deepEqual(codes({ service: 'Stopped' }), ['error firewall-stopped'])
  t.deepEqual(codes({ execution: 'AllSigned' }), ['error script-unsigned'])
  t.deepEqual(codes({ execution: 'AllSigned' }, { ...TARGET, signed: true }), [])
  t.deepEqual(codes({ client: '192.0.2.1 1 10.0.0.2 22' }), ['error outside-management'])
  t.deepEqual(codes({ client: '' }, TARGET, '192.0.2.1'), ['error outside-management'])
  t.deepEqual(codes({ client: '127.0.0.1 1 127.0.0.2 22' }), [])
})

test('where no local rule counts in any profile of the policy, nothing is applied', (t) => {
  const profiles = [{ name: 'Domain', enabled: 'True', localRules: 'False' }]
  t.deepEqual(codes({ profiles }), ['error local-rules-ignored'])
  t.deepEqual(codes({ profiles }, { ...TARGET, profiles: ['domain', 'private'] }), ['warning local-rules-partly'])
  t.deepEqual(codes({ profiles }, { ...TARGET, profiles: ['private', 'public'] }), ['warning profile-not-active'])
})

test('what an administrator has to look at is a warning', (t) => {
  t.deepEqual(codes({ groupPolicyRules: 3 }), ['warning group-policy-rules'])
  t.deepEqual(codes({ active: ['Public'] }), ['warning profile-not-active'])
  t.deepEqual(codes({ active: ['Public', 'DomainAuthenticated'] }), [])
  t.deepEqual(codes({ addresses: ['10.0.0.9'] }), ['warning address-differs'])
})

test('what could not be read is said and fails nothing', (t) => {
  const unknown = {
    privileged: null,
    groupPolicyRules: null,
    service: null,
    execution: null,
    profiles: [],
    active: [],
    addresses: [],
  }
  t.deepEqual(codes({ ...unknown, unread: ['the service: none'] }), ['info preflight-unread'])
  t.deepEqual(codes({ client: '' }), ['info preflight-unread'])
})
