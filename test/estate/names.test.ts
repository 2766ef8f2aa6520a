// SPDX-License-Identifier: MIT
import test from 'ava'
import { readGood, wrongInEstate } from './support/read.ts'

let next = 0
const host = (name: string): string => `  ${name}: { addresses: [10.1.${++next >> 8}.${next & 255}] }\n`

const BAD_HOSTS: readonly (readonly [what: string, name: string, hint: string | null])[] = [
  ['an empty label', 'cm01..contoso.test', null],
  ['a hyphen at the start', '-cm01', null],
  ['a hyphen at the end of a label', 'cm01-.contoso.test', null],
  ['a blank', 'cm 01', null],
  ['a trailing dot', 'cm01.contoso.test.', 'Write cm01.contoso.test.'],
  ['a pipe', 'cm|01', null],
  ['letters outside ASCII', 'münchen.test', 'Write xn--mnchen-3ya.test.'],
  ['a label of 64 characters', 'a'.repeat(64), null],
  ['254 characters', `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(62)}`, null],
  ['only digits', '1', null],
  ['digits in the last label', 'cm01.5', null],
  ['an IPv4 address', '10.0.0.10', 'Write the name as key, and the address under `addresses`.'],
  ['nothing', '', null],
]

for (const [what, name, hint] of BAD_HOSTS)
  test(`a host name with ${what} is refused`, async (t) => {
    const quoted = /^[\w.-]+$/.test(name) && !name.startsWith('-') ? name : `"${name}"`
    await wrongInEstate(t, `hosts:\n${host(`«${quoted}»`)}`, [['invalid-host-name', hint]])
  })

test('names that Windows keeps for devices are refused for hosts, client groups and sites', async (t) => {
  await wrongInEstate(
    t,
    `hosts:\n${host('«con»')}${host('«NUL.contoso.test»')}${host('«com1»')}${host('console')}clients: { «aux»: { networks: [10.0.0.0/8] } }\n`,
    ['reserved-name', 'reserved-name', 'reserved-name', 'reserved-name'],
  )
})

test('host names of one label, with underscores, and of the longest length are fine', async (t) => {
  const longest = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}`
  const estate = await readGood(
    t,
    `name: a\nproduct: cmcb\nhosts:\n${host('cm01')}${host('srv_cm02')}${host('1a')}${host(longest)}`,
  )
  t.is(estate.hosts.size, 4)
})

test('hosts that differ in case only are one host', async (t) => {
  const found = await wrongInEstate(t, `hosts:\n${host('cm01.contoso.test')}${host('«CM01.contoso.TEST»')}`, [
    'duplicate-host',
  ])
  t.like(found[0]?.related[0]?.span, { line: 5, column: 3 })
})

test('a host is referred to without case, a site with case', async (t) => {
  await wrongInEstate(
    t,
    'hosts:\n  a: { addresses: [10.0.0.1], site: «ps1» }\n  B: { addresses: [10.0.0.2], members: [A] }\nmanagement: [b]\n',
    [['unknown-site', 'Did you mean “PS1”?']],
  )
})

test('other names are 1 to 200 printable characters without a pipe', async (t) => {
  const long = 'x'.repeat(201)
  await wrongInEstate(
    t,
    `networks:\n  «"a|b"»: [10.0.0.0/8]\n  «"a\\u0007"»: [10.0.0.0/8]\n  «"a\\ud800"»: [10.0.0.0/8]\n  «" a"»: [10.0.0.0/8]\n  «""»: [10.0.0.0/8]\n  «${long}»: [10.0.0.0/8]\n  «"\\u202ea"»: [10.0.0.0/8]\n  «"\\ufffd"»: [10.0.0.0/8]\n`,
    Array.from({ length: 8 }, () => 'invalid-name'),
  )
})

test('other names of 200 characters, in any script, are fine', async (t) => {
  const name = '网'.repeat(200)
  const estate = await readGood(
    t,
    `name: Köln & Zürich\nproduct: cmcb\nnetworks: { "${name}": [10.0.0.0/8], "a b (c) / d": [10.0.0.0/8], "🖥": [10.0.0.0/8] }\nclients: { "Büro.": { networks: ["${name}"] } }\n`,
  )
  t.is(estate.networks.size, 3)
})

test('the names of estate, services, flows, instances and prefix are checked too', async (t) => {
  await wrongInEstate(
    t,
    'services: { «"a|b"»: { protocol: icmp } }\nflows:\n  - { name: «"f|g"», from: any, to: any, protocol: icmp }\nhosts: { a: { addresses: [10.0.0.1], roles: [{ role: sql-server, instance: «"x|y"», port: 1500 }] } }\ngpo: { prefix: «"|"», domain: «a..b» }\n',
    ['invalid-name', 'invalid-name', 'invalid-name', 'invalid-name', 'invalid-host-name'],
  )
})

test('a name with two meanings is an error where it is used as an end, and only there', async (t) => {
  const text = 'networks: { ws: [10.0.0.0/8] }\nclients: { ws: { networks: [ws] }, client: { networks: [ws] } }\n'
  await wrongInEstate(t, text, [])
  await wrongInEstate(t, `${text}flows:\n  - { name: f, from: «ws», to: «client», protocol: icmp }\n`, [
    ['ambiguous-name', 'Rename one of them, so that it is certain which is meant.', /a client group and a network/],
    ['ambiguous-name', 'Rename one of them, so that it is certain which is meant.', /a client group and a role/],
  ])
})
