// SPDX-License-Identifier: MIT
import type { Estate } from '../estate/estate.ts'
import type { Party } from '../flows/party.ts'
import {
  type AddressSet,
  formatAddressSet,
  intersectAddresses,
  isEmptyAddressSet,
  subtractAddresses,
} from '../formats/address/address-set.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { dynamicRange, firewallOf } from '../rules/dynamic-range.ts'
import type { Policy } from '../rules/policy.ts'
import { allowedSources, isFor, type Packet } from './allowed-sources.ts'

export interface Side {
  readonly addresses: AddressSet
  /** Null for addresses that no party of the estate holds. */
  readonly party: Party | null
}

export interface Verdict {
  /** `all` of the sender's addresses pass, `some` do, or `none`. */
  readonly passes: 'all' | 'some' | 'none'
  /** Addresses of the sender that do not pass. */
  readonly blocked: readonly string[]
  /** Rules that let it in, on the side that answers. */
  readonly inbound: readonly Rule[]
  /** Rules that let it out; empty where outbound traffic is not restricted. */
  readonly outbound: readonly Rule[]
  readonly reasons: readonly string[]
}

/** Whether a packet passes from one side to the other, by the policies of both, and why. */
export const wouldPass = (
  estate: Estate,
  policies: readonly Policy[],
  from: Side,
  to: Side,
  packet: Packet,
): Verdict => {
  const policyOf = (party: Party | null): Policy | undefined =>
    party === null
      ? undefined
      : policies.find((policy) => (party.kind === 'host' ? policy.hosts : policy.clients).includes(party.name))
  const reasons: string[] = []
  let open = from.addresses

  const target = policyOf(to.party)
  let inbound: readonly Rule[] = []
  if (to.party === null || target === undefined)
    reasons.push('the side that answers has no policy of this estate: nothing is decided there')
  else {
    const allowed = allowedSources(target.rules, 'in', packet, to.addresses, { rpc: dynamicRange(estate, to.party) })
    inbound = allowed.rules.filter((rule) => isFor(rule, from.addresses))
    open = intersectAddresses(open, allowed.addresses)
    if (allowed.rules.length === 0) reasons.push(`no inbound rule of ${target.id} is for this packet`)
    else if (isEmptyAddressSet(open))
      reasons.push(`inbound rules of ${target.id} are for this packet, but not from this sender`)
  }

  const sender = policyOf(from.party)
  let outbound: readonly Rule[] = []
  const restricted =
    from.party !== null &&
    sender !== undefined &&
    firewallOf(estate, from.party).direction === 'both' &&
    estate.firewall.settings?.defaultOutbound === 'block'
  if (restricted && sender !== undefined) {
    const range = to.party === null ? ['49152-65535'] : dynamicRange(estate, to.party)
    const allowed = allowedSources(sender.rules, 'out', packet, from.addresses, { rpc: range })
    outbound = allowed.rules
    if (!isEmptyAddressSet(subtractAddresses(to.addresses, allowed.addresses))) {
      reasons.push(`no outbound rule of ${sender.id} lets it out`)
      open = { v4: [], v6: [], keywords: [] }
    }
  }
  const blocked = subtractAddresses(from.addresses, open)
  return {
    passes: isEmptyAddressSet(blocked) ? 'all' : isEmptyAddressSet(open) ? 'none' : 'some',
    blocked: formatAddressSet(blocked),
    inbound,
    outbound,
    reasons,
  }
}
