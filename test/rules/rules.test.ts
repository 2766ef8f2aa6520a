// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import test from 'ava'
import type { EstateResult } from '../../src/compile/compile-estate.ts'
import type { Rule } from '../../src/formats/rule/rule.ts'
import type { Policy } from '../../src/rules/policy.ts'
import { estateHash, policyHash } from '../../src/rules/policy-hash.ts'
import { wfpTarget } from '../../src/targets/wfp/target.ts'
import { compiled, rulesOf } from '../support/compile.ts'
import { PLAIN_OPTIONS } from '../support/sample/plain-options.ts'

const SITE = `
name: test
product: cmcb
sites: { S: { type: primary } }
`
const hosts = (lines: readonly string[]): string => `${SITE}hosts:\n${lines.map((line) => `  ${line}\n`).join('')}`

const policyOf = (result: EstateResult, host: string): Policy =>
  result.policies.find((policy) => policy.hosts.includes(host)) as Policy

test('a link whose other end is not there gives no rule', async (t) => {
  const result = await compiled(hosts(['dp.x.test: { addresses: [10.0.0.2], site: S, roles: [distribution-point] }']))
  t.deepEqual(rulesOf(result, 'dp.x.test'), [])
})

test('the site server configures a distribution point, which never calls back', async (t) => {
  const result = await compiled(
    hosts([
      'cm.x.test: { addresses: [10.0.0.1], site: S, roles: [site-server] }',
      'dp.x.test: { addresses: [10.0.0.2], site: S, roles: [distribution-point] }',
    ]),
  )
  t.deepEqual(rulesOf(result, 'dp.x.test'), [
    'in tcp 445 <- 10.0.0.1',
    'in udp 135 <- 10.0.0.1',
    'in tcp RPC-EPMap <- 10.0.0.1',
    'in tcp RPC <- 10.0.0.1',
  ])
  t.deepEqual(rulesOf(result, 'cm.x.test'), [])
})

test('a two-way link makes both ends listeners', async (t) => {
  const result = await compiled(
    hosts([
      'cm.x.test: { addresses: [10.0.0.1], site: S, roles: [site-server] }',
      'fsp.x.test: { addresses: [10.0.0.2], site: S, roles: [fallback-status-point] }',
    ]),
  )
  const rules = ['in tcp 445', 'in udp 135', 'in tcp RPC-EPMap', 'in tcp RPC']
  t.deepEqual(
    rulesOf(result, 'fsp.x.test'),
    rules.map((rule) => `${rule} <- 10.0.0.1`),
  )
  t.deepEqual(
    rulesOf(result, 'cm.x.test'),
    rules.map((rule) => `${rule} <- 10.0.0.2`),
  )
})

test('a site system that the site server must call itself never opens a connection to it', async (t) => {
  const result = await compiled(
    hosts([
      'cm.x.test: { addresses: [10.0.0.1], site: S, roles: [site-server] }',
      'fsp.x.test: { addresses: [10.0.0.2], site: S, roles: [fallback-status-point], siteServerInitiates: true }',
    ]),
  )
  t.is(rulesOf(result, 'fsp.x.test').length, 4)
  t.deepEqual(rulesOf(result, 'cm.x.test'), [])
})

test('a restricted RPC range stands in place of the keyword, for the host that sets it alone', async (t) => {
  const result = await compiled(
    hosts([
      'cm.x.test: { addresses: [10.0.0.1], site: S, roles: [site-server] }',
      'dp1.x.test: { addresses: [10.0.0.2], site: S, roles: [distribution-point], firewall: { rpc: { ports: [50000-50099, 50200-50299] } } }',
      'dp2.x.test: { addresses: [10.0.0.3], site: S, roles: [distribution-point] }',
    ]),
  )
  t.true(rulesOf(result, 'dp1.x.test').includes('in tcp 50000-50099,50200-50299 <- 10.0.0.1'))
  t.true(rulesOf(result, 'dp2.x.test').includes('in tcp RPC <- 10.0.0.1'))
})

test('communication over HTTPS alone leaves HTTP to the management point closed, and to the fallback status point open', async (t) => {
  const estate = `
name: test
product: cmcb
sites: { S: { type: primary, communication: https } }
hosts:
  mp.x.test: { addresses: [10.0.0.2], site: S, roles: [management-point] }
  fsp.x.test: { addresses: [10.0.0.3], site: S, roles: [fallback-status-point] }
clients: { all: { site: S, networks: [192.0.2.0/24] } }
`
  const result = await compiled(estate)
  t.deepEqual(rulesOf(result, 'mp.x.test'), ['in tcp 10123 <- 192.0.2.0/24', 'in tcp 443 <- 192.0.2.0/24'])
  t.deepEqual(rulesOf(result, 'fsp.x.test'), ['in tcp 80 <- 192.0.2.0/24'])
})

test('hosts of a role set share a policy, and each allowance that one of them does not need is listed', async (t) => {
  const result = await compiled(
    hosts([
      'cm.x.test: { addresses: [10.0.0.1], site: S, roles: [site-server] }',
      'sql1.x.test: { addresses: [10.0.0.2], site: S, roles: [{ role: sql-server, port: 1433, serviceBroker: 4022 }] }',
      'sql2.x.test: { addresses: [10.0.0.3], site: S, roles: [{ role: sql-server, instance: B, port: 14330, serviceBroker: 4022 }] }',
    ]),
  )
  const policy = result.policies.find((one) => one.hosts.includes('sql1.x.test'))
  t.deepEqual(policy?.hosts, ['sql1.x.test', 'sql2.x.test'])
  t.deepEqual(rulesOf(result, 'sql1.x.test'), ['in tcp 1433 <- 10.0.0.1', 'in tcp 14330 <- 10.0.0.1'])
  t.deepEqual(
    policy?.widened.map(({ host, from, protocol, ports }) => ({ host, from, protocol, ports })),
    [
      { host: 'sql2.x.test', from: 'cm.x.test', protocol: 'tcp', ports: ['1433'] },
      { host: 'sql1.x.test', from: 'cm.x.test', protocol: 'tcp', ports: ['14330'] },
    ],
  )
})

test('a flow of the user’s own to one host of a role set opens the port on its addresses alone', async (t) => {
  const result = await compiled(`${hosts([
    'dp1.x.test: { addresses: [10.0.0.2], site: S, roles: [distribution-point] }',
    'dp2.x.test: { addresses: [10.0.0.3], site: S, roles: [distribution-point] }',
  ])}flows:
  - { name: backup, from: 10.9.0.1, to: dp1.x.test, protocol: tcp, ports: 10000, reason: Nightly copy. }
`)
  t.deepEqual(rulesOf(result, 'dp1.x.test'), ['in tcp 10000 <- 10.9.0.1 at 10.0.0.2'])
  t.deepEqual(result.policies.find((one) => one.hosts.includes('dp1.x.test'))?.widened, [])
})

test('more than a thousand addresses are split into rules that together say the same', async (t) => {
  const addresses = Array.from({ length: 2500 }, (_, i) => `10.${i >> 7}.${(i & 127) * 2}.1`)
  const result = await compiled(`${hosts(['dp.x.test: { addresses: [10.255.0.2], site: S, roles: [] }'])}flows:
  - { name: many, from: [${addresses.join(', ')}], to: dp.x.test, protocol: tcp, ports: 81, reason: Many. }
`)
  const rules = result.policies[0]?.rules ?? []
  t.deepEqual(
    rules.map((rule) => rule.remoteAddresses.length),
    [1000, 1000, 500],
  )
  t.deepEqual(
    rules.map((rule) => rule.displayName),
    ['ConfigMgr: many -1', 'ConfigMgr: many -2', 'ConfigMgr: many -3'],
  )
  t.deepEqual(
    rules.flatMap((rule) => rule.remoteAddresses),
    [...addresses].sort(
      (a, b) => Number(a.split('.')[1]) - Number(b.split('.')[1]) || Number(a.split('.')[2]) - Number(b.split('.')[2]),
    ),
  )
})

test('the order of the file changes nothing in what is compiled', async (t) => {
  const lines = [
    'cm.x.test: { addresses: [10.0.0.1], site: S, roles: [site-server, sms-provider] }',
    'mp.x.test: { addresses: [10.0.0.2, 10.0.0.9], site: S, roles: [management-point] }',
    'dp.x.test: { roles: [distribution-point], site: S, addresses: [10.0.0.3] }',
  ]
  const one = await compiled(hosts(lines))
  const other = await compiled(hosts([...lines].reverse()))
  t.deepEqual(one.policies, other.policies)
})

test('management opens the way in for administrators, and blocking by default brings what a computer needs to live', async (t) => {
  const result =
    await compiled(`${hosts(['cm.x.test: { addresses: [10.0.0.1], site: S, roles: [site-server] }'])}management: [10.9.0.0/24]
firewall: { settings: { enabled: true, defaultInbound: block } }
`)
  const rules = rulesOf(result, 'cm.x.test')
  for (const port of ['5985', '5986', '3389']) t.true(rules.includes(`in tcp ${port} <- 10.9.0.0/24`))
  t.true(rules.includes('in udp 68 <- any'))
  t.true(rules.includes('in icmp4 8:* <- 10.9.0.0/24'))
})

test('more than a thousand ports are split as well', async (t) => {
  const ports = Array.from({ length: 1500 }, (_, i) => 10000 + 2 * i)
  const result = await compiled(`${hosts(['dp.x.test: { addresses: [10.255.0.2], site: S, roles: [] }'])}flows:
  - { name: many, from: 10.0.0.1, to: dp.x.test, protocol: tcp, ports: [${ports.join(', ')}], reason: Many. }
`)
  t.deepEqual(
    result.policies[0]?.rules.map((rule) => rule.localPorts.length),
    [1000, 500],
  )
})

const SQL = 'sql.x.test: { addresses: [10.0.0.5], site: S, roles: [sql-server] }'
const FILES = 'mp.x.test: { addresses: [10.0.0.2], site: S, roles: [management-point] }'

test('rules keep their ids and names when a role or a host comes to the other end', async (t) => {
  const facts = (result: EstateResult) =>
    policyOf(result, 'sql.x.test').rules.map(({ id, displayName }) => `${id} ${displayName}`)
  const server = (roles: string) => `cm.x.test: { addresses: [10.0.0.1], site: S, roles: [${roles}] }`
  const before = facts(await compiled(hosts([server('site-server, sms-provider'), FILES, SQL])))
  t.true(before.length > 0)
  const role = facts(await compiled(hosts([server('site-server, sms-provider, reporting-services-point'), FILES, SQL])))
  t.deepEqual(
    role.filter((line) => before.includes(line)),
    before,
  )
  const host = facts(
    await compiled(
      hosts([
        server('site-server, sms-provider'),
        FILES,
        SQL,
        'mp2.x.test: { addresses: [10.0.0.3], site: S, roles: [management-point] }',
      ]),
    ),
  )
  t.deepEqual(host, before)
})

test('whatever opens the same ports of the same service is one rule, and no two rules of a policy share an id or a name', async (t) => {
  const result = await compiled(readFileSync('policies/examples/hierarchy/estate.yaml', 'utf8'))
  for (const { rules } of result.policies) {
    t.is(new Set(rules.map(({ id }) => id)).size, rules.length)
    t.is(new Set(rules.map(({ displayName }) => displayName)).size, rules.length)
  }
})

test('hosts that name one policy share it whatever their roles, and its id and rules stay when a role comes', async (t) => {
  const sql = (name: string, address: string, more: string) =>
    `${name}.x.test: { addresses: [${address}], site: S, policy: Büro "Nord", roles: [sql-server${more}] }`
  const server = 'cm.x.test: { addresses: [10.0.0.1], site: S, roles: [site-server] }'
  const before = policyOf(
    await compiled(hosts([server, sql('a', '10.0.0.5', ''), sql('b', '10.0.0.6', '')])),
    'a.x.test',
  )
  t.deepEqual(before.hosts, ['a.x.test', 'b.x.test'])
  t.is(before.name, 'Portwright - Büro "Nord"')
  const after = policyOf(
    await compiled(hosts([server, sql('a', '10.0.0.5', ', distribution-point'), sql('b', '10.0.0.6', '')])),
    'a.x.test',
  )
  t.is(after.id, before.id)
  t.is(after.guid, before.guid)
  const ids = after.rules.map(({ id }) => id)
  t.true(before.rules.length > 0 && ids.length > before.rules.length)
  for (const { id } of before.rules) t.true(ids.includes(id))
})

test('hosts of one named policy have to agree, and its name is no other policy’s', async (t) => {
  const two = (first: string, second: string): string =>
    hosts([
      `a.x.test: { addresses: [10.0.0.5], site: S, policy: One, roles: [distribution-point]${first} }`,
      `b.x.test: { addresses: [10.0.0.6], site: S, roles: [distribution-point]${second} }`,
    ])
  for (const [second, said] of [
    [', policy: One, firewall: { direction: both }', /they differ in firewall/],
    [', policy: One, membership: workgroup', /they differ in membership/],
    [', policy: One, domain: other.test', /they differ in domain/],
    [', policy: ONE', /differ in case alone/],
  ] as const)
    await t.throwsAsync(compiled(two('', second)), { message: said })
  const codes = async (text: string) => (await compiled(text)).diagnostics.map(({ code }) => code)
  t.false((await codes(two('', ', policy: One'))).includes('policy-name-taken'))
  const taken = two('', '').replace('policy: One', 'policy: S-distribution-point')
  t.true((await codes(taken)).includes('policy-name-taken'))
})

test('a policy’s hash is over what it means, whatever its rules are called, and whatever order they have', async (t) => {
  const text = readFileSync('policies/examples/small/estate.yaml', 'utf8')
  const policy = (await compiled(text)).policies.find(({ rules }) => rules.length > 2) as Policy
  const named = policy.rules.map((rule) => ({
    ...rule,
    id: 'x',
    displayName: 'x',
    description: 'x',
    group: 'x',
    flows: [],
  }))
  t.is(policyHash({ ...policy, rules: [...named].reverse() }), policy.hash)
  // The text that is hashed, made in the plainest way: hashes stand in scripts and on pages that were written long ago.
  const sorted = (value: unknown): unknown =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, inner]) => [key, sorted(inner)]),
        )
  const other = { RMauth: 'O:SY', Edge: 'TRUE', IF: ['b', 'a'] }
  const withOther = policy.rules.map((rule) => ({ ...rule, localPorts: [...rule.localPorts, '9', '10'], other }))
  const { registry, settings, profiles, dynamicRange, options } = policy
  const hashed = JSON.stringify({
    options: sorted(options),
    registry: registry.map((value) => JSON.stringify(sorted(value))).sort(),
    rpc: withOther.some(({ localPorts }) => localPorts.includes('RPC')) ? dynamicRange : null,
    rules: withOther
      .map(({ id, displayName, description, group, flows, ...meaning }) =>
        JSON.stringify(
          sorted(
            Object.fromEntries(
              Object.entries(meaning).map(([key, value]) => [key, Array.isArray(value) ? [...value].sort() : value]),
            ),
          ),
        ),
      )
      .sort(),
    settings: settings === null ? null : sorted({ ...settings, profiles: [...profiles].sort() }),
  })
  t.is(policyHash({ ...policy, rules: withOther }), createHash('sha256').update(hashed).digest('hex'))
  for (const more of [
    { enabled: false },
    { action: 'block' as const },
    { remoteAddresses: ['192.0.2.1'] },
    { profiles: ['public' as const] },
    { service: 'x' },
  ]) {
    const [first, ...rest] = policy.rules
    t.not(policyHash({ ...policy, rules: [{ ...(first as Rule), ...more }, ...rest] }), policy.hash)
  }
  const hashOf = async (more: string): Promise<string> =>
    (await compiled(text + more)).policies.find(({ id }) => id === policy.id)?.hash as string
  t.not(await hashOf('wfp: { hardPermit: true }\n'), policy.hash)
  t.is(await hashOf('gpo: { prefix: Other }\n'), policy.hash)
  t.is(estateHash([policy, { id: 'a', hash: 'b' }]), estateHash([{ id: 'a', hash: 'b' }, policy]))
})

test('a rule says nothing in place of a reason that nobody wrote', async (t) => {
  const { policies } = await compiled(
    'name: a\nproduct: cmcb\nsites: { PS1: { type: primary } }\nhosts:\n  a.test: { addresses: [10.0.0.1], site: PS1, roles: [site-server] }\n  b.test: { addresses: [10.0.0.2], site: PS1, roles: [distribution-point] }\nflows:\n  - { name: x, from: a.test, to: b.test, protocol: tcp, ports: 99 }\n  - { name: y, from: a.test, to: b.test, protocol: udp, ports: 99, reason: " " }\n',
  )
  const own = policies.flatMap(({ rules }) => rules).filter(({ localPorts }) => localPorts.includes('99'))
  t.deepEqual(own.map(({ description }) => description).sort(), ['[own/x]', '[own/y]'])
  for (const policy of policies) {
    const { files } = wfpTarget.write(policy, PLAIN_OPTIONS)
    t.deepEqual(wfpTarget.read(files).losses, [], 'what begins with a blank is not what XML gives back')
  }
})

test('a description that is too long ends between two characters, and every format says it', async (t) => {
  for (const letters of ['', 'x']) {
    const result = await compiled(`${hosts([
      'a.x.test: { addresses: [10.0.0.1], site: S, roles: [distribution-point] }',
      'b.x.test: { addresses: [10.0.0.2], site: S, roles: [distribution-point] }',
    ])}flows:
  - { name: long, from: a.x.test, to: b.x.test, protocol: tcp, ports: [7000], reason: '${letters}${'😀'.repeat(600)}' }
`)
    const rules = result.policies.flatMap((policy) => policy.rules)
    const rule = rules.find(({ localPorts }) => localPorts.includes('7000'))
    t.true(rule?.description.isWellFormed(), letters)
    t.true([999, 1000].includes(rule?.description.length ?? 0))
    for (const policy of result.policies)
      t.deepEqual(wfpTarget.read(wfpTarget.write(policy, PLAIN_OPTIONS).files).losses, [])
  }
})
