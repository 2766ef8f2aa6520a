// SPDX-License-Identifier: MIT

const NAMES =
  /"(@odata\.\w+|CimClass|CimSystemProperties|SmsProviderObjectPath|NetworkOSPath|RoleName|SiteServerName|ComponentName|BoundaryID|ServerNALPath|NALPath|ResourceNames|DefaultSiteCode|BoundaryType|GroupID|SMS_\w+)"\s*:/i

/** Whether a text is meant as facts of a live site: answers of the AdminService, or objects of WMI as JSON. */
export const looksLive = (text: string): boolean => !/"FirewallRuleDefinition"\s*:/i.test(text) && NAMES.test(text)
