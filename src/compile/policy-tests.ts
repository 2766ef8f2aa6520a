// SPDX-License-Identifier: MIT
import { findSides } from '../analysis/find-side.ts'
import { type Side, type Verdict, wouldPass } from '../analysis/would-pass.ts'
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Estate, PolicyTest } from '../estate/estate.ts'
import type { Party } from '../flows/party.ts'
import { isEmptyAddressSet, NO_ADDRESS, subtractAddresses, unionAddresses } from '../formats/address/address-set.ts'
import { firewallOf } from '../rules/dynamic-range.ts'
import type { Policy } from '../rules/policy.ts'

/** Runs the estate's own policy tests: what it says has to pass, and what must not. */
export const policyTests = (
  estate: Estate,
  parties: readonly Party[],
  policies: readonly Policy[],
): readonly Diagnostic[] => estate.tests.flatMap((test) => runTest(estate, parties, policies, test))

const runTest = (
  estate: Estate,
  parties: readonly Party[],
  policies: readonly Policy[],
  test: PolicyTest,
): readonly Diagnostic[] => {
  const place = estate.locate([...test.path, test.expect], 'value')
  const undecided = (reason: string): readonly Diagnostic[] => [
    diagnose('policy-test-undecided', { from: test.from, to: test.to, reason }, place),
  ]
  const receivers = findSides(estate, parties, test.to)
  const left = leftOut(estate, parties, test)
  const senders = findSides(estate, parties, test.from)
    .filter(({ party }) => party === null || !left.parties.has(party))
    .map((side) => ({ ...side, addresses: subtractAddresses(side.addresses, left.addresses) }))
    .filter(({ addresses }) => !isEmptyAddressSet(addresses))
  if (receivers.length === 0) return undecided(`nobody of the estate is ${test.to}`)
  if (senders.length === 0) return undecided(`nobody is left who sends from ${test.from}`)
  const bare = [...new Set(receivers.flatMap(({ party }) => (party === null || party.firewall ? [] : [party.name])))]
  const answering = receivers.filter(({ party }) => party === null || party.firewall)
  if (answering.length === 0)
    return undecided(`${bare.slice(0, 3).join(', ')} ${bare.length === 1 ? 'gets' : 'get'} no policy`)
  const pairs = senders.flatMap((from) =>
    answering.filter((to) => isPair(from, to)).map((to) => ({ from, to: sameFamily(from, to) })),
  )
  // Outside of the estate only the sender's policy decides; where it lets everything out, it decides nothing beside others.
  const answered = pairs.filter(({ from, to }) => to.party !== null || isHeldBack(estate, from))
  const decided = answered.length > 0 ? answered : pairs.filter(({ from }) => from.party?.firewall === true)
  if (decided.length === 0)
    return undecided(
      pairs.length === 0 ? 'the two ends share no address family' : 'neither end is in a policy of this estate',
    )
  const failed = decided
    .map(({ from, to }) => wouldPass(estate, policies, from, to, test))
    .find(({ passes }) => passes !== (test.expect === 'allow' ? 'all' : 'none'))
  return [
    ...(bare.length > 0 ? [diagnose('policy-test-partial', { to: test.to, without: bare }, place)] : []),
    ...(failed === undefined ? [] : [failure(test, failed, place)]),
  ]
}

/** Whether the policy of a sender says what may leave it. */
const isHeldBack = (estate: Estate, { party }: Side): boolean =>
  party?.firewall === true &&
  firewallOf(estate, party).direction === 'both' &&
  estate.firewall.settings?.defaultOutbound === 'block'

/** Whom `except` leaves out: whoever it names, and all of the addresses. */
const leftOut = (estate: Estate, parties: readonly Party[], { except }: PolicyTest) => {
  const sides = except.flatMap((word) => findSides(estate, parties, word))
  return {
    parties: new Set(sides.flatMap(({ party }) => party ?? [])),
    addresses: sides.length === 0 ? NO_ADDRESS : unionAddresses(sides.map(({ addresses }) => addresses)),
  }
}

/** A host never talks to itself, and no packet has two families. */
const isPair = (from: Side, to: Side): boolean =>
  !(to.party !== null && to.party === from.party && to.party.kind === 'host') &&
  ((from.addresses.v4.length > 0 && to.addresses.v4.length > 0) ||
    (from.addresses.v6.length > 0 && to.addresses.v6.length > 0))

const sameFamily = (from: Side, to: Side): Side => ({
  ...to,
  addresses: {
    ...to.addresses,
    v4: from.addresses.v4.length > 0 ? to.addresses.v4 : [],
    v6: from.addresses.v6.length > 0 ? to.addresses.v6 : [],
  },
})

const failure = (
  { from, to, port, protocol, expect }: PolicyTest,
  { passes, inbound, reasons }: Verdict,
  place: Parameters<typeof diagnose>[2],
): Diagnostic =>
  diagnose(
    'policy-test-failed',
    {
      from,
      to,
      packet: port === null ? protocol : `${port}/${protocol}`,
      expect,
      passes,
      rules: inbound.map((rule) => rule.displayName),
      reasons,
    },
    place,
  )
