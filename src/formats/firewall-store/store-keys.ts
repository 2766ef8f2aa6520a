// SPDX-License-Identifier: MIT

/** The service that keeps the machine's own firewall policy, in a control set. */
export const SHARED_ACCESS = 'Services\\SharedAccess'
/** Under it: the policy in force, and the one that "restore defaults" brings back. */
export const PARAMETERS = `${SHARED_ACCESS}\\Parameters`
export const DEFAULTS = `${SHARED_ACCESS}\\Defaults`
export const FIREWALL_POLICY = `${PARAMETERS}\\FirewallPolicy`
export const RULES = 'FirewallRules'

export const CURRENT_CONTROL_SET = 'HKLM\\SYSTEM\\CurrentControlSet'
/** Where an export of the machine's policy comes from. */
export const STORE_KEY = `${CURRENT_CONTROL_SET}\\${FIREWALL_POLICY}`
/** Where Group Policy puts its rules. */
export const POLICY_KEY = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall'
/** A firewall has no longer keys; the paths of a hostile hive could be much larger than the hive. */
export const MAX_PATH = 1_024

/** Ports of dynamic RPC: KB 154596. */
export const RPC_PORTS_KEY = 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet'
