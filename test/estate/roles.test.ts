// SPDX-License-Identifier: MIT
import test from 'ava'
import { wrong, wrongInEstate } from './support/read.ts'

const host = (roles: string, rest = ''): string =>
  `hosts: { a: { addresses: [10.0.0.1], site: PS1, roles: [${roles}]${rest} } }\n`

test('roles that stand for several, or follow from a site, cannot be held', async (t) => {
  await wrongInEstate(t, host('«site-system», «primary-site-server»'), [
    ['role-not-held', 'Name what the host is: management-point, distribution-point …'],
    ['role-not-held', 'Give the host `site-server`, and its site the type central or primary.'],
  ])
})

test('a role belongs to its product', async (t) => {
  await wrongInEstate(t, host('«reporting-point»'), ['role-not-in-product'])
  await wrongInEstate(t, host('«service-connection-point»'), ['role-not-in-product'], 'cm2012')
})

test('a role that the version no longer has, or not yet, is refused', async (t) => {
  const found = await wrong(
    t,
    `name: a\nproduct: cmcb\nversion: 2509\nsites: { PS1: { type: primary } }\n${host('«application-catalog-website-point»')}`,
    ['role-not-in-version'],
  )
  t.regex(found[0]?.message ?? '', /was removed with version \d{4}; this estate is 2509/)
})

test('a role stands once', async (t) => {
  await wrongInEstate(t, host('management-point, «management-point», { role: «management-point» }'), [
    'duplicate-role',
    'duplicate-role',
  ])
})

test('a site server has a site, and a site has one site server', async (t) => {
  await wrongInEstate(
    t,
    'hosts:\n  a: { addresses: [10.0.0.1], site: PS1, roles: [site-server] }\n  b: { addresses: [10.0.0.2], site: PS1, roles: [«site-server»] }\n  c: { addresses: [10.0.0.3], roles: [«site-server»] }\n  d: { addresses: [10.0.0.4], site: PS1, roles: [passive-site-server] }\n',
    ['second-site-server', 'site-needed'],
  )
})

test('parameters stand only on the roles that have them', async (t) => {
  await wrongInEstate(
    t,
    host(
      '{ role: management-point, «port»: 80 }, { role: sql-server, «mirroring»: 5022 }, { role: reporting-services-point, httpPort: 8080, «httpsport»: 1 }',
    ),
    [
      'unknown-key',
      'unknown-key',
      ['unknown-key', 'Did you mean “httpsPort”?', /the role reporting-services-point|this role/],
    ],
  )
})

test('a role as a mapping needs its name, and a known one', async (t) => {
  await wrongInEstate(t, host('«{ port: 80 }», { role: «sql-servr», port: 1 }, { role: «5» }'), [
    'missing-key',
    ['unknown-role', 'Did you mean “sql-server”?'],
    'wrong-type',
  ])
})

test('a named instance needs a static port', async (t) => {
  await wrongInEstate(t, host('{ role: sql-server, instance: «CM» }'), ['named-instance-without-port'])
  await wrongInEstate(t, host('{ role: sql-server, instance: MSSQLSERVER }'), [])
})

test('two endpoints of SQL Server on one host cannot share a port', async (t) => {
  const found = await wrongInEstate(
    t,
    host(
      'sql-server, { role: sql-server, instance: CM, port: «1433» }, { role: wsus-database-server, instance: WSUS, port: «1433» }',
    ),
    ['sql-port-twice', 'sql-port-twice'],
  )
  t.is(
    found[0]?.message,
    'SQL Server of the default instance and SQL Server of the instance CM of “a” both use TCP port 1433.',
  )
  await wrongInEstate(t, host('{ role: sql-server, port: 1433, serviceBroker: «1433» }'), ['sql-port-twice'])
})

test('one instance may serve two roles', async (t) => {
  await wrongInEstate(
    t,
    host('sql-server, wsus-database-server, { role: data-warehouse-database-server, port: 1433 }'),
    [],
  )
})

test('another SQL port in 2007 gets a warning', async (t) => {
  const found = await wrongInEstate(t, host('{ role: sql-server, port: «14330» }'), ['custom-sql-port'], 'cm2007')
  t.is(found[0]?.severity, 'warning')
  await wrongInEstate(t, host('{ role: sql-server, port: 1433 }'), [], 'cm2007')
})

test('a parameter of another product is refused', async (t) => {
  await wrongInEstate(t, host('{ role: sql-server, «serviceBroker»: 4022 }'), ['parameter-not-in-product'], 'cm2007')
})

test('the range of multicast is a range', async (t) => {
  await wrongInEstate(t, host('{ role: multicast-distribution-point, multicastPorts: 63000-64000 }'), [])
  await wrongInEstate(t, host('{ role: multicast-distribution-point, multicastPorts: «64000-63000» }'), [
    ['invalid-port', 'Write 63000-64000.'],
  ])
})

test('client groups have a role of clients', async (t) => {
  await wrongInEstate(
    t,
    'clients:\n  a: { networks: [10.0.0.0/8], role: «management-point» }\n  b: { networks: [10.0.0.0/8], role: «mac-computer» }\n  c: { networks: [10.0.0.0/8], role: «branch-distribution-point» }\n',
    ['role-not-client', 'role-without-flows', 'role-not-in-product'],
  )
})

test('an install method stands once, with options that its product knows', async (t) => {
  await wrongInEstate(
    t,
    'clients:\n  a: { networks: [10.0.0.0/8], install: [push, «push», { method: manual, source: true, ccmsetup: «shared», «sorce»: true }, { method: logon-script, serverLocatorPoint: «true» }] }\n',
    [
      'duplicate-entry',
      ['unknown-value', 'Did you mean “share”?'],
      ['unknown-key', 'Did you mean “source”?'],
      'option-not-in-product',
    ],
  )
})
