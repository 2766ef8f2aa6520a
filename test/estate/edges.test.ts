// SPDX-License-Identifier: MIT
import test from 'ava'
import { formatAddressSet, isAnyAddress } from '../../src/formats/address/address-set.ts'
import { read, wrongInEstate } from './support/read.ts'

const estateOf = async (text: string) => {
  const { estate, diagnostics } = await read(`name: contoso\nproduct: cmcb\nsites: { PS1: { type: primary } }\n${text}`)
  if (estate === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'))
  return { estate, codes: diagnostics.map(({ code }) => code) }
}

test('hosts and client groups are members of the estate’s domain unless they say otherwise', async (t) => {
  const { estate } = await estateOf(`
domain: Contoso.test
hosts:
  a: { addresses: [10.0.0.1] }
  b: { addresses: [10.0.0.2], domain: Lab.test }
  c: { addresses: [10.0.0.3], membership: workgroup }
clients:
  d: { networks: [10.1.0.0/24] }
  e: { networks: [10.2.0.0/24], domain: lab.test }
  f: { networks: any, membership: internet }
`)
  const of = (host: string) => [estate.hosts.get(host)?.membership, estate.hosts.get(host)?.domain]
  t.deepEqual(of('a'), ['domain', 'contoso.test'])
  t.deepEqual(of('b'), ['domain', 'lab.test'])
  t.deepEqual(of('c'), ['workgroup', null])
  t.is(estate.clients.get('e')?.domain, 'lab.test')
  t.true(isAnyAddress(estate.clients.get('f')?.addresses ?? estate.management))
})

test('gpo.domain is the estate’s domain where the file names none at the top', async (t) => {
  const host = 'hosts: { a: { addresses: [10.0.0.1] } }\n'
  t.is((await estateOf(`${host}gpo: { domain: Contoso.test }`)).estate.domain, 'contoso.test')
  t.is((await estateOf(`${host}domain: corp.test\ngpo: { domain: contoso.test }`)).estate.domain, 'corp.test')
  t.is((await estateOf(host)).estate.domain, null)
})

test('a workgroup computer has no domain and no domain profile', async (t) => {
  await wrongInEstate(
    t,
    'hosts:\n  a: { addresses: [10.0.0.1], membership: workgroup, domain: «contoso.test», firewall: { profiles: [public, «domain»] } }\n',
    [
      ['domain-in-workgroup', 'Delete `domain`, or write `membership: domain`.'],
      ['domain-profile-in-workgroup', 'Write `profiles: [private, public]`, or leave `profiles` out.'],
    ],
  )
})

test('profiles at the edges are those that can apply there', async (t) => {
  const { estate } = await estateOf(`
firewall: { profiles: [domain] }
hosts:
  a: { addresses: [10.0.0.1], membership: workgroup }
  b: { addresses: [10.0.0.2], membership: workgroup, firewall: { profiles: [public] } }
clients:
  c: { networks: [10.1.0.0/24], membership: workgroup }
  d: { networks: any, membership: internet }
  e: { networks: [10.2.0.0/24] }
`)
  t.deepEqual(estate.hosts.get('a')?.firewall.profiles, ['private', 'public'])
  t.deepEqual(estate.hosts.get('b')?.firewall.profiles, ['public'])
  t.deepEqual(estate.clients.get('c')?.firewall.profiles, ['private', 'public'])
  t.deepEqual(estate.clients.get('d')?.firewall.profiles, ['domain', 'private', 'public'])
  t.deepEqual(estate.clients.get('e')?.firewall.profiles, ['domain'])
})

test('only internet clients may be anywhere, and they say so with any', async (t) => {
  await wrongInEstate(
    t,
    `networks: { all: [0.0.0.0/0] }
clients:
  a: { networks: «any» }
  b: { networks: «any», membership: workgroup }
  c: { networks: [«any»], membership: internet }
  d: { networks: [«0.0.0.0/0», «"::/0"», «all»], membership: internet }
  e: { networks: any, membership: internet }
`,
    [
      ['any-network', 'Name its networks, or write `membership: internet`.'],
      'any-network',
      ['any-in-list', 'Write `networks: any`.'],
      ['whole-internet', 'Write `networks: any`.'],
      ['whole-internet', 'Write `networks: any`.'],
      ['whole-internet', 'Write `networks: any`.'],
    ],
  )
})

test('entries wider than a /8 of IPv4 or a /16 of IPv6 are noted wherever they stand', async (t) => {
  const { estate } = await estateOf(`
networks: { a: [10.0.0.0/8, 8.0.0.0/7, 9.0.0.0-10.0.0.0], b: { addresses: ["2001::/16", "2000::/15"] } }
hosts: { x: { addresses: [10.0.0.1] } }
clients: { c: { networks: [a, 64.0.0.0/2] } }
management: [10.0.0.0/8, 128.0.0.0/1]
flows: [{ name: f, from: 0.0.0.0/0, to: x, protocol: tcp, ports: 80 }]
`)
  t.deepEqual(
    estate.wide.map(({ text }) => text),
    ['8.0.0.0/7', '9.0.0.0-10.0.0.0', '2000::/15', '64.0.0.0/2', '0.0.0.0/0', '128.0.0.0/1'],
  )
})

test('a network may name its DHCP relays', async (t) => {
  const { estate } = await estateOf(`
networks: { office: { addresses: [10.1.0.0/24], relays: [10.1.0.1, 10.1.0.2] }, lab: [10.2.0.0/24] }
clients: { pcs: { networks: [office, lab, 10.3.0.0/24] } }
`)
  t.deepEqual(formatAddressSet(estate.networks.get('office')?.relays ?? estate.management), ['10.1.0.1-10.1.0.2'])
  t.deepEqual(formatAddressSet(estate.networks.get('lab')?.relays ?? estate.management), [])
  t.deepEqual(estate.clients.get('pcs')?.networks, ['office', 'lab'])
  await wrongInEstate(t, 'networks: { a: { addresses: [10.1.0.0/24], «relays»: [] } }\n', ['no-address'])
})

test('a port parameter takes one port or a list, and an info says that it has several', async (t) => {
  const { estate, codes } = await estateOf(`
hosts: { a: { addresses: [10.0.0.1], site: PS1, roles: [{ role: sql-server, port: [14330, 1433] }, { role: multicast-distribution-point, multicastPorts: [63000-63100, 64000-64100] }] } }
`)
  t.deepEqual(codes, ['several-ports', 'several-ports'])
  t.deepEqual(
    estate.hosts
      .get('a')
      ?.roles.find(({ role }) => role === 'sql-server')
      ?.ports.get('sqlServer'),
    ['1433', '14330'],
  )
  await wrongInEstate(
    t,
    'hosts: { a: { addresses: [10.0.0.1], site: PS1, roles: [{ role: sql-server, port: [«0», 1433, «1433», «1-5»] }] } }\n',
    ['invalid-port', 'duplicate-entry', 'invalid-port'],
  )
})

test('several WSUS ports have a partner each', async (t) => {
  const site = (ports: string): string => `sites: { PS1: { type: primary, ports: { ${ports} } } }\n`
  const wsus = async (ports: string) =>
    (await read(`name: a\nproduct: cmcb\n${site(ports)}hosts: { a: { addresses: [10.0.0.1] } }\n`)).diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code, hint }) => [code, hint])
  t.deepEqual(await wsus('wsusHttp: [80, 8530], wsusHttps: [443, 8531]'), [])
  t.deepEqual(await wsus('wsusHttp: [80, 8530], wsusHttps: 8531'), [
    ['wsus-pair', 'With HTTP on 80, HTTPS is 443: set wsusHttps to 443.'],
  ])
  t.deepEqual(await wsus('wsusHttp: 65535'), [
    ['wsus-pair', 'No port follows 65535: set wsusHttp and wsusHttps to 8530 and 8531, or to another two in a row.'],
  ])
})

test('each port of a list counts where it must not lie in the RPC range, and twice on one server', async (t) => {
  const { diagnostics } = await read(`
name: a
product: cmcb
sites: { PS1: { type: primary, ports: { clientHttps: [443, 50100] } } }
firewall: { rpc: { ports: 50000-50199 } }
hosts:
  a: { addresses: [10.0.0.1], site: PS1, roles: [management-point] }
  b: { addresses: [10.0.0.2], site: PS1, roles: [{ role: sql-server, port: 1433 }, { role: sql-server, instance: X, port: [1500, 1433] }] }
`)
  t.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    ['static-port-in-rpc-range', 'sql-port-twice'],
  )
})

test('the RPC range is for servers of Configuration Manager unless it says for whom', async (t) => {
  const restricted = async (on: string): Promise<readonly string[]> => {
    const { estate } = await estateOf(`
firewall: { rpc: { ports: 50000-50199${on} } }
hosts:
  site: { addresses: [10.0.0.1], site: PS1, roles: [site-server] }
  sql: { addresses: [10.0.0.2], site: PS1, roles: [sql-server] }
  dc: { addresses: [10.0.0.3], roles: [global-catalog] }
  dcdp: { addresses: [10.0.0.4], site: PS1, roles: [domain-controller, distribution-point] }
  ca: { addresses: [10.0.0.5], roles: [certification-authority] }
  bare: { addresses: [10.0.0.6] }
  own: { addresses: [10.0.0.7], roles: [domain-controller], firewall: { rpc: { ports: 51000-51199 } } }
clients: { pcs: { networks: [10.1.0.0/24] }, admins: { networks: [10.2.0.0/24], role: console } }
`)
    return [...estate.hosts.values(), ...estate.clients.values()]
      .filter(({ firewall }) => firewall.rpc !== null)
      .map(({ name }) => name)
  }
  t.deepEqual(await restricted(''), ['own', 'site', 'sql'])
  t.deepEqual(await restricted(', on: all'), ['bare', 'ca', 'dc', 'dcdp', 'own', 'site', 'sql', 'admins', 'pcs'])
  t.deepEqual(await restricted(', on: [pcs, domain-controller, bare]'), ['bare', 'dc', 'dcdp', 'own', 'pcs'])
  t.deepEqual(await restricted(', on: console'), ['own', 'admins'])
})

test('a domain controller is restricted with a warning, and a range for nobody is one too', async (t) => {
  const host = 'hosts: { dc: { addresses: [10.0.0.1], roles: [domain-controller] } }\n'
  const codes = async (text: string) => (await estateOf(`${host}${text}`)).codes
  t.deepEqual(await codes('firewall: { rpc: { ports: 50000-50199 } }'), ['rpc-on-nobody'])
  t.deepEqual(await codes('firewall: { rpc: { ports: 50000-50199, on: dc } }'), ['rpc-on-domain-controller'])
  await wrongInEstate(
    t,
    `networks: { n: [10.1.0.0/24] }\n${host}firewall: { rpc: { ports: 50000-50199, «on»: [dc, «n», «dd», «10.0.0.1»] } }\n`,
    ['rpc-on-domain-controller', 'rpc-on-unknown', ['unknown-end', 'Did you mean “dc”?'], 'rpc-on-unknown'],
  )
})

test('the administrators’ way in must not lie in the RPC range', async (t) => {
  await wrongInEstate(
    t,
    'hosts: { a: { addresses: [10.0.0.1], site: PS1, roles: [distribution-point] } }\nmanagement: [10.9.0.0/24]\nfirewall: { rpc: { ports: ««5900-6100»» } }\n',
    ['static-port-in-rpc-range', 'static-port-in-rpc-range'],
  )
  const without = 'hosts: { a: { addresses: [10.0.0.1], site: PS1, roles: [distribution-point] } }\n'
  await wrongInEstate(t, `${without}firewall: { rpc: { ports: 5900-6100 } }\n`, [])
})

test('a listener cannot have the port of an endpoint of its members', async (t) => {
  const group = (listener: string, member: string): string => `hosts:
  m1: { addresses: [10.0.0.1], site: PS1, roles: [{ role: sql-availability-replica, port: 1433, ${member} }] }
  m2: { addresses: [10.0.0.2], site: PS1, roles: [{ role: sql-availability-replica, port: 1433, ${member} }] }
  lsn: { addresses: [10.0.0.3], site: PS1, roles: [{ role: sql-server, port: ${listener} }], members: [m1, m2] }
`
  const both = ['sql-port-twice', 'sql-port-twice'] as const
  await wrongInEstate(t, group('««5022»»', 'mirroring: 5022'), both)
  await wrongInEstate(t, group('««4023»»', 'mirroring: 5022, serviceBroker: 4023'), both)
  await wrongInEstate(t, group('1433', 'mirroring: 5022'), [])
  await wrongInEstate(t, group('5022', 'mirroring: 5023'), [])
})

test('a port of a listener counts in the RPC ranges of its members', async (t) => {
  await wrongInEstate(
    t,
    `hosts:
  m1: { addresses: [10.0.0.1], site: PS1, roles: [distribution-point], firewall: { rpc: { ports: 50000-50199 } } }
  lsn: { addresses: [10.0.0.3], site: PS1, roles: [{ role: sql-server, port: «50100» }], members: [m1] }
`,
    ['static-port-in-rpc-range'],
  )
})

test('internetFacing stands on roles that may face the internet', async (t) => {
  const { estate } = await estateOf(
    'hosts: { a: { addresses: [10.0.0.1], site: PS1, roles: [{ role: management-point, internetFacing: true }, pxe-distribution-point] } }',
  )
  t.deepEqual(
    estate.hosts.get('a')?.roles.map(({ role, internetFacing }) => [role, internetFacing]),
    [
      ['management-point', true],
      ['pxe-distribution-point', false],
    ],
  )
  await wrongInEstate(
    t,
    'hosts: { a: { addresses: [10.0.0.1], site: PS1, roles: [{ role: site-server, «internetFacing»: true }] } }\n',
    ['unknown-key'],
  )
})

test('an acknowledgement names a code, what it is about, a reason and an owner', async (t) => {
  const entry = (code: string, rest = ''): string =>
    `acknowledge: [{ code: ${code}, about: networks.a, reason: r, owner: o${rest} }]\n`
  await wrongInEstate(t, entry('«network-very-wde»'), [['unknown-code', 'Did you mean “network-very-wide”?']])
  await wrongInEstate(t, entry('«unknown-role»'), ['error-acknowledged'])
  await wrongInEstate(t, entry('network-very-wide', ', until: «2026-02-30»'), ['invalid-date'])
  await wrongInEstate(t, 'acknowledge: [«{ code: network-very-wide, about: a, reason: r }»]\n', [
    ['missing-key', null, /“owner”/],
  ])
})

test('what an acknowledgement is about may be the path of a name with dots', async (t) => {
  const { estate } = await estateOf(`
hosts: { a.x.test: { addresses: [10.0.0.1], roles: [console] } }
acknowledge:
  - { code: network-very-wide, about: hosts.a.x.test.roles.0, reason: r, owner: o, until: 2026-11-20 }
  - { code: network-very-wide, about: a.x.test, reason: r, owner: o, until: 2026-11-21 }
`)
  t.deepEqual(
    estate.acknowledge.map(({ aboutPath, inForce }) => [aboutPath, inForce]),
    [
      [['hosts', 'a.x.test', 'roles', 0], false],
      [null, true],
    ],
  )
})

test('a policy test may name sites, leave senders out, and has to be a sentence', async (t) => {
  const { estate } = await estateOf(`
networks: { n: [10.1.0.0/24] }
hosts: { a: { addresses: [10.0.0.1], site: PS1 } }
tests:
  - deny: any -> PS1 445/tcp except [A, n, 10.2.0.0/24]
  - allow: internet -> a 443/tcp
`)
  t.deepEqual(
    estate.tests.map(({ from, to, except }) => [from, to, except]),
    [
      ['any', 'PS1', ['a', 'n', '10.2.0.0/24']],
      ['internet', 'a', []],
    ],
  )
  await wrongInEstate(t, 'tests: [{ deny: ««"any -> PS2 445/tcp except [b]"»» }]\n', ['unknown-end', 'unknown-end'])
})
