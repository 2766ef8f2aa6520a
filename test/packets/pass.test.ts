// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { askedPacket, questionOf } from '../../src/packets/asked-packet.ts'
import { pass } from '../../src/packets/pass.ts'
import { everyIpv6 } from '../oracle/address-line.ts'
import { plainRule } from '../support/sample/plain-rule.ts'
import { passes, ruleFits } from './support/brute-force.ts'
import { corners, pointsAt } from './support/corner-points.ts'
import { randomRules } from './support/random-rules.ts'

const ask = (rules: readonly Partial<Rule>[], asked: Partial<Rule>, byDefault: 'allow' | 'block' = 'block') => {
  const answer = pass(
    rules.map((rule, index) => plainRule({ id: `${index}`, displayName: `rule ${index}`, ...rule })),
    plainRule({ profiles: ['domain'], localPorts: ['443'], ...asked }),
    byDefault,
  )
  return [answer.passes, answer.by, answer.rule?.id ?? null, ...answer.assumed]
}

test('a block goes before an allow, an allow before the default', (t) => {
  const asked = { remoteAddresses: ['10.0.0.5'] }
  t.deepEqual(ask([{ localPorts: ['443'] }], asked), [true, 'rule', '0'])
  t.deepEqual(ask([{ localPorts: ['443'] }, { localPorts: ['443'], action: 'block' }], asked), [false, 'block', '1'])
  t.deepEqual(ask([], asked), [false, 'default', null])
  t.deepEqual(ask([], asked, 'allow'), [true, 'default', null])
  t.deepEqual(ask([{ action: 'block', localPorts: ['444'] }], asked, 'allow'), [true, 'default', null])
})

test('a rule for a program is assumed where no other lets the packet pass', (t) => {
  const bound = { localPorts: ['443'], program: 'C:\\a.exe', service: 'a' }
  t.deepEqual(ask([bound], {}), [true, 'rule', '0', 'the program is C:\\a.exe', 'the service is a'])
  t.deepEqual(ask([bound, { localPorts: ['443'] }], {}), [true, 'rule', '1'])
  t.deepEqual(
    ask([{ program: 'C:\\b.exe' }, bound], {}).slice(0, 3),
    [true, 'rule', '1'],
    'who names the port comes first',
  )
})

test('a block for a program stops that program alone', (t) => {
  const block = { action: 'block' as const, program: 'C:\\a.exe' }
  t.deepEqual(ask([{ localPorts: ['443'] }, block], {}), [
    true,
    'rule',
    '0',
    'what the block “rule 1” is for does not hold',
  ])
  t.deepEqual(ask([{ localPorts: ['443'], program: 'C:\\a.exe' }, block], {}).slice(0, 2), [false, 'default'])
})

test('interfaces and conditions are assumed too, and keywords of addresses are not', (t) => {
  t.deepEqual(ask([{ localPorts: ['443'], interfaceTypes: ['Lan'] }], {}), [true, 'rule', '0', 'the interface is Lan'])
  t.deepEqual(ask([{ localPorts: ['443'], other: { RMauth: 'O:LSD:(A;;CC;;;S-1-1-0)' } }], {}), [
    true,
    'rule',
    '0',
    'this holds: RMauth=O:LSD:(A;;CC;;;S-1-1-0)',
  ])
  t.deepEqual(ask([{ localPorts: ['443'], remoteAddresses: ['LocalSubnet'] }], { remoteAddresses: ['10.0.0.5'] }), [
    false,
    'default',
    null,
    'the other side is not in LocalSubnet',
  ])
})

test('of several addresses all have to pass', (t) => {
  const rules = [
    { localPorts: ['443'], remoteAddresses: ['10.0.0.0/25'] },
    { localPorts: ['443'], remoteAddresses: ['10.0.0.128/25'] },
  ]
  t.true(ask(rules, { remoteAddresses: ['10.0.0.0/24'] })[0])
  t.false(ask(rules.slice(1), { remoteAddresses: ['10.0.0.0/24'] })[0])
})

test('a packet passes exactly where the rules that ask for nothing more say so, one by one', (t) => {
  let [yes, no] = [0, 0]
  fc.assert(
    fc.property(randomRules('a', 6), fc.nat(), (given, seed) => {
      const rules = given.map((rule): Rule => ({ ...rule, program: null, service: null, interfaceTypes: [] }))
      for (const point of pointsAt(corners(rules), seed, 60)) {
        if (typeof point.local === 'string' || typeof point.remote === 'string') continue
        if (typeof point.localPort === 'string' || typeof point.remotePort === 'string') continue
        const address = (value: bigint): string => textOf(value, point.family)
        const question = plainRule({
          direction: point.direction,
          protocol: point.protocol,
          localPorts: point.protocol === 6 || point.protocol === 17 ? [`${point.localPort}`] : [],
          remotePorts: point.protocol === 6 || point.protocol === 17 ? [`${point.remotePort}`] : [],
          icmpTypes: point.protocol === 1 || point.protocol === 58 ? [`${point.icmp >> 8}:${point.icmp & 255}`] : [],
          localAddresses: [address(point.local)],
          remoteAddresses: [address(point.remote)],
          profiles: [point.profile],
        })
        const answer = pass(rules, question, 'block')
        if (answer.passes) yes++
        else no++
        t.is(
          answer.passes,
          passes(rules, point),
          JSON.stringify(point, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
        )
        if (answer.rule !== null) t.true(ruleFits(answer.rule, point))
        t.is(
          answer.by === 'block',
          rules.some((rule) => rule.action === 'block' && ruleFits(rule, point)),
        )
      }
    }),
    { numRuns: 60 },
  )
  t.true(yes > 20 && no > 20, `${yes} passed, ${no} did not`)
})

/** Both families lie on one line of numbers there. */
const IPV6_STARTS = everyIpv6[0]?.low ?? 0n

const textOf = (value: bigint, family: 4 | 6): string =>
  family === 4
    ? [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.')
    : Array.from({ length: 8 }, (_, index) =>
        (((value - IPV6_STARTS) >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
      ).join(':')

test('a packet is a port with a protocol, a type of ICMP, or dynamic RPC', (t) => {
  const kinds = (text: string) =>
    askedPacket(text)
      ?.kinds(['50000-50199'])
      .map(({ protocol, ports, icmpTypes }) => [protocol, ...ports, ...icmpTypes].join(' ')) ?? null
  t.deepEqual(kinds('443/tcp'), ['tcp 443'])
  t.deepEqual(kinds('50000-50010/UDP'), ['udp 50000-50010'])
  t.deepEqual(kinds('icmp'), ['icmp4 8:*', 'icmp6 128:*'])
  t.deepEqual(kinds('icmp4/3:4'), ['icmp4 3:4'])
  t.deepEqual(kinds('icmp6/128'), ['icmp6 128:*'])
  t.deepEqual(kinds('rpc/tcp'), ['tcp 135', 'tcp 50000-50199'])
  for (const wrong of [
    '443',
    '0/tcp',
    '70000/tcp',
    'icmp4',
    'icmp4/256',
    'icmp6/1:300',
    'rpc/udp',
    'rpc',
    '443/sctp',
    'x/tcp',
  ])
    t.is(kinds(wrong), null, wrong)
})

test('whoever listens has the port: local when in, remote when out', (t) => {
  const kind = { protocol: 'tcp' as const, ports: ['443'], icmpTypes: [], family: null }
  const [inbound, outbound] = [
    questionOf(kind, 'in', ['10.0.0.1'], [], ['domain']),
    questionOf(kind, 'out', ['10.0.0.1'], [], ['domain']),
  ]
  t.deepEqual(
    [inbound.localPorts, inbound.remotePorts, outbound.localPorts, outbound.remotePorts],
    [['443'], [], [], ['443']],
  )
})
