// SPDX-License-Identifier: MIT

export type SiteType = 'central' | 'primary' | 'secondary'

/** A role name of the peer in Portwright's words. */
export interface PeerRole {
  /** Role ids that a holder gets. */
  readonly roles: readonly string[]
  /** Role ids that a holder may have instead: the second site server of a site is the passive one. */
  readonly instead?: readonly string[]
  /** The type of the site that a holder's site code names. */
  readonly siteType?: SiteType
}

/** Matched without case, as PowerShell matches them. The second part are names that users add for what the peer leaves out. */
const TABLE: Readonly<Record<string, PeerRole>> = {
  CentralAdministrationSite: { roles: ['site-server'], siteType: 'central' },
  PrimarySite: { roles: ['site-server'], siteType: 'primary' },
  SecondarySite: { roles: ['site-server'], siteType: 'secondary' },
  SiteServer: { roles: ['site-server'], instead: ['passive-site-server'] },
  CASSQLServerRole: { roles: ['sql-server'], siteType: 'central' },
  PRISQLServerRole: { roles: ['sql-server'], siteType: 'primary' },
  SECSQLServerRole: { roles: ['sql-server'], siteType: 'secondary' },
  SQLServerRole: { roles: ['sql-server'] },
  SUPSQLServerRole: { roles: ['wsus-database-server'] },
  SMSProvider: { roles: ['sms-provider'] },
  ManagementPoint: { roles: ['management-point'] },
  DistributionPoint: { roles: ['distribution-point'] },
  DistributionPointPXE: { roles: ['pxe-distribution-point'] },
  PullDistributionPoint: { roles: ['pull-distribution-point'] },
  PullDistributionPointSource: { roles: ['distribution-point'] },
  SoftwareUpdatePoint: { roles: ['software-update-point'] },
  PrimarySoftwareUpdatePoint: { roles: ['software-update-point', 'wsus-upstream'] },
  CentralSoftwareUpdatePoint: { roles: ['software-update-point', 'wsus-upstream'] },
  SecondarySoftwareUpdatePoint: { roles: ['software-update-point'] },
  EndpointProtectionPoint: { roles: ['endpoint-protection-point'] },
  ReportingServicePoint: { roles: ['reporting-services-point'] },
  ServiceConnectionPoint: { roles: ['service-connection-point'] },
  CMGConnectionPoint: { roles: ['cloud-management-gateway-connection-point'] },
  FallbackStatusPoint: { roles: ['fallback-status-point'] },
  StateMigrationPoint: { roles: ['state-migration-point'] },
  DataWarehouseServicePoint: { roles: ['data-warehouse-service-point'] },
  CertificateRegistrationPoint: { roles: ['certificate-registration-point'] },
  AssetIntelligenceSynchronizationPoint: { roles: ['asset-intelligence-synchronization-point'] },
  ContentLibraryServer: { roles: ['content-library-server'] },
  ContentSourceServer: { roles: ['content-source-server'] },
  ConfigMgrConsole: { roles: ['console'] },
  Client: { roles: ['client'] },

  DomainController: { roles: ['domain-controller'] },
  GlobalCatalog: { roles: ['global-catalog'] },
  CertificationAuthority: { roles: ['certification-authority'] },
  DNSServer: { roles: ['dns-server'] },
  DHCPServer: { roles: ['dhcp-server'] },
  SMTPServer: { roles: ['smtp-server'] },
  WSUSServer: { roles: ['wsus-upstream'] },
  UpstreamWSUS: { roles: ['wsus-upstream'] },
  SUSDB: { roles: ['wsus-database-server'] },
  FileShare: { roles: ['file-share'] },
  EnrollmentPoint: { roles: ['enrollment-point'] },
  EnrollmentProxyPoint: { roles: ['enrollment-proxy-point'] },
  MulticastDistributionPoint: { roles: ['multicast-distribution-point'] },
}

const BY_NAME = new Map(Object.entries(TABLE).map(([name, role]) => [name.toLowerCase(), role]))

/** Ends of rules that are no holders of a role. */
export const isAny = (name: string): boolean => name.toLowerCase() === 'any'
export const isInternet = (name: string): boolean => name.toLowerCase() === 'internet'

export const peerRole = (name: string): PeerRole | null => BY_NAME.get(name.toLowerCase()) ?? null
