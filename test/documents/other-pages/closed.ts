// SPDX-License-Identifier: MIT
import type { CatalogFlow } from '../../../src/catalog/catalog-flow.ts'

type Row = (flow: CatalogFlow) => boolean

const opens = (from: string, to: string, ...ports: string[]): Row => {
  const between = (flow: CatalogFlow): boolean =>
    (flow.from === from && flow.to === to) || (flow.direction === 'either' && flow.from === to && flow.to === from)
  return (flow) => between(flow) && flow.ports.some((port) => ports.includes(port))
}
const without =
  (feature: string | null, row: Row): Row =>
  (flow) =>
    row(flow) && (feature === null || flow.when !== feature)
const SMB = ['445']
const WMI = ['135', 'dynamic']

/** What a fact says to leave closed: no flow of the newest version may be one of these. */
export const CLOSED: Readonly<Record<string, readonly Row[]>> = {
  CMG4: [(flow) => flow.ports.includes('10140-10155') && (flow.until === null || flow.until > 2403)],
  CMG10: [
    (flow) => ['cloud-management-gateway', 'azure', 'internet', 'intune'].includes(flow.from ?? ''),
    (flow) =>
      flow.direction === 'either' && ['cloud-management-gateway', 'azure', 'internet', 'intune'].includes(flow.to),
  ],
  OSD9: [
    (flow) =>
      opens('client', 'distribution-point', ...SMB)(flow) &&
      flow.when !== 'package-share' &&
      !flow.installMethods.includes('software-distribution'),
  ],
  ADM3: [
    without(
      'administration-service-over-gateway',
      opens('cloud-management-gateway-connection-point', 'sms-provider', '443'),
    ),
  ],
  RLA3: [without('replication-link-analyzer', (flow) => flow.from === 'console' && flow.to === 'sql-server')],
  CLE2: [without('content-library-explorer', opens('console', 'distribution-point', ...SMB, ...WMI))],
  DIS4: [
    without('network-discovery', opens('site-server', 'dhcp-server', ...WMI)),
    without('network-discovery', (flow) => flow.to === 'snmp-device'),
    (flow) =>
      flow.from === 'site-server' &&
      flow.to === 'client' &&
      flow.protocol === 'icmp' &&
      flow.when !== 'network-discovery' &&
      flow.installMethods.length === 0,
  ],
  RCL2: [opens('site-server', 'content-library-server', ...WMI)],
  CS1: [(flow) => flow.ports.includes('8005') && flow.when !== 'express-updates'],
  CS2: [(flow) => flow.ports.includes('8005') && flow.to === 'client'],
}
