// SPDX-License-Identifier: MIT
import test from 'ava'
import { read, readGood, wrong, wrongInEstate } from './support/read.ts'

const rpc = (ports: string): string => `firewall: { rpc: { ports: ${ports} } }\n`

test('the RPC range has at least 100 ports from 5001 on', async (t) => {
  await wrongInEstate(t, rpc('«50000-50098»'), ['rpc-range-too-small'])
  await wrongInEstate(t, rpc('«5000-5200»'), ['rpc-port-too-low'])
  await wrongInEstate(t, rpc('«[50000-50049, 50050-50098]»'), ['rpc-range-too-small'])
  await wrongInEstate(t, rpc('[50000-50049, 50050-50099]'), [])
  await wrongInEstate(t, rpc('5001-5100'), [])
  await wrongInEstate(t, rpc('65436-65535'), [])
})

test('ranges of RPC that cannot be read are reported one by one', async (t) => {
  await wrongInEstate(t, rpc('[«50199-50000», «50000-65536», «0-200», «"50000 - 50199"», «abc»]'), [
    ['invalid-port', 'Write 50000-50199.'],
    'invalid-port',
    'invalid-port',
    ['invalid-port', 'Write 50000-50199.'],
    'invalid-port',
  ])
})

test('ranges that overlap are read as one, with a warning', async (t) => {
  const found = await wrongInEstate(t, rpc('[50000-50199, «50100-50300»]'), ['rpc-range-overlap'])
  t.is(found[0]?.severity, 'warning')
})

test('a static port of a host inside its RPC range is an error that names both', async (t) => {
  const found = await wrongInEstate(
    t,
    'firewall: { rpc: { ports: 50000-50199 } }\nhosts:\n  a: { addresses: [10.0.0.1], site: PS1, roles: [{ role: sql-server, port: «50100» }] }\n',
    ['static-port-in-rpc-range'],
  )
  t.is(found[0]?.message, 'Port 50100 (SQL Server) of “a” lies inside the RPC range 50000-50199.')
  t.like(found[0]?.related[0]?.span, { line: 4, column: 27 })
})

test('a printed port inside the RPC range is reported at the range', async (t) => {
  const { diagnostics } = await read(
    'name: a\nproduct: cmcb\nsites: { PS1: { type: primary } }\nhosts:\n  a: { addresses: [10.0.0.1], site: PS1, roles: [software-update-point] }\n  b: { addresses: [10.0.0.2], site: PS1, roles: [software-update-point] }\nfirewall: { rpc: { ports: 8500-8700 } }\n',
  )
  t.deepEqual(
    diagnostics.map(({ line, column, message }) => [line, column, message]),
    [
      [7, 27, 'Port 8530 (HTTP) of “a” and 1 more lies inside the RPC range 8500-8700.'],
      [7, 27, 'Port 8531 (HTTPS) of “a” and 1 more lies inside the RPC range 8500-8700.'],
    ],
  )
  t.like(diagnostics[0]?.related[0]?.span, { line: 5, column: 50 })
})

test('a port of the site counts for the hosts whose roles listen on it, and a range of a host for that host', async (t) => {
  const text = (range: string): string =>
    `name: a\nproduct: cmcb\nsites: { PS1: { type: primary, ports: { clientHttps: «${50100}» } } }\nhosts:\n  a: { addresses: [10.0.0.1], site: PS1, roles: [management-point], firewall: { rpc: { ports: ${range} } } }\n`
  await wrong(t, text('50000-50199'), ['static-port-in-rpc-range'])
  await wrong(t, text('51000-51199').replace(/[«»]/g, ''), [])
})

test('a flow of the user to a host counts as a static port', async (t) => {
  await wrongInEstate(
    t,
    'hosts: { a: { addresses: [10.0.0.1] } }\nfirewall: { rpc: { ports: 50000-50199, on: a } }\nflows:\n  - { name: agent, from: any, to: a, protocol: tcp, ports: «[50199, 443]» }\n',
    ['static-port-in-rpc-range'],
  )
})

test('settings that block by default need management', async (t) => {
  await wrongInEstate(t, 'firewall: { settings: { «defaultInbound»: block } }\n', ['management-needed'])
  await wrongInEstate(t, 'firewall: { settings: { defaultOutbound: block } }\n', [])
  await wrongInEstate(t, 'firewall: { direction: both, settings: { «defaultOutbound»: block } }\n', [
    'management-needed',
  ])
  await wrongInEstate(t, 'firewall: { settings: { defaultInbound: block } }\nmanagement: [10.9.0.0/24]\n', [])
  await wrongInEstate(t, 'firewall: { settings: { defaultInbound: block } }\n«management»: []\n', ['empty-list'])
})

test('management names hosts, networks and addresses', async (t) => {
  await wrongInEstate(
    t,
    'networks: { admins: [10.9.0.0/24] }\nhosts: { jump: { addresses: [10.0.0.9] } }\nmanagement: [«admin», JUMP, «10.9.0.1/24», 10.8.0.0/16]\n',
    [['unknown-end', 'Did you mean “admins”?'], 'host-bits-set'],
  )
})

test('the size of the log and the version of NetworkingDsc are checked', async (t) => {
  await wrongInEstate(t, 'firewall: { settings: { logSize: «40000» } }\ndsc: { networkingDsc: «7.4.0» }\n', [
    'setting-out-of-range',
    'networkingdsc-version',
  ])
  await wrongInEstate(t, 'dsc: { networkingDsc: «latest» }\n', ['networkingdsc-version'])
  const estate = await readGood(
    t,
    'name: a\nproduct: cmcb\nhosts: { a: { addresses: [10.0.0.1] } }\ndsc: { networkingDsc: 8.2.0 }\ngpo: { domain: Contoso.test }\n',
  )
  t.is(estate.options.dsc.networkingDsc, '8.2.0')
  t.is(estate.options.gpo.domain, 'contoso.test')
})

test('a log file has a path that Windows can have', async (t) => {
  const text = (file: string): string => `firewall: { settings: { logFile: ${file} } }\n`
  for (const character of ['"', '<', '>', '*', '?'])
    await wrongInEstate(t, text(`«'C:\\a${character}b.log'»`), ['invalid-text'])
  await wrongInEstate(t, text("'%systemroot%\\my & logs\\f!w^.log'"), [])
})
