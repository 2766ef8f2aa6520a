// SPDX-License-Identifier: MIT
import { type CanPair, type CanSide, canBetween } from '../analysis/can.ts'
import { findSides, type SideOf } from '../analysis/find-side.ts'
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Estate, PolicyTest } from '../estate/estate.ts'
import type { Party } from '../flows/party.ts'
import { partyRecord } from '../flows/party-record.ts'
import { isEmptyAddressSet, NO_ADDRESS, subtractAddresses, unionAddresses } from '../formats/address/address-set.ts'
import { type AskedPacket, askedPacket } from '../packets/asked-packet.ts'
import { firewallOf } from '../rules/dynamic-range.ts'
import type { Policy } from '../rules/policy.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { policySets } from './policy-sets.ts'

type Side = SideOf<Party>

/** Runs the estate's own policy tests: what it says has to pass, and what must not. */
export const policyTests = (
  estate: Estate,
  parties: readonly Party[],
  policies: readonly Policy[],
): readonly Diagnostic[] => {
  if (estate.tests.length === 0) return []
  const sets = policySets('estate', estate.name, policies, parties.map(partyRecord))
  return estate.tests.flatMap((test) => runTest(estate, parties, sets, test))
}

const runTest = (
  estate: Estate,
  parties: readonly Party[],
  sets: readonly RuleSet[],
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
  const packet = askedPacket(wordOf(test)) as AskedPacket
  const failed = decided
    .flatMap(
      ({ from, to }) => canBetween(sets, [sideOf(from, test.from)], [sideOf(to, test.to)], packet, null)?.pairs ?? [],
    )
    .find((pair) => shareOf(pair) !== (test.expect === 'allow' ? 'all' : 'none'))
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

const wordOf = ({ port, protocol }: PolicyTest): string => (port === null ? protocol : `${port}/${protocol}`)

const sideOf = ({ addresses, party }: Side, word: string): CanSide => ({
  name: party?.name ?? word,
  kind: party?.kind ?? null,
  addresses,
})

/** How much of it passes both ends. */
const shareOf = (pair: CanPair): 'all' | 'some' | 'none' => {
  const shares = [pair.in.share, pair.out?.share ?? 'all']
  return shares.includes('none') ? 'none' : shares.includes('some') ? 'some' : 'all'
}

const failure = (test: PolicyTest, pair: CanPair, place: Parameters<typeof diagnose>[2]): Diagnostic =>
  diagnose(
    'policy-test-failed',
    {
      from: test.from,
      to: test.to,
      packet: wordOf(test),
      expect: test.expect,
      passes: shareOf(pair),
      rules: pair.in.rule === null ? [] : [pair.in.rule.displayName],
      reasons: [pair.in.why, pair.out?.why ?? null].filter((one) => one !== null),
    },
    place,
  )
