// SPDX-License-Identifier: MIT
import type { Profile } from '../rule/rule.ts'

/** The key of the firewall's policy as the firewall editor spells it; MS-GPFAS 2.2. */
export const FIREWALL_KEY = 'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall'
export const FIREWALL_RULES_KEY = `${FIREWALL_KEY}\\FirewallRules`

export const PROFILE_KEY: Readonly<Record<Profile, string>> = {
  domain: `${FIREWALL_KEY}\\DomainProfile`,
  private: `${FIREWALL_KEY}\\PrivateProfile`,
  public: `${FIREWALL_KEY}\\PublicProfile`,
}

/** Ports, PortsInternetAvailable and UseInternetPorts stand in its subkey Internet. */
export const RPC_KEY = 'Software\\Microsoft\\Rpc'

/** Keys of the registry compare without case. */
export const isUnder = (key: string, ancestor: string): boolean => {
  const path = key.toLowerCase()
  const root = ancestor.toLowerCase()
  return path === root || path.startsWith(`${root}\\`)
}
