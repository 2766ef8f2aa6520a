// SPDX-License-Identifier: MIT
import test from 'ava'
import { compileEstate, type EstateResult } from '../../src/compile/compile-estate.ts'
import { nothingToTalkTo } from '../../src/compile/nothing-to-talk-to.ts'
import { catalog } from '../support/catalog.ts'
import { compiled, estateOf, rulesOf } from '../support/compile.ts'
import { growth, LINEAR } from '../support/growth.ts'

const PERIMETER = `
name: dmz
product: cmcb
domain: corp.test
sites: { P01: { type: primary } }
networks: { lan: [10.1.0.0/16], labnet: [10.7.1.0/24], hall: [192.0.2.128/25] }
hosts:
  site.corp.test: { addresses: [10.0.0.10], site: P01, roles: [site-server, sms-provider, sql-server] }
  mp.corp.test: { addresses: [10.0.0.11], site: P01, roles: [management-point, distribution-point, software-update-point] }
  dc.corp.test: { addresses: [10.0.0.5], roles: [global-catalog, dns-server] }
  dc.lab.test: { addresses: [10.7.0.5], domain: lab.test, roles: [global-catalog] }
  out.corp.test:
    addresses: [192.0.2.10]
    site: P01
    roles:
      - { role: management-point, internetFacing: true }
      - { role: distribution-point, internetFacing: true }
      - { role: software-update-point, internetFacing: true }
  fsp.corp.test: { addresses: [192.0.2.11], site: P01, roles: [{ role: fallback-status-point, internetFacing: true }] }
  dp.dmz.test: { addresses: [192.0.2.20], site: P01, membership: workgroup, roles: [distribution-point] }
  others.corp.test: { addresses: [10.0.0.30], site: P01, managed: false, roles: [distribution-point] }
clients:
  pcs: { site: P01, networks: [lan], install: [push] }
  lab: { site: P01, networks: [labnet], domain: lab.test }
  kiosks: { site: P01, networks: [hall], membership: workgroup, install: [push] }
  laptops: { site: P01, networks: any, membership: internet, install: [push] }
management: [10.9.0.0/24]
features: all
firewall: { direction: both, settings: { defaultInbound: block, defaultOutbound: block } }
`

const CONTROLLERS = ['dc.corp.test', 'dc.lab.test']

/** Who reaches a host by any flow, with the ports: `pcs 445`. */
const reaching = ({ flows }: EstateResult, host: string): readonly string[] =>
  [
    ...new Set(
      flows
        .filter(({ to }) => to.parties.some(({ name }) => name === host))
        .flatMap(({ from, ports }) => from.parties.flatMap(({ name }) => ports.map((port) => `${name} ${port}`))),
    ),
  ].sort()

test('no group and no host outside of a domain reaches one of its controllers, but by DNS where it holds dns-server', async (t) => {
  const result = await compiled(PERIMETER)
  for (const controller of CONTROLLERS)
    for (const outsider of ['kiosks', 'laptops', 'dp.dmz.test'])
      t.deepEqual(
        reaching(result, controller).filter((line) => line.startsWith(`${outsider} `)),
        controller === 'dc.corp.test' && outsider !== 'laptops' ? [`${outsider} 53`] : [],
        `${outsider} to ${controller}`,
      )
})

test('members reach the controllers of their own domain, and servers of a site those of everybody in it', async (t) => {
  const result = await compiled(PERIMETER)
  const corp = reaching(result, 'dc.corp.test')
  const lab = reaching(result, 'dc.lab.test')
  t.true(corp.includes('pcs 445') && lab.includes('lab 445'))
  t.false(lab.some((line) => line.startsWith('pcs ')))
  t.deepEqual(
    corp.filter((line) => line.startsWith('lab ')),
    ['lab 53'],
  )
  for (const server of ['site.corp.test', 'mp.corp.test', 'out.corp.test'])
    t.true(lab.includes(`${server} 389`), server)
  t.false(lab.includes('mp.corp.test 445'))
})

test('clients on the internet reach what faces the internet, on the ports of the rows for them alone', async (t) => {
  const result = await compiled(PERIMETER)
  const from = result.flows.filter(({ from }) => from.parties.some(({ name }) => name === 'laptops'))
  t.deepEqual(
    [
      ...new Set(
        from.flatMap(({ to, ports }) => to.parties.flatMap(({ name }) => ports.map((port) => `${name} ${port}`))),
      ),
    ].sort(),
    ['fsp.corp.test 80', 'out.corp.test 443', 'out.corp.test 8531'],
  )
  const to = result.flows.filter(({ to }) => to.parties.some(({ name }) => name === 'laptops'))
  t.deepEqual(
    to.filter(({ entry }) => entry !== null).map(({ id }) => id),
    [],
  )
})

test('what is open to the internet is open to any address, and nothing else is', async (t) => {
  const result = await compiled(PERIMETER)
  const open = result.policies.flatMap(({ id, rules }) =>
    rules
      .filter(
        ({ direction, protocol, remoteAddresses }) =>
          direction === 'in' && protocol === 'tcp' && remoteAddresses.length === 0,
      )
      .map(({ localPorts }) => `${id} ${localPorts.join()}`),
  )
  t.deepEqual(open.sort(), [
    'P01-distribution-point+management-point+software-update-point-internet 443',
    'P01-distribution-point+management-point+software-update-point-internet 8531',
    'P01-fallback-status-point-internet 80',
  ])
})

test('a site that does not speak HTTPS has nothing for the internet, and a warning says so', async (t) => {
  const quiet = PERIMETER.replace('features: all', '')
    .replace('type: primary', 'type: primary, communication: http')
    .replace('product: cmcb', 'product: cmcb\nversion: 2309')
    .replace('{ role: software-update-point, internetFacing: true }', 'software-update-point')
    .replaceAll(/\{ role: (management-point|distribution-point), internetFacing: true \}/g, '$1')
  const { diagnostics } = await compiled(quiet)
  const found = diagnostics.filter(({ code }) => code === 'nothing-to-talk-to').map(({ message }) => message)
  t.deepEqual(found, ['The client group “laptops” finds no role with `internetFacing` in site “P01”.'])
  const loud = await compiled(PERIMETER)
  t.deepEqual(
    loud.diagnostics.filter(({ code }) => code === 'nothing-to-talk-to'),
    [],
  )
})

test('a client group without any site system for clients, and a role without a peer, are left alone with a word', async (t) => {
  const { diagnostics } = await compiled(`
name: a
product: cmcb
sites: { S: { type: primary } }
hosts: { fsp.x.test: { addresses: [10.0.0.1], site: S, roles: [sms-provider] } }
clients: { pcs: { site: S, networks: [10.1.0.0/24] } }
`)
  const found = diagnostics.filter(({ code }) => code === 'nothing-to-talk-to')
  t.deepEqual(
    found.map(({ message }) => message.slice(0, 60)),
    [
      'The client group “pcs” reaches no management point, distribut',
      '“fsp.x.test” is the SMS Provider, which talks to Configurati',
    ].map((text) => text.slice(0, 60)),
  )
})

test('an update point below a site without one has nothing to synchronize with, unless somebody is named', async (t) => {
  const below = (more: string, central = ''): string => `
name: a
product: cmcb
sites: { CAS: { type: central }, P01: { type: primary, parent: CAS } }
hosts:
  cas.x.test: { addresses: [10.0.0.1], site: CAS, roles: [site-server${central}] }
  p01.x.test: { addresses: [10.0.0.2], site: P01, roles: [site-server, software-update-point] }
${more}`
  const found = async (text: string): Promise<readonly string[]> =>
    (await compiled(text)).diagnostics
      .filter(({ code, message }) => code === 'nothing-to-talk-to' && message.includes('synchronize'))
      .map(({ message }) => message)
  t.deepEqual(await found(below('')), [
    '“p01.x.test” is the software update point of site “P01” and has nothing to synchronize with: the parent site “CAS” has none.',
  ])
  t.deepEqual(await found(below('', ', software-update-point')), [])
  const upstream = '  wsus.x.test: { addresses: [10.0.0.3], roles: [wsus-upstream] }\n'
  t.deepEqual(await found(below(upstream)), [])
})

test('hosts that differ in membership, domain or internetFacing never share a policy', async (t) => {
  const { policies } = await compiled(`
name: a
product: cmcb
domain: x.test
sites: { S: { type: primary } }
hosts:
  a.x.test: { addresses: [10.0.0.1], site: S, roles: [distribution-point] }
  b.x.test: { addresses: [10.0.0.2], site: S, roles: [distribution-point] }
  c.x.test: { addresses: [10.0.0.3], site: S, roles: [{ role: distribution-point, internetFacing: true }] }
  d.x.test: { addresses: [10.0.0.4], site: S, membership: workgroup, roles: [distribution-point] }
  e.y.test: { addresses: [10.0.0.5], site: S, domain: y.test, roles: [distribution-point] }
  f.x.test: { addresses: [10.0.0.6], site: S, domain: X.test, roles: [distribution-point] }
`)
  t.deepEqual(
    policies.map(({ id, hosts, profiles, groupPolicy }) => [id, hosts.join(' '), profiles.join(' '), groupPolicy]),
    [
      ['S-distribution-point', 'a.x.test b.x.test f.x.test', 'domain', true],
      ['S-distribution-point-internet', 'c.x.test', 'domain', true],
      ['S-distribution-point-workgroup', 'd.x.test', 'private public', false],
      ['S-distribution-point-y.test', 'e.y.test', 'domain', true],
    ],
  )
})

test('a computer that others look after, and one too old for rules, are peers without a policy', async (t) => {
  const result = await compiled(`
name: a
product: cm2007
sites: { S: { type: primary } }
hosts:
  cm.x.test: { addresses: [10.0.0.1], site: S, roles: [site-server] }
  dp.x.test: { addresses: [10.0.0.2], site: S, managed: false, roles: [distribution-point] }
  old.x.test: { addresses: [10.0.0.3], site: S, os: windows-server-2003-r2, roles: [fallback-status-point] }
clients: { pcs: { site: S, os: windows-xp, networks: [10.1.0.0/24], install: [] } }
`)
  t.deepEqual(
    result.policies.map(({ id }) => id),
    ['S-site-server'],
  )
  t.true(rulesOf(result, 'cm.x.test').some((rule) => rule.endsWith('10.0.0.3')))
  t.deepEqual(
    result.diagnostics
      .filter(({ code }) => code === 'not-managed' || code === 'old-windows-firewall')
      .map(({ code, severity }) => `${severity} ${code}`)
      .sort(),
    ['info not-managed', 'warning old-windows-firewall', 'warning old-windows-firewall'],
  )
})

test('remote: any opens inbound rules alone', async (t) => {
  const result = await compiled(`
name: a
product: cmcb
sites: { S: { type: primary } }
firewall: { direction: both, remote: any }
hosts:
  cm.x.test: { addresses: [10.0.0.1], site: S, roles: [site-server] }
  dp.x.test: { addresses: [10.0.0.2], site: S, roles: [distribution-point] }
`)
  const rules = [...rulesOf(result, 'cm.x.test'), ...rulesOf(result, 'dp.x.test')]
  t.true(rules.includes('in tcp 445 <- any'))
  t.deepEqual(
    rules.filter((rule) => rule.startsWith('out tcp 445') && rule.endsWith('any')),
    [],
  )
})

test('a list of ports opens each of them', async (t) => {
  const result = await compiled(`
name: a
product: cmcb
sites: { S: { type: primary, ports: { clientHttps: [443, 8443] } } }
hosts: { mp.x.test: { addresses: [10.0.0.1], site: S, roles: [management-point] } }
clients: { pcs: { site: S, networks: [10.1.0.0/24] } }
`)
  t.true(rulesOf(result, 'mp.x.test').includes('in tcp 443,8443 <- 10.1.0.0/24'))
})

test('who is not restricted keeps the keyword, its registry and its range', async (t) => {
  const result = await compiled(`
name: a
product: cmcb
sites: { S: { type: primary } }
firewall: { rpc: { ports: 50000-50199 } }
hosts:
  cm.x.test: { addresses: [10.0.0.1], site: S, roles: [site-server] }
  dp.x.test: { addresses: [10.0.0.2], site: S, roles: [distribution-point] }
  dc.x.test: { addresses: [10.0.0.3], roles: [domain-controller] }
clients: { pcs: { site: S, networks: [10.1.0.0/24], install: [push] } }
`)
  const dynamic = (name: string) => rulesOf(result, name).filter((rule) => / (RPC|50000-50199) /.test(rule))
  t.deepEqual(dynamic('dp.x.test'), ['in tcp 50000-50199 <- 10.0.0.1'])
  t.deepEqual(dynamic('dc.x.test'), ['in tcp RPC <- 10.0.0.1'])
  t.deepEqual(dynamic('pcs'), ['in tcp RPC <- 10.0.0.1'])
  t.deepEqual(
    result.policies.map(({ id, registry }) => `${id} ${registry.length}`),
    ['all-sites-domain-controller 0', 'S-site-server 3', 'S-distribution-point 3', 'clients-pcs 0'].sort(
      (a, b) =>
        result.policies.findIndex(({ id }) => a.startsWith(`${id} `)) -
        result.policies.findIndex(({ id }) => b.startsWith(`${id} `)),
    ),
  )
  t.regex(result.diagnostics.find(({ code }) => code === 'rpc-not-on')?.message ?? '', /dc\.x\.test/)
})

test('an own flow says who answers for it in fields of its own', async (t) => {
  const { flows } = await compiled(`
name: a
product: cmcb
hosts: { a.x.test: { addresses: [10.0.0.1] } }
flows: [{ name: f, from: 10.1.0.0/24, to: a.x.test, protocol: tcp, ports: 80, reason: why, owner: who, ticket: T-1, expires: 2027-01-01 }]
`)
  t.deepEqual(flows[0]?.own, { reason: 'why', owner: 'who', ticket: 'T-1', expires: '2027-01-01' })
  t.is(flows[0]?.text, 'why')
})

test('a member whose firewall others look after, or whose system is too old, still reaches the controllers of its domain', async (t) => {
  const result = await compiled(
    PERIMETER.replace(
      'clients:',
      '  old.corp.test: { addresses: [10.0.0.31], os: windows-server-2003, roles: [file-share] }\nclients:',
    ),
  )
  for (const name of ['others.corp.test', 'old.corp.test'])
    for (const port of ['88', '445', '53'])
      t.true(reaching(result, 'dc.corp.test').includes(`${name} ${port}`), `${name} ${port}`)
  t.false(reaching(result, 'dc.lab.test').some((line) => line.startsWith('others.corp.test 88')))
})

test('who has nothing to synchronize with is found in time that grows with the number of sites', async (t) => {
  const primaries = async (sites: number) => {
    const numbers = Array.from({ length: sites }, (_, index) => index)
    const estate = await estateOf(
      [
        'name: a',
        'product: cmcb',
        'sites:',
        '  CAS: { type: central }',
        ...numbers.map((site) => `  S${site}: { type: primary, parent: CAS }`),
        'hosts:',
        '  cas.x.test: { addresses: [172.16.0.1], site: CAS, roles: [site-server] }',
        ...numbers.map(
          (site) =>
            `  h${site}.x.test: { addresses: [10.0.${site >> 7}.${(site & 127) * 2}], site: S${site}, roles: [software-update-point] }`,
        ),
      ].join('\n'),
    )
    return { of: estate, ...compileEstate(estate, catalog, { version: '0', inputs: [], diagnostics: [] }) }
  }
  const made = new Map([
    [2000, await primaries(2000)],
    [8000, await primaries(8000)],
  ])
  const found = (sites: number) => {
    const { of, parties, flows } = made.get(sites) as Awaited<ReturnType<typeof primaries>>
    return nothingToTalkTo(of, catalog, parties, flows)
  }
  t.true(growth(found, 2000) < LINEAR)
  t.is(found(2000).filter(({ message }) => message.includes('synchronize')).length, 2000)
})
