// SPDX-License-Identifier: MIT
import test from 'ava'
import { checkPowerShell } from '../../src/formats/powershell/check-powershell.ts'
import { type SqlUnitInput, sqlInputOf } from '../../src/units/sql/sql-input.ts'
import { sqlUnit } from '../../src/units/sql/sql-unit.ts'
import { catalog } from '../support/catalog.ts'
import { estateOf } from '../support/compile.ts'
import { parsePowerShell } from '../support/powershell/parse.ts'

const CM = { name: 'CM', roles: ['sql-server'], ports: [14330], serviceBroker: 4022, mirroring: null }
const INPUT: SqlUnitInput = {
  estate: 'contoso',
  hosts: [{ name: 'sql01.contoso.test', cluster: null, instances: [CM] }],
}
const EVIL: SqlUnitInput = {
  estate: "x’; #>\n.EXTERNALHELP '",
  hosts: [{ name: "a'‘b", cluster: 'ä"\u202e', instances: [{ ...CM, name: "$(throw)'; #>" }] }],
}
const files = (input: SqlUnitInput): readonly (readonly [string, string])[] =>
  sqlUnit({ ...input, version: '0.1.0', hash: '0123456789abcdef' }).map(({ path, bytes }) => [
    path,
    Buffer.from(bytes).toString(),
  ])
const script = (input: SqlUnitInput): string => files(input)[0]?.[1] ?? ''

test('a script and its data, or nothing where no host has SQL Server', (t) => {
  t.deepEqual(
    files(INPUT).map(([path]) => path),
    ['sql/Test-SqlStaticPort.ps1', 'sql/SqlStaticPort.json'],
  )
  t.deepEqual(files({ estate: 'contoso', hosts: [] }), [])
})

test('the data is ASCII JSON, whatever the names are', (t) => {
  for (const input of [INPUT, EVIL]) {
    const text = files(input)[1]?.[1] ?? ''
    t.regex(text, /^[\x20-\x7e\n]*$/)
    t.deepEqual(JSON.parse(text), input)
  }
})

test('the script parses, is CRLF and ASCII where the names are, and leaves a line before the help', async (t) => {
  for (const text of [script(INPUT), script(EVIL)]) {
    t.deepEqual(await parsePowerShell(text), [])
    t.deepEqual(checkPowerShell(text), [])
    t.false(/[^\r]\n/.test(text))
    t.regex(text, /#Requires -Version 5\.1\r\n\r\n<#\r\n\.SYNOPSIS/)
    t.false(/\?\?|&&|\|\||Write-Host|\[Microsoft\.Win32/.test(text))
  }
  t.regex(script(INPUT), /^[\x20-\x7e\r\n]*$/)
  t.is(script(INPUT), script(INPUT))
})

test('an estate gives the instances of each host, with the printed ports where it sets none', async (t) => {
  const estate = await estateOf(`
name: contoso
product: cmcb
sites: { S: { type: primary } }
hosts:
  sql01.contoso.test:
    addresses: [10.0.0.1]
    site: S
    roles: [{ role: sql-server, instance: CM, port: 14330, serviceBroker: 4023 }, wsus-database-server]
  SQL02.contoso.test:
    addresses: [10.0.0.2]
    site: S
    roles: [{ role: sql-availability-replica, port: 14331 }]
  cm01.contoso.test: { addresses: [10.0.0.3], site: S, roles: [site-server, sql-server, wsus-database-server] }
  linux.contoso.test: { addresses: [10.0.0.4], site: S, os: other, roles: [sql-server] }
`)
  t.deepEqual(sqlInputOf(estate, catalog).hosts, [
    {
      name: 'cm01.contoso.test',
      cluster: null,
      instances: [
        {
          name: 'MSSQLSERVER',
          roles: ['sql-server', 'wsus-database-server'],
          ports: [1433],
          serviceBroker: 4022,
          mirroring: null,
        },
      ],
    },
    {
      name: 'sql01.contoso.test',
      cluster: null,
      instances: [
        { name: 'CM', roles: ['sql-server'], ports: [14330], serviceBroker: 4023, mirroring: null },
        { name: 'MSSQLSERVER', roles: ['wsus-database-server'], ports: [1433], serviceBroker: null, mirroring: null },
      ],
    },
    {
      name: 'sql02.contoso.test',
      cluster: null,
      instances: [
        {
          name: 'MSSQLSERVER',
          roles: ['sql-availability-replica'],
          ports: [14331],
          serviceBroker: 4022,
          mirroring: 5022,
        },
      ],
    },
  ])
})

test('an instance of a cluster is expected on its nodes, a listener of an availability group is not', async (t) => {
  const estate = await estateOf(`
name: contoso
product: cmcb
sites: { S: { type: primary } }
hosts:
  cluster.contoso.test:
    addresses: [10.0.0.10]
    site: S
    members: [node1.contoso.test, node2.contoso.test]
    roles: [{ role: sql-server, instance: CM, port: 14330 }]
  node1.contoso.test: { addresses: [10.0.0.11], site: S, roles: [] }
  node2.contoso.test: { addresses: [10.0.0.12], site: S, roles: [] }
  listener.contoso.test:
    addresses: [10.0.0.20]
    site: S
    members: [replica1.contoso.test]
    roles: [{ role: sql-server, port: 1433 }]
  replica1.contoso.test: { addresses: [10.0.0.21], site: S, roles: [{ role: sql-availability-replica, port: 14331 }] }
`)
  t.deepEqual(
    sqlInputOf(estate, catalog).hosts.map(({ name, cluster, instances }) => [name, cluster, instances[0]?.ports]),
    [
      ['node1.contoso.test', 'cluster.contoso.test', [14330]],
      ['node2.contoso.test', 'cluster.contoso.test', [14330]],
      ['replica1.contoso.test', null, [14331]],
    ],
  )
})
