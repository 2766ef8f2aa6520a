// SPDX-License-Identifier: MIT
import test from 'ava'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { compiled } from '../support/compile.ts'

interface Parts {
  readonly product?: string
  readonly top?: string
  readonly sites?: string
  readonly hosts?: string
  readonly clients?: string
}

const estate = ({ product = 'cmcb', top = '', sites = '', hosts = '', clients = '' }: Parts): string => `
name: test
product: ${product}
${top}
sites: { S: { type: primary }${sites} }
hosts:
  cm.x.test: { addresses: [10.0.0.2], site: S, os: windows-server-2022, roles: [site-server, management-point] }
${hosts}
clients:
${clients === '' ? '  desks: { site: S, networks: [192.0.2.0/24], install: [push] }' : clients}
`
const said = async (parts: Parts, code: string): Promise<readonly Diagnostic[]> =>
  (await compiled(estate(parts))).diagnostics.filter((one) => one.code === code)
const NET = 'site: S, networks: [192.0.2.0/24]'

test('a client group that nothing installs is told once, and an empty list answers it', async (t) => {
  const clients = `  a: { ${NET} }\n  b: { site: S, networks: [198.51.100.0/24] }\n  c: { site: S, networks: [203.0.113.0/24], install: [] }\n  d: { site: S, networks: [203.0.114.0/24], role: mobile-device }`
  const [one, ...more] = await said({ clients }, 'nothing-installs')
  t.is(one?.message, 'Nothing installs the client on “a” and “b”: the groups name no install method.')
  t.regex(one?.hint ?? '', /install: \[push\]/)
  t.deepEqual(more, [])
  t.deepEqual(await said({}, 'nothing-installs'), [])
})

for (const [product, install, role, hint] of [
  ['cmcb', 'manual', 'file-share', /by default the management point; or write `ccmsetup: local`/],
  ['cm2007', 'logon-script', 'file-share', /by default the management point/],
  ['cmcb', 'group-policy', 'file-share', /ccmsetup: local/],
  ['cm2012', '{ method: manual, source: true }', 'source-server', /server that \/source names/],
] as const)
  test(`${product}: ${install} without its ${role} is a warning with what to do`, async (t) => {
    const clients = `  desks: { ${NET}, install: [${install}] }`
    const found = (await said({ product, clients }, 'install-without-peer')).filter(({ message }) =>
      message.includes(role),
    )
    t.is(found.length, 1)
    t.regex(
      found[0]?.message ?? '',
      /The installation of “desks” \(.*\) needs SMB to a host with the role .*, and site “S” has none/,
    )
    t.regex(found[0]?.hint ?? '', hint)
    const hosts = `  share.x.test: { addresses: [10.0.0.9], os: windows-server-2022, roles: [${role}] }`
    const left = await said({ product, clients, hosts }, 'install-without-peer')
    t.false(left.some(({ message }) => message.includes(role)))
  })

test('a manual installation from a local disk needs no share', async (t) => {
  const clients = `  desks: { ${NET}, install: [{ method: manual, ccmsetup: local }] }`
  t.deepEqual(await said({ clients }, 'install-without-peer'), [])
})

test('a fallback status point that clients are told of has to exist', async (t) => {
  const clients = (value: string): string => `  desks: { ${NET}, install: [{ method: push${value} }] }`
  t.is((await said({ clients: clients(', fallbackStatusPoint: true') }, 'install-without-peer')).length, 1)
  t.deepEqual(await said({ clients: clients('') }, 'install-without-peer'), [])
})

test('an exception that takes away what push needs names the methods that need nothing on the client', async (t) => {
  const top = 'except:\n  - { flow: { from: site-server, to: client, service: SMB }, reason: no SMB }'
  const [one] = await said({ top }, 'exception-breaks-install')
  t.is(one?.message, 'Without SMB, the installation of “desks” (Client push) does not work.')
  t.regex(one?.hint ?? '', /\(.*manual.*\)/)
  t.regex(one?.hint ?? '', /group-policy/)
  t.notRegex(one?.hint ?? '', /push/)
  t.is(one?.line, 5)
  const clients = `  desks: { ${NET}, install: [{ method: manual, ccmsetup: local }] }`
  t.deepEqual(await said({ top, clients }, 'exception-breaks-install'), [])
})

test('an exception of one of several rows for the same need breaks nothing', async (t) => {
  const of = (id: string): string => `except:\n  - { flow: ${id}, reason: not used }`
  const found = async (id: string): Promise<number> => (await said({ top: of(id) }, 'exception-breaks-install')).length
  const ids = (await compiled(estate({}))).flows.flatMap(({ entry }) =>
    entry?.installMethods.includes('push') && entry.to === 'client' ? [entry] : [],
  )
  const mapper = ids.filter(({ ports }) => ports.includes('135'))
  t.deepEqual(mapper.map(({ protocol }) => protocol).sort(), ['tcp', 'udp'])
  for (const { id } of mapper) t.is(await found(id), 0)
  for (const { id } of ids.filter(({ ports }) => !ports.includes('135'))) t.is(await found(id), 1, id)
})

test('a host of the product without a site is a warning where there are several sites', async (t) => {
  const hosts = `  sql.x.test: { addresses: [10.0.0.5], os: windows-server-2022, roles: [sql-server] }
  dc.x.test: { addresses: [10.0.0.6], os: windows-server-2022, roles: [domain-controller] }`
  t.deepEqual(await said({ hosts }, 'serves-several-sites'), [])
  const sites = ', Q: { type: secondary, parent: S }'
  const [one, ...more] = await said({ hosts, sites }, 'serves-several-sites')
  t.is(one?.message, '“sql.x.test” has no site, so as SQL Server it serves 2 sites: “Q” and “S”.')
  t.deepEqual(more, [])
})

test('hosts without a system are one note, which names the range that is taken', async (t) => {
  const hosts = `  dp.x.test: { addresses: [10.0.0.5], site: S, roles: [distribution-point] }
  dq.x.test: { addresses: [10.0.0.6], site: S, roles: [distribution-point] }`
  const found = await said({ hosts }, 'system-not-named')
  t.deepEqual(
    found.map(({ message }) => message),
    ['2 hosts name no `os`, so dynamic RPC on them is taken to be 49152-65535: “dp.x.test” and “dq.x.test”.'],
  )
  t.deepEqual(await said({ hosts, top: 'firewall: { rpc: { ports: 50000-50199 } }' }, 'system-not-named'), [])
})

for (const [product, role, features] of [
  ['cm2007', 'system-health-validator', ['nap-dhcp', 'nap-ipsec']],
  ['cm2012', 'health-registration-authority', ['nap-ipsec']],
  ['cmcb', 'migration-source', ['migration']],
] as const)
  test(`${product}: the role ${role} asks for one of its features`, async (t) => {
    const hosts = `  h.x.test: { addresses: [10.0.0.5], site: S, os: windows-server-2008-r2, roles: [${role}] }`
    const [one] = await said({ product, hosts }, 'feature-not-chosen')
    for (const feature of features) t.true(one?.message.includes(`“${feature}”`))
    t.regex(one?.hint ?? '', new RegExp(`features: \\[${features[0]}\\]`))
    for (const feature of features)
      t.deepEqual(await said({ product, hosts, top: `features: [${feature}]` }, 'feature-not-chosen'), [])
  })

test('a feature that no row of the product uses is a warning, one without holders a note', async (t) => {
  const [none] = await said({ product: 'cm2012', top: 'features: [migration]' }, 'feature-without-rows')
  t.is(none?.message, 'No row of cm2012 uses the feature “migration”: it opens nothing.')
  const [idle] = await said({ top: 'features: [migration]' }, 'feature-without-effect')
  t.regex(idle?.message ?? '', /The feature “migration” opens nothing here/)
  t.deepEqual(await said({ top: 'features: [client-base-services]' }, 'feature-without-rows'), [])
  t.deepEqual(await said({ top: 'features: all' }, 'feature-without-effect'), [])
})

for (const [product, role, noun] of [
  ['cm2012', 'intune-connector', 'the Microsoft Intune connector'],
  ['cm2012', 'out-of-band-service-point', 'the out of band service point'],
  ['cmcb', 'exchange-server-connector', 'the Exchange Server connector'],
] as const)
  test(`${product}: a remote ${role} is told that the documents print nothing between it and the site server`, async (t) => {
    const remote = `  far.x.test: { addresses: [10.0.0.9], site: S, os: windows-server-2022, roles: [${role}] }`
    const [one, ...more] = await said({ product, hosts: remote }, 'not-in-documents')
    t.is(
      one?.message,
      `The documents of ${product} print no connection between the site server and ${noun}, so nothing is opened between it and “far.x.test”.`,
    )
    t.regex(one?.hint ?? '', /own flow/)
    t.deepEqual(more, [])
    const known = `  far.x.test: { addresses: [10.0.0.9], site: S, os: windows-server-2022, roles: [software-update-point] }`
    t.deepEqual(await said({ product, hosts: known }, 'not-in-documents'), [])
  })
