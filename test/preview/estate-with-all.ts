// SPDX-License-Identifier: MIT
import type { Product } from '../../src/catalog/catalog-flow.ts'

/** One host a role, so that every row of an installation has an address of its own. */
export const ADDRESS_OF: Readonly<Record<string, string>> = {
  client: '10.9.0.0/16',
  'site-server': '10.0.0.1',
  'management-point': '10.0.0.2',
  'distribution-point': '10.0.0.3',
  'software-update-point': '10.0.0.4',
  'fallback-status-point': '10.0.0.5',
  'server-locator-point': '10.0.0.6',
  'file-share': '10.0.0.7',
  'source-server': '10.0.0.8',
}

const ROLES = Object.keys(ADDRESS_OF).filter((role) => role !== 'client')

export const hostOf = (role: string): string => `${role}.contoso.test`

/** A site with every role that an installation may need. `install` is written as it stands. */
export const estateWithAll = (
  product: Product,
  communication: string,
  install: string,
  extra = '',
): string => `name: contoso
product: ${product}
sites: { S01: { type: primary, communication: ${communication}, ports: { clientHttp: 8080, clientHttps: 8443 } } }
hosts:
${ROLES.filter((role) => product === 'cm2007' || role !== 'server-locator-point')
  .map(
    (role) =>
      `  ${hostOf(role)}: { addresses: [${ADDRESS_OF[role]}], site: S01, os: windows-server-2008, roles: [${role}] }`,
  )
  .join('\n')}
clients:
  desks: { site: S01, networks: [${ADDRESS_OF.client}], os: windows-10, install: ${install} }
  others: { site: S01, networks: [10.8.0.0/16], os: windows-10, install: [push, manual, software-distribution] }
${extra}`
