// SPDX-License-Identifier: MIT
import test from 'ava'
import { compiled, rulesOf } from '../support/compile.ts'

const estate = (features: string): string => `
name: browser
product: cmcb
features: [${features}]
sites: { P01: { type: primary } }
hosts:
  site.test: { addresses: [10.0.0.1], site: P01, roles: [site-server] }
  mp.test: { addresses: [10.0.0.2], site: P01, roles: [management-point, reporting-services-point] }
  sql.test: { addresses: [10.0.0.3], site: P01, roles: [{ role: sql-server, instance: CM, port: 14330 }] }
  dw.test: { addresses: [10.0.0.4], site: P01, roles: [data-warehouse-database-server] }
  dwp.test: { addresses: [10.0.0.5], site: P01, roles: [data-warehouse-service-point] }
firewall: { scope: host }
`

test('SQL Server Browser is open to whoever opens the database, and closed until it is named', async (t) => {
  const browser = async (features: string, host: string): Promise<readonly string[]> => [
    ...new Set(rulesOf(await compiled(estate(features)), host).filter((line) => line.includes('udp 1434'))),
  ]
  t.deepEqual(await browser('', 'sql.test'), [])
  const asked = (await browser('sql-browser', 'sql.test')).join('\n')
  for (const address of ['10.0.0.1', '10.0.0.2', '10.0.0.5'])
    t.true(asked.includes(address) || asked.includes('10.0.0.1-'), asked)
  t.is((await browser('sql-browser', 'dw.test')).length > 0, true)
  t.deepEqual(await browser('sql-browser', 'mp.test'), [])
})
