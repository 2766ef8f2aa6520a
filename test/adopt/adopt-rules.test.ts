// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { parse } from 'yaml'
import { adoptRules } from '../../src/adopt/adopt-rules.ts'
import type { Adoption } from '../../src/adopt/adoption.ts'
import { fragment } from '../../src/adopt/fragment.ts'
import { parseAddresses } from '../../src/formats/address/address-set.ts'
import { PROFILES, type Profile, type Rule } from '../../src/formats/rule/rule.ts'
import { ruleDifference } from '../../src/packets/rule-difference.ts'
import type { FoldedEntry } from '../../src/traffic/fold-items.ts'
import { trafficFragment } from '../../src/traffic/traffic-fragment.ts'
import { compiled } from '../support/compile.ts'
import { plainRule } from '../support/sample/plain-rule.ts'

const HOST = 'cm01.lab.test'
const ESTATE = `name: lab
product: cmcb
sites:
  PS1: { type: primary }
hosts:
  cm01.lab.test: { addresses: [10.0.0.10, 2001:db8::10], site: PS1, roles: [site-server, management-point] }
  sql01.lab.test: { addresses: [10.0.0.11], site: PS1, roles: [sql-server] }
  dc01.lab.test: { addresses: [10.0.0.5], roles: [domain-controller] }
clients:
  ws: { site: PS1, networks: [10.20.0.0/16] }
`

const rule = (displayName: string, more: Partial<Rule>): Rule =>
  plainRule({ id: displayName, displayName, localPorts: ['9800'], ...more })

interface Compiled {
  readonly rules: readonly Rule[]
  readonly profiles: readonly Profile[]
}

const policyOf = async (estate: string): Promise<Compiled> => {
  const { policies } = await compiled(estate)
  const policy = policies.find(({ hosts }) => hosts.includes(HOST))
  if (policy === undefined) throw new Error('no policy')
  return policy
}

const adopted = (
  policy: Compiled,
  listed: readonly Rule[],
  profiles: readonly Profile[] = PROFILES,
  taken: readonly string[] = [],
): Adoption =>
  adoptRules({
    host: {
      name: HOST,
      addresses: parseAddresses(['10.0.0.10', '2001:db8::10']) ?? { v4: [], v6: [], keywords: [] },
      rpc: null,
    },
    policy,
    listed,
    unread: 0,
    profiles,
    taken,
  })

const statesOf = ({ rules }: Adoption): Readonly<Record<string, string>> =>
  Object.fromEntries(rules.map(({ rule: { displayName }, state }) => [displayName, state]))

/** The estate with the flows of a fragment, their reasons written. */
const withFlows = (adoption: Adoption): string =>
  `${ESTATE}${fragment(adoption).replaceAll('reason: TODO', 'reason: It was there before us.')}`

const SAYABLE: readonly Rule[] = [
  rule('one address', { remoteAddresses: ['10.9.0.1'] }),
  rule('networks and ranges', {
    remoteAddresses: ['10.9.0.0/16', '192.0.2.1-192.0.2.9', '2001:db8:5::/48'],
    localPorts: ['443', '50000-50199'],
  }),
  rule('from anywhere', { localPorts: ['8080'] }),
  rule('udp', { protocol: 'udp', localPorts: ['161', '162'], remoteAddresses: ['10.9.0.2'] }),
  rule('endpoint mapper', { localPorts: ['RPC-EPMap'], remoteAddresses: ['10.9.0.3'] }),
  rule('dynamic rpc', { localPorts: ['RPC'], remoteAddresses: ['10.9.0.3'] }),
  rule('echo', { protocol: 'icmp4', icmpTypes: ['8:*'], localPorts: [], remoteAddresses: ['10.9.0.4'] }),
  rule('echo of IPv6', {
    protocol: 'icmp6',
    icmpTypes: ['128:*'],
    localPorts: [],
    remoteAddresses: ['2001:db8:6::/48'],
  }),
  rule('its own network', { remoteAddresses: ['10.0.0.0/24'] }),
  rule('a host of the estate', { localPorts: ['9801'], remoteAddresses: ['10.0.0.11'] }),
  rule('a | in its name, and one of a | in its name', { remoteAddresses: ['10.9.0.5'] }),
  rule('twice', { remoteAddresses: ['10.9.0.6'] }),
  rule('twice', { localPorts: ['9802'], remoteAddresses: ['10.9.0.6'] }),
  rule('at all of its addresses', { remoteAddresses: ['10.9.0.7'], localAddresses: ['10.0.0.0/24', '2001:db8::/64'] }),
]

test('what was uncovered is covered once its flow stands in the estate, and nothing else opens', async (t) => {
  const before = await policyOf(ESTATE)
  const first = adopted(before, SAYABLE)
  t.deepEqual(
    first.rules.map(({ state, reason }) => [state, reason]),
    SAYABLE.map(() => ['uncovered', null]),
  )
  const names = first.rules.map(({ flow }) => flow?.name)
  t.is(new Set(names).size, SAYABLE.length)
  t.true(names.includes('twice (2)'))
  const after = await policyOf(withFlows(first))
  const second = adopted(after, SAYABLE)
  t.deepEqual(
    second.rules
      .filter(({ state }) => state !== 'covered')
      .map(({ rule: { displayName }, beyond }) => [displayName, beyond]),
    [],
  )
  // At all addresses of the computer is everywhere on it.
  const listed = SAYABLE.map((one) => ({ ...one, localAddresses: [] }))
  t.deepEqual(ruleDifference([...before.rules, ...listed], after.rules).opened, [])
})

const UNSAYABLE: Readonly<Record<string, Partial<Rule>>> = {
  'for a user': { other: { LocalUser: 'D:(A;;CC;;;S-1-5-32-544)' } },
  'for a package': { other: { Package: 'S-1-15-2-1' } },
  'for a condition that the listing does not say': { other: { LocalUser: 'unknown' } },
  'for an interface type': { interfaceTypes: ['Wireless'] },
  'for a program with ports': { program: 'C:\\x.exe' },
  'for a program': { program: 'C:\\x.exe', localPorts: [], protocol: 'any' },
  'for a service': { service: 'W32Time' },
  'with ports of the sender': { remotePorts: ['68'] },
  'from the local network': { remoteAddresses: ['LocalSubnet'] },
  'from multicast': { remoteAddresses: ['224.0.0.251'] },
  'with a keyword': { protocol: 'udp', localPorts: ['Teredo'] },
  'of another protocol': { protocol: 47, localPorts: [] },
  'with every port': { protocol: 'udp', localPorts: [] },
  'with every type of ICMP': { protocol: 'icmp4', localPorts: [] },
  'with an answer of ICMP': { protocol: 'icmp4', localPorts: [], icmpTypes: ['0:*'] },
  'at one of its addresses': { localAddresses: ['10.0.0.10'] },
  'that overrides blocks': { action: 'bypass', other: { Authentication: 'Required' } },
  'in a profile without a policy': { profiles: ['public'] },
}

for (const [what, more] of Object.entries(UNSAYABLE))
  test(`a rule ${what} is unsayable, with its reason`, async (t) => {
    const { rules } = adopted(await policyOf(ESTATE), [rule(what, { remoteAddresses: ['10.9.0.1'], ...more })])
    t.is(rules[0]?.state, 'unsayable')
    t.is(rules[0]?.flow, null)
    t.truthy(rules[0]?.reason)
    t.true((rules[0]?.beyond.length ?? 0) > 0)
  })

test('what the policy lets through may go; of the rest is said what it opens beyond', async (t) => {
  const policy = await policyOf(ESTATE)
  const known = policy.rules.find(
    (one) => one.protocol === 'tcp' && one.localPorts.includes('10123') && one.remoteAddresses.includes('10.20.0.0/16'),
  )
  t.truthy(known)
  const adoption = adopted(policy, [
    rule('narrower', { localPorts: ['10123'], remoteAddresses: ['10.20.1.0/24'] }),
    rule('narrower, for a user', {
      localPorts: ['10123'],
      remoteAddresses: ['10.20.1.0/24'],
      other: { LocalUser: 'D:(A;;CC;;;S-1-5-32-544)' },
    }),
    rule('wider', { localPorts: ['10123', '444'], remoteAddresses: ['10.20.1.0/24'] }),
  ])
  t.deepEqual(statesOf(adoption), { narrower: 'covered', 'narrower, for a user': 'covered', wider: 'partly' })
  const [change] = adoption.rules[2]?.beyond ?? []
  t.deepEqual(
    [change?.ports, change?.remoteAddresses, adoption.rules[2]?.beyond.length],
    [['444'], ['10.20.1.0/24'], 1],
  )
})

test('rules of Windows, outbound, blocking and disabled ones are left out, and counted', async (t) => {
  const { rules, summary } = adopted(await policyOf(ESTATE), [
    rule('windows', { group: '@FirewallAPI.dll,-28502' }),
    rule('out', { direction: 'out' }),
    rule('block', { action: 'block' }),
    rule('off', { enabled: false }),
    rule('ours to look at', { group: 'Our own group', remoteAddresses: ['10.9.0.1'] }),
  ])
  t.is(rules.length, 1)
  t.deepEqual(summary, { covered: 0, partly: 0, uncovered: 1, unsayable: 0, leftOut: 4, unread: 0 })
})

test('profiles that are left out count for nothing', async (t) => {
  const policy = await policyOf(ESTATE)
  const listed = [
    rule('everywhere', { localPorts: ['10123'], remoteAddresses: ['10.20.1.0/24'], profiles: [] }),
    rule('public', { profiles: ['public'] }),
  ]
  t.deepEqual(statesOf(adopted(policy, listed)), { everywhere: 'partly', public: 'unsayable' })
  const domain = adopted(policy, listed, ['domain'])
  t.deepEqual(statesOf(domain), { everywhere: 'covered' })
  t.is(domain.summary.leftOut, 1)
})

test('names of flows that the estate has are not given again', async (t) => {
  const { rules } = adopted(
    await policyOf(ESTATE),
    [rule('nightly copy', { remoteAddresses: ['10.9.0.1'] })],
    PROFILES,
    ['nightly copy'],
  )
  t.is(rules[0]?.flow?.name, 'nightly copy (2)')
})

const ADDRESS = fc.constantFrom(
  ...[
    '10.9.0.1',
    '10.9.0.0/16',
    '10.0.0.0/8',
    '192.0.2.5-192.0.2.77',
    '10.0.0.11',
    '10.20.0.0/16',
    '10.20.7.0/24',
    '172.16.0.1',
  ],
  ...['2001:db8:9::1', '2001:db8::/32', '2001:db8:9::1-2001:db8:9::77'],
)
const PORT = fc.oneof(
  fc.constantFrom('RPC-EPMap', '445', '80', '10123', '1-1023', '9800-9899'),
  fc.integer({ min: 1, max: 65_535 }).map(String),
)
const RULE = fc.record({
  protocol: fc.constantFrom('tcp' as const, 'udp' as const),
  localPorts: fc.uniqueArray(PORT, { minLength: 1, maxLength: 4 }),
  remoteAddresses: fc.uniqueArray(ADDRESS, { maxLength: 4 }),
  profiles: fc.constantFrom<readonly Profile[]>(['domain'], ['domain', 'private'], []),
})

test('of any rules of addresses and ports: with the flows in the estate all is covered, and only what was listed opens', async (t) => {
  t.timeout(300_000)
  const before = await policyOf(ESTATE)
  await fc.assert(
    fc.asyncProperty(fc.array(RULE, { minLength: 1, maxLength: 5 }), async (shapes) => {
      const listed = shapes.map((shape, index) =>
        rule(`rule ${index}`, {
          ...shape,
          localPorts:
            shape.protocol === 'udp'
              ? shape.localPorts.filter((port) => port !== 'RPC-EPMap').concat('69')
              : shape.localPorts,
        }),
      )
      const first = adopted(before, listed, ['domain'])
      t.true(first.rules.every(({ state }) => state !== 'unsayable'))
      const after = await policyOf(first.summary.uncovered === 0 ? ESTATE : withFlows(first))
      const second = adopted(after, listed, ['domain'])
      for (const [index, { state }] of first.rules.entries())
        t.is(second.rules[index]?.state, state === 'partly' ? second.rules[index]?.state : 'covered')
      t.deepEqual(ruleDifference([...before.rules, ...listed], after.rules).opened, [])
    }),
    { numRuns: 25 },
  )
})

test('a name that an older YAML takes for something else stands in quotes in what is pasted', (t) => {
  const odd = ['yes', '=', '2026-01-01', '0x1', '1e3', '12:30', '~', '017', '1_000', 'on', '<<', 'plain']
  const flows = odd.map((name) => ({ name, from: name, to: HOST, protocol: 'tcp', ports: [name], reason: 'TODO' }))
  const rules = flows.map((flow) => ({ flow })) as unknown as Adoption['rules']
  const text = fragment({ host: HOST, rules } as Adoption)
  const entries = flows.map((flow) => ({ flow })) as unknown as readonly FoldedEntry[]
  for (const piece of [text, trafficFragment(entries)]) {
    t.deepEqual(parse(piece, { version: '1.1' }), { flows })
    t.deepEqual(parse(piece), { flows })
    t.regex(piece, /name: "="$/m)
    t.regex(piece, /name: plain$/m)
  }
})
