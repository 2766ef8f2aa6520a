// SPDX-License-Identifier: MIT
import { count } from '../diagnostics/count.ts'
import type { AddressSet } from '../formats/address/address-set.ts'
import { PROFILES, type Profile, type Rule } from '../formats/rule/rule.ts'
import type { AskedPacket } from '../packets/asked-packet.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { type AnsweringSet, dynamicPortsOf, noPolicy, type Verdict, verdictOf } from './verdict.ts'

/** One end of a question: whoever it is, at these addresses. */
export interface CanSide {
  readonly name: string
  readonly kind: 'host' | 'clients' | null
  readonly addresses: AddressSet
}

export interface CanPair {
  readonly from: string
  readonly to: string
  readonly answer: 'yes' | 'no'
  readonly in: Verdict
  /** Null where the way out is not asked about. */
  readonly out: Verdict | null
}

export interface CanAnswer extends Omit<CanPair, 'from' | 'to'> {
  readonly pairs: readonly CanPair[]
}

const answerOf = (pairs: readonly CanPair[]): CanAnswer | null => {
  const telling = pairs.find(({ answer }) => answer === 'no') ?? pairs[0]
  return telling === undefined ? null : { answer: telling.answer, in: telling.in, out: telling.out, pairs }
}

const isSame = (a: CanSide, b: CanSide): boolean => a.kind === 'host' && b.kind === 'host' && a.name === b.name

/** Whether packets pass between all of some and all of others, by the policies of both; null where there is no pair. */
export const canBetween = (
  sets: readonly AnsweringSet[],
  from: readonly CanSide[],
  to: readonly CanSide[],
  packet: AskedPacket,
  profile: Profile | null,
): CanAnswer | null => {
  const policyOf = ({ kind, name }: CanSide): AnsweringSet | null =>
    kind === null
      ? null
      : (sets.find(({ hosts, clients }) => (kind === 'host' ? hosts : clients).includes(name)) ?? null)
  const ends = (sides: readonly CanSide[]) => sides.map((side) => ({ side, set: policyOf(side) }))
  const receivers = ends(to)
  return answerOf(
    ends(from).flatMap((sender) =>
      receivers
        .filter(({ side }) => !isSame(side, sender.side))
        .map((receiver): CanPair => {
          const kinds = packet.kinds(dynamicPortsOf(receiver.set))
          const ask = (direction: 'in' | 'out', end: typeof sender, other: CanSide): Verdict =>
            end.set === null
              ? noPolicy(end.side.name)
              : verdictOf({
                  set: end.set,
                  direction,
                  kinds,
                  own: end.side.addresses,
                  other: other.addresses,
                  profiles: profile === null ? end.set.profiles : [profile],
                })
          const verdicts = { in: ask('in', receiver, sender.side), out: ask('out', sender, receiver.side) }
          return {
            from: sender.side.name,
            to: receiver.side.name,
            answer: verdicts.in.passes && verdicts.out.passes ? 'yes' : 'no',
            ...verdicts,
          }
        }),
    ),
  )
}

/** Whether packets pass by one set of rules alone, which is the receiver's (`in`) or the sender's (`out`). */
export const canPass = (
  set: RuleSet,
  from: CanSide,
  to: CanSide,
  packet: AskedPacket,
  direction: 'in' | 'out',
  profile: Profile | null,
): CanAnswer => {
  const profiles = profile === null ? profilesOf(set, direction) : [profile]
  const [own, other] = direction === 'in' ? [to, from] : [from, to]
  const found = verdictOf({
    set,
    direction,
    kinds: packet.kinds(dynamicPortsOf(set)),
    own: own.addresses,
    other: other.addresses,
    profiles,
  })
  const verdict: Verdict = { ...found, assumed: [...found.assumed, ...ofFile(set, profile === null ? profiles : [])] }
  const pair: CanPair = {
    from: from.name,
    to: to.name,
    answer: verdict.passes ? 'yes' : 'no',
    in: direction === 'in' ? verdict : noPolicy(to.name),
    out: direction === 'in' ? null : verdict,
  }
  return answerOf([pair]) as CanAnswer
}

/** What nobody knows of a file: the profile that is active, what was not read, and weights where they decide. */
const ofFile = ({ losses, format, rules }: RuleSet, profiles: readonly Profile[]): readonly string[] => [
  ...(profiles.length === 0 ? [] : [`the ${profiles.join(' or ')} profile is active`]),
  ...(losses.length === 0 ? [] : [`nothing of what was not read matters (${count(losses.length, 'loss', 'losses')})`]),
  ...(format === 'wfp' && rules.some(({ action }) => action === 'block')
    ? ['blocks go before allows, whatever the weights of the filters say']
    : []),
]

/** A file says nothing of the profile that is active: that of a domain, unless its rules are for none. */
const profilesOf = ({ rules }: RuleSet, direction: 'in' | 'out'): readonly Profile[] => {
  const held = (profile: Profile): boolean =>
    rules.some(
      (rule: Rule) =>
        rule.enabled && rule.direction === direction && (rule.profiles.length === 0 || rule.profiles.includes(profile)),
    )
  const spoken = PROFILES.filter(held)
  return spoken.length === 0 || spoken.includes('domain') ? ['domain'] : spoken
}
