// SPDX-License-Identifier: MIT
import type { Estate } from '../estate/estate.ts'
import type { Party } from '../flows/party.ts'
import {
  type AddressSet,
  addressesCover,
  formatAddressSet,
  intersectAddresses,
  isEmptyAddressSet,
  NO_ADDRESS,
  parseAddresses,
  subtractAddresses,
  unionAddresses,
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
  const senders = sharedFamilies(from.addresses, to.addresses)
  const receivers = sharedFamilies(to.addresses, from.addresses)
  /** Senders for whom it fails at one address of the receiver at least, and those for whom it passes at one. */
  let blocked = NO_ADDRESS
  let open = senders

  const target = policyOf(to.party)
  let inbound: readonly Rule[] = []
  if (to.party === null || target === undefined)
    reasons.push('the side that answers has no policy of this estate: nothing is decided there')
  else {
    const keywords = { rpc: dynamicRange(estate, to.party) }
    const answers = pieces(receivers, target.rules).map((own) => ({
      wanted: sharedFamilies(senders, own),
      allowed: allowedSources(target.rules, 'in', packet, own, keywords),
    }))
    const rules = [...new Set(answers.flatMap(({ allowed }) => allowed.rules))]
    inbound = rules.filter((rule) => isFor(rule, senders))
    blocked = unionAddresses(answers.map(({ wanted, allowed }) => subtractAddresses(wanted, allowed.addresses)))
    open = unionAddresses(answers.map(({ wanted, allowed }) => intersectAddresses(wanted, allowed.addresses)))
    if (rules.length === 0) reasons.push(`no inbound rule of ${target.id} is for this packet`)
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
    const allowed = allowedSources(sender.rules, 'out', packet, senders, { rpc: range })
    outbound = allowed.rules.filter((rule) => isFor(rule, receivers))
    if (!addressesCover(allowed.addresses, receivers)) {
      reasons.push(
        outbound.length > 0
          ? `no outbound rule of ${sender.id} lets it out to all of them`
          : allowed.rules.length === 0
            ? `no outbound rule of ${sender.id} lets it out`
            : `outbound rules of ${sender.id} are for this packet, but not to this receiver`,
      )
      blocked = senders
      if (!hasPart(allowed.addresses, receivers)) open = NO_ADDRESS
    }
  }
  return {
    passes: isEmptyAddressSet(blocked) ? 'all' : isEmptyAddressSet(open) ? 'none' : 'some',
    blocked: formatAddressSet(blocked),
    inbound,
    outbound,
    reasons,
  }
}

/** A packet has one family: addresses of a family that the other side lacks neither send nor answer. */
const sharedFamilies = (set: AddressSet, other: AddressSet): AddressSet => ({
  ...set,
  v4: other.v4.length > 0 ? set.v4 : [],
  v6: other.v6.length > 0 ? set.v6 : [],
})

const hasPart = (set: AddressSet, other: AddressSet): boolean => !isEmptyAddressSet(intersectAddresses(set, other))

/** The addresses of a receiver in parts that every rule holds wholly or not at all, each of one family. */
const pieces = (own: AddressSet, rules: readonly Rule[]): readonly AddressSet[] => {
  let parts: readonly AddressSet[] = [
    { ...own, v6: [] },
    { ...own, v4: [] },
  ]
  for (const texts of new Set(rules.map(({ localAddresses }) => localAddresses.join(' ')))) {
    const local = texts === '' ? null : parseAddresses(texts.split(' '), true)
    if (local === null) continue
    parts = parts.flatMap((part) => [intersectAddresses(part, local), subtractAddresses(part, local)])
    parts = parts.filter((part) => !isEmptyAddressSet(part))
  }
  return parts.filter((part) => !isEmptyAddressSet(part))
}
