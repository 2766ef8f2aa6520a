// SPDX-License-Identifier: MIT
import test from 'ava'
import { starterEstate } from '../../src/estate/starter-estate.ts'
import { formatAddressSet } from '../../src/formats/address/address-set.ts'
import { TARGET_NAMES, USUAL_TARGETS } from '../../src/targets/target-names.ts'
import { read, readGood } from './support/read.ts'

const ESTATE = `# yaml-language-server: $schema=../../schema/estate.schema.json
name: contoso
product: cmcb                    # cm2007 | cm2012 | cmcb
version: 2509
features: [wake-up-proxy]

sites:
  PS1:
    type: primary
    parent: CAS
    communication: https
    ports: { clientHttp: 80, clientHttps: 8443, wsusHttp: 8530, wsusHttps: 8531 }
  CAS: { type: central }

networks:
  hq: [10.10.0.0/16, 2001:db8:10::/48]

hosts:
  SQL01.contoso.test:
    addresses: [10.0.0.11]
    site: PS1
    roles:
      - role: sql-server
        instance: CM
        port: 14330
        serviceBroker: 4022
  cm01.contoso.test:
    addresses: [10.0.0.10]
    site: PS1
    os: windows-server-2022
    roles: [site-server, sms-provider, management-point]
    firewall: { profiles: [public, domain], rpc: { ports: [51000-51099, 51100-51199] } }
  dc01.contoso.test:
    addresses: [10.0.0.5]
    roles: [domain-controller, global-catalog]

clients:
  workstations:
    site: PS1
    networks: [hq, 10.20.0.0/16]
    install: [push, { method: manual, source: true, ccmsetup: local }]

firewall:
  profiles: [domain]
  rpc: { ports: 50000-50199 }
  targets: [csv, gpo]
  settings: { enabled: true, defaultInbound: block, logDropped: true }

services: { web: { protocol: tcp, ports: [443, 8000-8010] } }
flows:
  - { name: backup, from: [cm01.contoso.test, hq], to: sql-server, service: web, reason: nightly, owner: ops }
  - { name: ping, from: any, to: 10.9.0.0/24, protocol: icmp }
except:
  - { flow: { from: client, to: management-point, service: HTTPS }, reason: http only }
management: [10.9.0.0/24, DC01.contoso.test]
tests:
  - allow: workstations -> cm01.contoso.test 443/tcp
  - deny: any -> SQL01.contoso.test 14330/tcp
`

test('the estate of the interface page is read without diagnostics', async (t) => {
  const estate = await readGood(t, ESTATE)
  t.is(estate.version, 2509)
  t.deepEqual([...estate.sites.keys()], ['CAS', 'PS1'])
  t.deepEqual(
    [...(estate.sites.get('PS1')?.ports ?? [])],
    [
      ['clientHttp', ['80']],
      ['clientHttps', ['8443']],
      ['wsusHttp', ['8530']],
      ['wsusHttps', ['8531']],
    ],
  )
  t.deepEqual([...estate.hosts.keys()], ['cm01.contoso.test', 'dc01.contoso.test', 'sql01.contoso.test'])
  const sql = estate.hosts.get('sql01.contoso.test')
  t.is(sql?.writtenName, 'SQL01.contoso.test')
  t.is(sql?.roles[0]?.instance, 'CM')
  t.deepEqual(
    [...(sql?.roles[0]?.ports ?? [])],
    [
      ['sqlServer', ['14330']],
      ['serviceBroker', ['4022']],
    ],
  )
  const clients = estate.clients.get('workstations')
  t.deepEqual(formatAddressSet(clients?.addresses ?? estate.management), [
    '10.10.0.0/16',
    '10.20.0.0/16',
    '2001:db8:10::/48',
  ])
  t.deepEqual(clients?.install, [
    { method: 'manual', source: true, ccmsetup: 'local', told: new Map() },
    { method: 'push', source: false, ccmsetup: 'share', told: new Map() },
  ])
  t.deepEqual(formatAddressSet(estate.management), ['10.0.0.5', '10.9.0.0/24'])
  t.deepEqual(
    estate.flows.map(({ ports }) => ports),
    [['443', '8000-8010'], []],
  )
  t.true((estate.except[0]?.flows.length ?? 0) > 0)
  t.like(estate.tests[1], { expect: 'deny', from: 'any', to: 'sql01.contoso.test', port: '14330', protocol: 'tcp' })
})

test('a host takes the firewall options of the estate, and its own where it has some', async (t) => {
  const estate = await readGood(t, ESTATE)
  t.deepEqual(estate.hosts.get('cm01.contoso.test')?.firewall, {
    profiles: ['domain', 'public'],
    direction: 'inbound',
    remote: 'peers',
    rpc: { ports: [{ first: 51000, last: 51199 }], rules: 'range' },
  })
  t.deepEqual(estate.hosts.get('dc01.contoso.test')?.firewall, {
    profiles: ['domain'],
    direction: 'inbound',
    remote: 'peers',
    rpc: null,
  })
  t.deepEqual(estate.hosts.get('sql01.contoso.test')?.firewall.rpc, {
    ports: [{ first: 50000, last: 50199 }],
    rules: 'range',
  })
  t.deepEqual(estate.firewall.targets, ['gpo', 'csv'])
})

test('targets are a list or one word, each counts once, and all takes every one', async (t) => {
  const targets = async (text: string) =>
    (
      await readGood(
        t,
        `name: a\nproduct: cm2012\nhosts: { a: { addresses: [10.0.0.1] } }\nfirewall: { targets: ${text} }\n`,
      )
    ).firewall.targets
  t.deepEqual(await targets('[csv, gpo, csv]'), ['gpo', 'csv'])
  t.deepEqual(await targets('netsh'), ['netsh'])
  t.deepEqual(await targets('all'), TARGET_NAMES)
  t.deepEqual(await targets('[csv, all]'), TARGET_NAMES)
})

test('what the file leaves out has its default', async (t) => {
  const estate = await readGood(t, 'name: a\nproduct: cm2012\nhosts: { a: { addresses: [10.0.0.1] } }\n')
  t.is(estate.version, null)
  t.deepEqual(estate.firewall, {
    profiles: ['domain'],
    direction: 'inbound',
    remote: 'peers',
    rpc: null,
    scope: 'role-set',
    targets: USUAL_TARGETS,
    settings: null,
  })
  t.deepEqual(estate.options.dsc, { networkingDsc: '9.1.0' })
  t.deepEqual(estate.options.wfp, { hardPermit: false, defaultBlock: false })
  t.false(estate.clientOnServers)
  t.false(estate.managementGiven)
})

test('the current branch without version is the newest that the catalogue knows', async (t) => {
  const estate = await readGood(t, 'name: a\nproduct: cmcb\nhosts: { a: { addresses: [10.0.0.1] } }\n')
  t.true((estate.version ?? 0) >= 2509)
})

test('the order of keys changes nothing', async (t) => {
  const blocks = ESTATE.split(/\n(?=\S)/)
  const turned = await readGood(t, `${blocks.reverse().join('\n')}\n`)
  const { locate: _, ...one } = await readGood(t, ESTATE)
  const { locate: __, ...other } = turned
  t.deepEqual(other, one)
})

test('a place in the file is found by its path', async (t) => {
  const estate = await readGood(t, ESTATE)
  t.like(estate.locate(['hosts', 'cm01.contoso.test'], 'key'), { line: 27, column: 3, endColumn: 20 })
  t.like(estate.locate(['hosts', 'cm01.contoso.test', 'roles', 1]), { line: 31, column: 26, endColumn: 38 })
})

test('the starter estate compiles without diagnostics and names its schema on the first line', async (t) => {
  t.regex(starterEstate(), /^# yaml-language-server: \$schema=\S+\n/)
  const estate = await readGood(t, starterEstate())
  t.is(estate.hosts.size, 4)
})

test('an estate without hosts and clients gets a warning', async (t) => {
  const { estate, diagnostics } = await read('name: a\nproduct: cmcb\n')
  t.like(diagnostics[0], { code: 'empty-estate', severity: 'warning', line: 1, column: 1 })
  t.not(estate, null)
})

test('an ending that no format has is refused', async (t) => {
  const { diagnostics } = await read('name: a', 'estate.toml')
  t.like(diagnostics[0], { code: 'unknown-format', line: 1, column: 1 })
})

test('standard input is YAML', async (t) => {
  const { estate } = await read('name: a\nproduct: cmcb\n', '-')
  t.is(estate?.name, 'a')
})
