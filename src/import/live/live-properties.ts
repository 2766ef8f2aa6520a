// SPDX-License-Identifier: MIT

/**
 * The embedded properties that an import looks at. Nothing else of `Props` is read or exported: there are keys,
 * certificates and accounts among them.
 */
export const LIVE_PROPERTIES = [
  'SQLServicePort',
  'SSBPort',
  'SQLServerFQDN',
  'SQLAGPrimaryReplica',
  'ProviderServerName',
  'Full Version',
  'Server Remote Name',
  'FDMOperation',
  'UseProxy',
  'ProxyName',
  'ProxyServerPort',
  'MPInternetFacing',
  'UseSiteDatabase',
  'SQLServerName',
  'DatabaseName',
  'IsPXE',
  'IsMulticast',
  'IsPullDP',
  'DoincEnabled',
  'StartPort',
  'EndPort',
  'WSUSIISPort',
  'WSUSIISSSLPort',
  'IsINF',
  'DBServerName',
  'FSPInternetFacing',
  'ReportServerUri',
  'ReportManagerUri',
  'ServicePort',
  'IISSSLState',
  'IISPortsList',
  'IISSSLPortsList',
  'Settings',
  'Filters',
] as const

export type LiveProperty = (typeof LIVE_PROPERTIES)[number]

/** The lists of `PropLists` that are read. */
export const LIVE_LISTS = ['SourceDistributionPoints'] as const
