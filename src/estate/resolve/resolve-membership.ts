// SPDX-License-Identifier: MIT
import type { Profile } from '../../formats/rule/rule.ts'
import type { HostFirewall, Membership } from '../estate.ts'
import type { Path } from '../problem.ts'
import { checkHostName } from './check-host-name.ts'
import type { Context } from './context.ts'

interface Entry {
  readonly membership?: Membership['membership'] | undefined
  readonly domain?: string | undefined
}

/** Profiles that can apply at the edges; a computer without a domain never has the profile `domain`. */
const EDGE_PROFILES: Readonly<Record<Exclude<Membership['membership'], 'domain'>, readonly Profile[]>> = {
  workgroup: ['private', 'public'],
  internet: ['domain', 'private', 'public'],
}

/** Whose member a host or a client group is. */
export const resolveMembership = (
  { membership = 'domain', domain }: Entry,
  estateDomain: string | null,
  path: Path,
  { report }: Context,
): Membership => {
  if (domain !== undefined) {
    checkHostName(domain, 'a domain', report, [...path, 'domain'], 'value')
    if (membership === 'workgroup') report('domain-in-workgroup', { domain }, [...path, 'domain'])
  }
  return { membership, domain: membership === 'workgroup' ? null : (domain?.toLowerCase() ?? estateDomain) }
}

/** The firewall options that somebody at the edge has where it sets none itself. */
export const edgeDefaults = ({ membership }: Membership, estate: HostFirewall): HostFirewall =>
  membership === 'domain' ? estate : { ...estate, profiles: EDGE_PROFILES[membership] }

/** Firewall options with this RPC: one object for all that have the same, for an estate may have very many hosts. */
export const withRpc = (firewall: HostFirewall, rpc: HostFirewall['rpc']): HostFirewall =>
  firewall.rpc === rpc ? firewall : { ...firewall, rpc }

/** The profile `domain` applies on members of a domain alone. */
export const checkProfiles = (
  { membership }: Membership,
  profiles: readonly Profile[] | undefined,
  path: Path,
  { report }: Context,
): void => {
  const index = membership === 'workgroup' ? (profiles?.indexOf('domain') ?? -1) : -1
  if (index >= 0) report('domain-profile-in-workgroup', {}, [...path, 'firewall', 'profiles', index])
}
