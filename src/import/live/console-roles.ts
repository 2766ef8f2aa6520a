// SPDX-License-Identifier: MIT

/** What a role name of the console means for a firewall. */
export interface ConsoleRole {
  /** The `RoleName` of SMS_SCI_SysResUse. */
  readonly name: string
  /** Role ids that its holder gets; none: it has no firewall meaning of its own. */
  readonly roles: readonly string[]
  readonly says: string
}

const role = (name: string, roles: string, says: string): ConsoleRole => ({
  name,
  roles: roles.split(' ').filter((id) => id !== ''),
  says,
})

/** Every role name that a console is known to show, those of older builds too. Matched without case. */
export const CONSOLE_ROLES: readonly ConsoleRole[] = [
  role('SMS Site System', '', 'The server as such. Its settings are read: proxy, who starts connections.'),
  role('SMS Component Server', '', 'Services of the site run there. The roles beside it say what for.'),
  role('SMS Notification Server', '', 'Client notification, a part of the management point.'),
  role('SMS DM Enrollment Service', '', 'Enrollment of devices in the cloud. No document names a port of it.'),
  role('SMS Site Server', 'site-server', 'The one that is not active becomes `passive-site-server`.'),
  role('SMS SQL Server', 'sql-server', 'With an availability group: `sql-availability-replica`.'),
  role('SMS Provider', 'sms-provider', ''),
  role('SMS Management Point', 'management-point', ''),
  role(
    'SMS Device Management Point',
    'management-point',
    'A management point that also serves mobile devices and Macs.',
  ),
  role(
    'SMS Distribution Point',
    'distribution-point',
    'By its settings also `pxe-`, `multicast-`, `pull-` or `connected-cache-distribution-point`.',
  ),
  role('SMS Multicast Service Point', 'multicast-distribution-point', ''),
  role('SMS PXE Service Point', 'pxe-distribution-point', ''),
  role('SMS Software Update Point', 'software-update-point', ''),
  role('SMS State Migration Point', 'state-migration-point', ''),
  role('SMS Fallback Status Point', 'fallback-status-point', ''),
  role('SMS SRS Reporting Point', 'reporting-services-point', ''),
  role('SMS Endpoint Protection Point', 'endpoint-protection-point', ''),
  role('SMS Certificate Registration Point', 'certificate-registration-point', ''),
  role('SMS Enrollment Server', 'enrollment-point', ''),
  role('SMS Enrollment Web Site', 'enrollment-proxy-point', ''),
  role('SMS Dmp Connector', 'service-connection-point', ''),
  role('SMS Cloud Proxy Connector', 'cloud-management-gateway-connection-point', ''),
  role('Data Warehouse Service Point', 'data-warehouse-service-point', ''),
  role('SMS Data Warehouse Service Point', 'data-warehouse-service-point', ''),
  role('AI Update Service Point', 'asset-intelligence-synchronization-point', ''),
  role('SMS Application Web Service', 'application-catalog-web-service-point', ''),
  role('SMS Portal Web Site', 'application-catalog-website-point', ''),
  role('SMS AMT Service Point', 'out-of-band-service-point', 'Not in the current branch.'),
  role('SMS System Health Validator', 'system-health-validator', 'Not in the current branch.'),
  role('SMS Reporting Point', 'reporting-point', 'Not in the current branch.'),
  role('SMS Server Locator Point', 'server-locator-point', 'Not in the current branch.'),
]
