// SPDX-License-Identifier: MIT
import test from 'ava'
import { compiled } from '../support/compile.ts'

const estate = (more: string, firewall = ''): string => `
name: test
product: cmcb
sites: { CAS: { type: central }, S: { type: primary, parent: CAS } }
hosts:
  cas.x.test: { addresses: [10.0.0.1], site: CAS, roles: [site-server, { role: sql-server, port: 1433, serviceBroker: 4022 }] }
  cm.x.test: { addresses: [10.0.0.2], site: S, os: windows-server-2022, roles: [site-server, sms-provider] }
  dp.x.test: { addresses: [10.0.0.3], site: S, os: windows-server-2016, roles: [distribution-point] }
${more}
clients:
  desks: { site: S, networks: [192.0.2.0/24], install: [push] }
${firewall}
`
const codes = async (text: string): Promise<readonly string[]> =>
  (await compiled(text)).diagnostics.map(({ code }) => code)
const messageOf = async (text: string, code: string): Promise<string> =>
  (await compiled(text)).diagnostics
    .filter((one) => one.code === code)
    .map(({ message }) => message)
    .join('\n')

test('without a restriction the report says how many hosts answer RPC on which ports', async (t) => {
  t.is(
    await messageOf(estate(''), 'rpc-unrestricted'),
    'Dynamic RPC is not restricted: 1 host answers its peers on whichever of 16,384 ports (49152-65535) Windows picks.',
  )
})

test('a range that is too small for the roles of a host is a warning with the number that would do', async (t) => {
  const text = estate(
    '  console.x.test: { addresses: [10.0.0.4], site: S, roles: [console] }',
    'firewall: { rpc: { ports: 20000-20100 } }',
  )
  t.regex(
    await messageOf(text, 'rpc-range-tight'),
    /“dp\.x\.test” has 101 ports; with 1 role that answer RPC at least 110/,
  )
  t.false((await codes(text)).includes('rpc-unrestricted'))
})

test('values, restart, rules: the order is told with every restriction that opens the range', async (t) => {
  const range = estate('', 'firewall: { rpc: { ports: 20000-20299 } }')
  t.true((await codes(range)).includes('rpc-restart-first'))
  t.false((await codes(range)).includes('rpc-range-ephemeral'))
  const both = estate('', 'firewall: { rpc: { ports: 50000-50299, rules: both } }')
  t.false((await codes(both)).includes('rpc-restart-first'))
})

test('a Service Broker port that is left out between sites is a warning', async (t) => {
  const text = estate('  sql.x.test: { addresses: [10.0.0.5], site: S, roles: [{ role: sql-server, port: 1433 }] }')
  t.regex(
    await messageOf(text, 'service-broker-assumed'),
    /“sql\.x\.test” replicates with another site; no Service Broker port is given, so 4022 is assumed/,
  )
})

test('a host that does not run Windows gets no policy, and a note says so', async (t) => {
  const result = await compiled(estate('  nas.x.test: { addresses: [10.0.0.6], os: other, roles: [file-share] }'))
  t.false(result.policies.some((policy) => policy.hosts.includes('nas.x.test')))
  t.true(
    result.diagnostics.some(({ code, message }) => code === 'no-firewall-policy' && message.includes('nas.x.test')),
  )
})

test('a policy test that holds says nothing, one that does not is an error at its line', async (t) => {
  const good = estate(
    '',
    'tests:\n  - allow: cm.x.test -> desks 445/tcp\n  - deny: desks -> cm.x.test 445/tcp\n  - deny: desks -> dp.x.test 3389/tcp\n',
  )
  t.deepEqual(
    (await codes(good)).filter((code) => code === 'policy-test-failed'),
    [],
  )
  const bad = estate('', 'tests:\n  - deny: cm.x.test -> desks 445/tcp\n  - allow: desks -> cm.x.test 445/tcp\n')
  const failed = (await compiled(bad)).diagnostics.filter(({ code }) => code === 'policy-test-failed')
  t.deepEqual(
    failed.map(({ line, column }) => [line, column]),
    [
      [13, 11],
      [14, 12],
    ],
  )
  t.regex(failed[0]?.message ?? '', /must not pass, but does, because of “ConfigMgr: SMB \(TCP 445\) for System”/)
  t.regex(
    failed[1]?.message ?? '',
    /has to pass, but does not: inbound rules of S-site-server\+sms-provider are for this packet, but not from this sender/,
  )
})

test('turning local rules off warns of the rules that computers make themselves', async (t) => {
  const text = estate(
    '  console.x.test: { addresses: [10.0.0.4], site: S, roles: [console] }',
    'management: [10.9.0.0/24]\nfirewall: { settings: { enabled: true, defaultInbound: block, localRules: false } }',
  )
  t.regex(await messageOf(text, 'local-rules-off'), /this estate relies on Remote control/)
  t.true((await codes(text)).includes('no-domain-controller'))
})
