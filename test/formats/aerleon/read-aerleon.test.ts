// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { readAerleon } from '../../../src/formats/aerleon/read-aerleon.ts'

const DEFINITIONS = `
networks:
  A: { values: [{ address: 10.0.0.0/30 }, { address: 2001:db8::1/128 }] }
  B: { values: [A, { name: C }] }
  C: { values: [{ address: 10.0.0.9 }] }
  LOOP: { values: [LOOP] }
  NAME: { values: [{ fqdn: a.test }] }
  RANGE: { values: [{ address: 10.0.0.1-10.0.0.5 }] }
services:
  HTTP: [{ port: "80", protocol: tcp }, { port: 8080-8081, protocol: tcp }]
  DNS: [{ port: 53, protocol: udp }, { port: 53, protocol: tcp }]
  ALL: [{ name: HTTP }, { name: DNS }]
`
const read = (terms: string, definitions = DEFINITIONS) => {
  const file = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) })
  const { rules, losses } = readAerleon([file('def/a.yaml', definitions), file('policies/includes/b.yaml', terms)])
  return {
    rules: rules.map(
      (rule) =>
        `${rule.action} ${rule.protocol} ${[...rule.localPorts, ...rule.icmpTypes].join()} ${rule.localAddresses.join()} <- ${rule.remoteAddresses.join()} ${rule.remotePorts.join()}`,
    ),
    losses: losses.map(({ field, reason }) => `${field}: ${reason}`),
  }
}
const term = (more: string): string => `terms:\n  - { name: x, ${more} }\n`

test('terms are rules at their destination', (t) => {
  for (const [more, ...rules] of [
    [
      'source-address: B, destination-address: [C], destination-port: HTTP, protocol: tcp, action: accept',
      'allow tcp 80,8080-8081 10.0.0.9 <- 10.0.0.0/30,10.0.0.9,2001:db8::1 ',
    ],
    ['source-port: DNS, protocol: udp, action: accept', 'allow udp   <-  53'],
    [
      'destination-port: ALL, protocol: [tcp, udp], action: accept',
      'allow tcp 80,8080-8081,53  <-  ',
      'allow udp 53  <-  ',
    ],
    ['protocol: icmp, icmp-type: echo-request unreachable, action: accept', 'allow icmp4 8:*,3:*  <-  '],
    ['protocol: icmpv6, icmp-type: parameter-problem, icmp-code: 1, action: [accept]', 'allow icmp6 4:1  <-  '],
    ['source-address: A, source-exclude: C, action: accept', 'allow any   <- 10.0.0.0/30,2001:db8::1 '],
    ['source-address: B, source-exclude: A, action: accept', 'allow any   <- 10.0.0.9 '],
  ] as const)
    t.deepEqual(read(term(more)), { rules, losses: [] }, more)
})

test('what is not understood is a loss, and never a wider rule', (t) => {
  for (const [more, loss] of [
    ['destination-port: 443, protocol: tcp, action: accept', 'destination-port: is no list of words'],
    ['destination-port: "443", protocol: tcp, action: accept', 'destination-port: the service 443 is not defined'],
    ['destination-port: [22:22], protocol: tcp, action: accept', 'destination-port: is no list of words'],
    ['source-address: 10.0.0.1, action: accept', 'source-address: the network 10.0.0.1 is not defined'],
    [
      'source-address: RANGE, action: accept',
      'source-address: the network RANGE holds 10.0.0.1-10.0.0.5, which is no address or network',
    ],
    ['source-address: NAME, action: accept', 'source-address: the network NAME holds something that is no address'],
    ['source-address: LOOP, action: accept', 'source-address: the network LOOP holds itself'],
    ['source-address: A, source-exclude: A, action: accept', 'source-address: no address is left'],
    ['destination-port: HTTP, protocol: udp, action: accept', 'destination-port: the service HTTP has no port of udp'],
    ['destination-port: HTTP, action: accept', 'destination-port: ports belong to tcp and udp'],
    ['protocol: esp, action: accept', 'protocol: is none of tcp, udp, icmp and icmpv6'],
    ['protocol: icmp, icmp-type: ping, action: accept', 'icmp-type: ping is no type of icmp4'],
    ['protocol: tcp, option: tcp-established, action: accept', 'option: the keyword has no counterpart in a rule'],
    ['protocol: tcp, address: A, action: accept', 'address: the keyword has no counterpart in a rule'],
    ['protocol: tcp, action: next', 'action: is neither accept nor deny'],
    ['protocol: tcp', 'action: is neither accept nor deny'],
  ] as const)
    t.deepEqual(read(term(more)), { rules: [], losses: [loss] }, more)
})

test('the first term decides: one that denies is a rule only before those that accept, and the last one is the default', (t) => {
  const terms = (...all: readonly string[]): string =>
    `filters:\n  - header: { targets: { juniper: x } }\n    terms:\n${all.map((one, index) => `      - { name: t${index}, ${one} }\n`).join('')}`
  const accept = 'source-address: A, protocol: tcp, action: accept'
  const deny = 'source-address: C, protocol: tcp, action: deny'
  t.deepEqual(read(terms(deny, accept, 'action: deny')), {
    rules: ['block tcp   <- 10.0.0.9 ', 'allow tcp   <- 10.0.0.0/30,2001:db8::1 '],
    losses: [],
  })
  t.deepEqual(read(terms(accept, deny)), {
    rules: ['allow tcp   <- 10.0.0.0/30,2001:db8::1 '],
    losses: ['action: a term before it accepts, and the first decides'],
  })
})

test('no damage makes the reader fail', (t) => {
  const whole = `${DEFINITIONS}${term('source-address: B, destination-address: [C], destination-port: ALL, protocol: [tcp, udp], action: accept')}`
  const cut = fc.tuple(
    fc.nat(whole.length),
    fc.nat(12),
    fc.string({ unit: fc.constantFrom(...'{}[]:,-"&*!|> \n#aA1'), maxLength: 6 }),
  )
  fc.assert(
    fc.property(fc.array(cut, { minLength: 1, maxLength: 4 }), (cuts) => {
      const text = cuts.reduce((now, [at, length, more]) => now.slice(0, at) + more + now.slice(at + length), whole)
      const { rules, losses } = readAerleon([{ path: 'all.yaml', bytes: new TextEncoder().encode(text) }])
      t.true(Array.isArray(rules) && Array.isArray(losses))
    }),
    { numRuns: 200 },
  )
})

test('a damaged file, a token of two files and the older language are told', (t) => {
  t.deepEqual(read('terms: [').losses, ['policies/includes/b.yaml: is no YAML that can be read'])
  t.deepEqual(read(term('source-address: A, action: accept'), DEFINITIONS).losses, [])
  const file = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) })
  const { losses } = readAerleon([
    file('def/a.yaml', DEFINITIONS),
    file('def/b.yaml', DEFINITIONS),
    file('policies/pol/old.pol', 'header {}'),
    file('policies/includes/b.yaml', term('source-address: A, action: accept')),
  ])
  t.deepEqual(
    losses.map(({ field, reason }) => `${field}: ${reason}`),
    ['policies/pol/old.pol: only files in YAML are read', 'source-address: the network A is defined twice'],
  )
})

test('a key that Aerleon does not know is told, since what stands below it is not read', (t) => {
  const good = 'terms:\n  - { name: x, protocol: tcp, action: accept }\n'
  t.deepEqual(read(good).losses, [])
  for (const [text, reason] of [
    [good.replace('terms', 'terns'), 'the key terns is none of Aerleon’s'],
    [`filters:\n  - { header: {}, term: [] }\n`, 'the key term is none of Aerleon’s'],
    ['terms: x\n', 'terms are no list'],
    ['filters:\n  - { header: {}, terms: { name: x } }\n', 'terms are no list'],
    ['# nothing\n', 'holds neither definitions nor terms'],
  ] as const)
    t.deepEqual(read(text).losses, [`policies/includes/b.yaml: ${reason}`], text)
})
