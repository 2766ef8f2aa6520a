// SPDX-License-Identifier: MIT
import type { Party } from '../flows/party.ts'
import {
  type AddressSet,
  formatAddressSet,
  intersectAddresses,
  isEmptyAddressSet,
  parseAddresses,
} from '../formats/address/address-set.ts'
import type { Rule } from '../formats/rule/rule.ts'
import type { Policy } from '../rules/policy.ts'
import type { ExplainInput } from './finder.ts'

export const partyOf = ({ parties }: ExplainInput, name: string): Party | undefined =>
  parties.find((party) => (party.kind === 'host' ? party.name === name.toLowerCase() : party.name === name))

export const belongsTo = (policy: Policy, party: Party): boolean =>
  (party.kind === 'host' ? policy.hosts : policy.clients).includes(party.name)

export const meets = (one: AddressSet, other: AddressSet): boolean => !isEmptyAddressSet(intersectAddresses(one, other))

/** A rule of a shared policy that names local addresses is for the hosts that have them. */
export const concerns = (policy: Policy, { localAddresses }: Rule, party: Party): boolean => {
  if (!belongsTo(policy, party)) return false
  const local = localAddresses.length === 0 ? null : parseAddresses(localAddresses, true)
  return local === null || meets(local, party.addresses)
}

export const aboutParty = ({ catalog, policies }: ExplainInput, party: Party): string => {
  const roles = (party.host?.roles.map(({ role }) => role) ?? [party.group?.role ?? '']).map(
    (role) => catalog.roles.get(role)?.name ?? role,
  )
  const policy = policies.find((one) => belongsTo(one, party))
  const site = party.site === null ? 'serves every site' : `site ${party.site}`
  return `${[...new Set(roles)].join(', ') || 'no role'}; ${site}; ${formatAddressSet(party.addresses).slice(0, 4).join(', ')}; ${policy === undefined ? 'no policy' : `policy ${policy.id}`}`
}
