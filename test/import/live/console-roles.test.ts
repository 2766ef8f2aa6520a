// SPDX-License-Identifier: MIT
import test from 'ava'
import { CONSOLE_ROLES } from '../../../src/import/live/console-roles.ts'
import { importLive } from '../../../src/import/live/import-live.ts'
import { catalog } from '../../support/catalog.ts'
import { answerTexts, roleRow, siteRow } from '../../support/live-site/sample-site.ts'

/** The names that Microsoft's reference of Get-CMSiteRole lists. */
const LISTED = [
  'SMS Site System',
  'SMS Component Server',
  'SMS Distribution Point',
  'SMS Management Point',
  'SMS Device Management Point',
  'SMS Software Update Point',
  'SMS Enrollment Server',
  'SMS Enrollment Web Site',
  'SMS Notification Server',
  'SMS Certificate Registration Point',
  'SMS DM Enrollment Service',
  'SMS Site Server',
  'SMS State Migration Point',
  'SMS Provider',
  'SMS Cloud Proxy Connector',
  'SMS SQL Server',
  'SMS Fallback Status Point',
  'AI Update Service Point',
  'SMS SRS Reporting Point',
  'SMS Endpoint Protection Point',
  'Data Warehouse Service Point',
  'SMS Dmp Connector',
]

test('every role name that Microsoft lists is known, each name once, each role is one of the catalogue', (t) => {
  const names = CONSOLE_ROLES.map(({ name }) => name.toLowerCase())
  t.deepEqual(
    LISTED.filter((name) => !names.includes(name.toLowerCase())),
    [],
  )
  t.is(new Set(names).size, names.length)
  t.deepEqual(
    CONSOLE_ROLES.flatMap(({ roles }) => roles).filter((role) => !catalog.roles.has(role)),
    [],
  )
})

/** What an estate of a site of today makes of each name; null: no role. */
const EXPECTED: Readonly<Record<string, string | null>> = {
  'SMS Site System': null,
  'SMS Component Server': null,
  'SMS Notification Server': null,
  'SMS DM Enrollment Service': null,
  'SMS Site Server': 'passive-site-server',
  'SMS SQL Server': 'sql-server',
  'SMS Provider': 'sms-provider',
  'SMS Management Point': 'management-point',
  'SMS Device Management Point': 'management-point',
  'SMS Distribution Point': 'distribution-point',
  'SMS Multicast Service Point': 'multicast-distribution-point',
  'SMS PXE Service Point': 'pxe-distribution-point',
  'SMS Software Update Point': 'software-update-point',
  'SMS State Migration Point': 'state-migration-point',
  'SMS Fallback Status Point': 'fallback-status-point',
  'SMS SRS Reporting Point': 'reporting-services-point',
  'SMS Endpoint Protection Point': 'endpoint-protection-point',
  'SMS Certificate Registration Point': null,
  'SMS Enrollment Server': 'enrollment-point',
  'SMS Enrollment Web Site': 'enrollment-proxy-point',
  'SMS Dmp Connector': 'service-connection-point',
  'SMS Cloud Proxy Connector': 'cloud-management-gateway-connection-point',
  'Data Warehouse Service Point': 'data-warehouse-service-point',
  'SMS Data Warehouse Service Point': 'data-warehouse-service-point',
  'AI Update Service Point': 'asset-intelligence-synchronization-point',
  'SMS Application Web Service': null,
  'SMS Portal Web Site': null,
  'SMS AMT Service Point': null,
  'SMS System Health Validator': null,
  'SMS Reporting Point': null,
  'SMS Server Locator Point': null,
}

test('a host of one row has the role of its name, and a name without one says why', async (t) => {
  const answers = {
    SMS_SCI_SiteDefinition: [siteRow('PS1', 2, '', 'cm01.contoso.test', 'cm01.contoso.test', [])],
    SMS_SCI_SysResUse: CONSOLE_ROLES.map(({ name }, index) => roleRow(name, `h${index}.contoso.test`, 'PS1')),
  }
  const inputs = answerTexts(answers).map((text, index) => ({ path: `f${index}.json`, text }))
  const { estate, report } = await importLive(inputs, catalog, null)
  const found = CONSOLE_ROLES.map(({ name }, index) => {
    const block = new RegExp(`\\n {2}h${index}\\.contoso\\.test:\\n(( {4}.*\\n)*)`).exec(estate ?? '')?.[1] ?? ''
    const role = /- (?:\{ role: )?([a-z-]+)/.exec(block)?.[1] ?? null
    const says =
      CONSOLE_ROLES[index]?.roles.length === 0 || role !== null || / not imported: [a-z-]+: it ended /.test(block)
    return [name, says ? role : 'nothing is said']
  })
  t.deepEqual(Object.fromEntries(found), EXPECTED)
  t.regex(report, /31 role rows: 20 imported, 4 without a firewall meaning of their own, 7 left out, 0 unknown/)
})
