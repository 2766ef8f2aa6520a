// SPDX-License-Identifier: MIT
import test from 'ava'
import { readGood, wrongInEstate } from './support/read.ts'

type Case = readonly [
  what: string,
  text: string,
  code: 'invalid-address' | 'host-bits-set' | 'unusable-address',
  hint: string | null,
]

const WRONG: readonly Case[] = [
  [
    'a network with host bits',
    '10.10.0.1/16',
    'host-bits-set',
    'Write 10.10.0.0/16 for the network, or the address alone for one computer.',
  ],
  [
    'an IPv6 network with host bits',
    '2001:db8::1/64',
    'host-bits-set',
    'Write 2001:db8::/64 for the network, or the address alone for one computer.',
  ],
  ['a leading zero', '10.0.00.1', 'invalid-address', 'Write 10.0.0.1.'],
  ['a part over 255', '10.0.0.256', 'invalid-address', null],
  ['three parts', '10.0.0', 'invalid-address', null],
  ['a zone', 'fe80::1%eth0', 'invalid-address', 'Write fe80::1.'],
  ['IPv4 inside IPv6', '::ffff:10.0.0.1', 'invalid-address', 'Write 10.0.0.1.'],
  ['brackets', '[2001:db8::1]', 'invalid-address', 'Write 2001:db8::1.'],
  ['a port', '10.0.0.1:443', 'invalid-address', 'Write 10.0.0.1.'],
  ['a prefix over 32', '10.0.0.0/33', 'invalid-address', null],
  ['a prefix over 128', '2001:db8::/129', 'invalid-address', null],
  ['a reversed range', '10.0.0.9-10.0.0.1', 'invalid-address', 'Write 10.0.0.1-10.0.0.9.'],
  ['blanks in a range', '10.0.0.1 - 10.0.0.9', 'invalid-address', 'Write 10.0.0.1-10.0.0.9.'],
  ['a range of two families', '10.0.0.1-2001:db8::1', 'invalid-address', null],
  ['blanks around', ' 10.0.0.1', 'invalid-address', 'Write 10.0.0.1.'],
  ['two colons twice', '2001::db8::1', 'invalid-address', null],
  ['a keyword', 'LocalSubnet', 'invalid-address', null],
  ['a word', 'somewhere', 'invalid-address', null],
  ['nothing', '', 'invalid-address', null],
  ['a multicast address', '224.0.0.5', 'unusable-address', null],
  ['an IPv6 multicast address', 'ff02::1', 'unusable-address', null],
  ['a loopback address', '127.0.0.1', 'unusable-address', null],
  ['the IPv6 loopback address', '::1', 'unusable-address', null],
  ['an unspecified address', '0.0.0.0', 'unusable-address', null],
  ['the IPv6 unspecified address', '::', 'unusable-address', null],
  ['the broadcast address', '255.255.255.255', 'unusable-address', null],
]

for (const [what, text, code, hint] of WRONG)
  test(`an address with ${what} is refused`, async (t) => {
    await wrongInEstate(t, `hosts: { a: { addresses: [«"${text}"»] } }\n`, [[code, hint]])
    await wrongInEstate(t, `networks: { a: [«"${text}"»] }\n`, [[code, hint]])
  })

test('a number is no address', async (t) => {
  await wrongInEstate(t, 'hosts: { a: { addresses: [«10.5»] } }\n', [['wrong-type', 'Put it in quotes.']])
})

test('a link-local address and a repeated one get a warning', async (t) => {
  await wrongInEstate(t, 'hosts: { a: { addresses: [«169.254.1.1», 10.0.0.1, «10.0.0.1»] } }\n', [
    'link-local-address',
    'repeated-address',
  ])
})

test('an address that two hosts have is an error that names both', async (t) => {
  const found = await wrongInEstate(
    t,
    'hosts:\n  a: { addresses: [10.0.0.1, "2001:db8::1"] }\n  b: { addresses: [10.0.0.2, «10.0.0.1»] }\n  c: { addresses: [«"2001:DB8:0::1"»] }\n',
    ['duplicate-address', 'duplicate-address'],
  )
  t.is(found[0]?.message, '10.0.0.1 belongs to “b” and to “a”.')
  t.like(found[0]?.related[0]?.span, { line: 5, column: 20 })
})

test('a name with members may share addresses', async (t) => {
  const estate = await readGood(
    t,
    'name: a\nproduct: cmcb\nhosts:\n  sql1: { addresses: [10.0.0.1] }\n  sql2: { addresses: [10.0.0.2] }\n  Listener: { addresses: [10.0.0.1, 10.0.0.3], members: [SQL2, sql1] }\n',
  )
  t.deepEqual(estate.hosts.get('listener')?.members, ['sql1', 'sql2'])
})

test('members are other hosts, each once, without members of their own', async (t) => {
  await wrongInEstate(
    t,
    'hosts:\n  a: { addresses: [10.0.0.1], members: [«A», «bb», c, «c», «d»] }\n  c: { addresses: [10.0.0.3] }\n  d: { addresses: [10.0.0.4], members: [c] }\n  e: { addresses: [10.0.0.5], «members»: [] }\n',
    ['own-member', 'unknown-host', 'duplicate-entry', 'member-with-members', 'empty-list'],
  )
})

test('hosts, networks and client groups have at least one address', async (t) => {
  await wrongInEstate(
    t,
    'networks: { «n»: [] }\nhosts: { h: { «addresses»: [] } }\nclients: { c: { «networks»: [] } }\n',
    ['no-address', 'no-address', 'no-address'],
  )
})

test('a host has single addresses, but a remote service may have networks', async (t) => {
  await wrongInEstate(
    t,
    'hosts:\n  a: { addresses: [«10.0.0.0/24», 10.0.1.1/32, «10.0.2.1-10.0.2.5»] }\n  cloud.test: { addresses: [20.0.0.0/8], roles: [internet] }\n',
    ['not-one-address', 'not-one-address'],
  )
})

test('client networks are names or addresses', async (t) => {
  await wrongInEstate(
    t,
    'networks: { headquarters: [10.0.0.0/8] }\nclients: { c: { networks: [«headquarter», 10.1.0.0/16, «10.1.0.1/16», headquarters, «headquarters»] } }\n',
    [['unknown-network', 'Did you mean “headquarters”?'], 'host-bits-set', 'repeated-address'],
  )
})
