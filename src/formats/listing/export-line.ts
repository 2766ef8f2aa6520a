// SPDX-License-Identifier: MIT

/** Writes all rules with everything that narrows them, in seconds, whatever the language of the computer. */
export const EXPORT_LINE =
  '& { Get-NetFirewallRule; Get-NetFirewallPortFilter; Get-NetFirewallAddressFilter; Get-NetFirewallApplicationFilter; Get-NetFirewallServiceFilter; Get-NetFirewallInterfaceFilter; Get-NetFirewallInterfaceTypeFilter; Get-NetFirewallSecurityFilter } | Export-Clixml rules.xml'
