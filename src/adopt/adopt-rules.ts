// SPDX-License-Identifier: MIT
import {
  type AddressSet,
  formatAddressSet,
  isEmptyAddressSet,
  parseAddresses,
  subtractAddresses,
} from '../formats/address/address-set.ts'
import type { Range } from '../formats/address/range.ts'
import { PROFILES, type Profile, type Rule } from '../formats/rule/rule.ts'
import { letThrough } from '../packets/let-through.ts'
import { packetPieces } from '../packets/packet-pieces.ts'
import { NO_PACKET } from '../packets/packet-set.ts'
import { packetSpace } from '../packets/packet-space.ts'
import type { AdoptedRule, Adoption, AdoptionState } from './adoption.ts'
import { entryNames } from './entry-names.ts'
import { type AdoptingHost, flowCondition, flowEntry } from './flow-entry.ts'

export interface AdoptOptions {
  readonly host: AdoptingHost
  /** What the host's policy lets through, and the profiles that it is for. */
  readonly policy: { readonly rules: readonly Rule[]; readonly profiles: readonly Profile[] }
  /** Rules of the computer as they were read. */
  readonly listed: readonly Rule[]
  /** Rules of the listing that could not be read. */
  readonly unread: number
  /** Those that count. */
  readonly profiles: readonly Profile[]
  /** Names of flows that the estate has. */
  readonly taken: readonly string[]
}

/** Rules that Windows brings along stand in groups that its libraries name. */
const isWindowsOwn = ({ group }: Rule): boolean => group.startsWith('@')

/** A computer needs no rule for itself: its own addresses are left out of those that it hears. Null where nobody else is left. */
const fromOthers = (rule: Rule, own: AddressSet): Rule | null => {
  if (rule.remoteAddresses.length === 0) return rule
  const set = parseAddresses(rule.remoteAddresses, true)
  if (set === null || (!touches(set.v4, own.v4) && !touches(set.v6, own.v6))) return rule
  const others = subtractAddresses(set, own)
  return isEmptyAddressSet(others) ? null : { ...rule, remoteAddresses: formatAddressSet(others) }
}

const touches = <T extends number | bigint>(a: readonly Range<T>[], b: readonly Range<T>[]): boolean =>
  a.some((one) => b.some((other) => one.first <= other.last && other.first <= one.last))

const candidate = (rule: Rule, profiles: readonly Profile[]): Rule | null => {
  if (!rule.enabled || rule.direction !== 'in' || rule.action === 'block' || isWindowsOwn(rule)) return null
  const own = rule.profiles.length === 0 ? PROFILES : rule.profiles
  const counting = own.filter((profile) => profiles.includes(profile))
  return counting.length === 0 ? null : { ...rule, profiles: counting }
}

/** What of the rules that a computer already has its compiled policy makes needless, and what is missing in the estate. */
export const adoptRules = ({ host, policy, listed, unread, profiles, taken }: AdoptOptions): Adoption => {
  const pairs = listed.flatMap((rule) => {
    const counted = candidate(rule, profiles)
    return counted === null ? [] : [{ rule, counted: fromOthers(counted, host.addresses) }]
  })
  const space = packetSpace([...policy.rules, ...pairs.flatMap(({ counted }) => counted ?? [])])
  const { forest } = space
  const allowed = letThrough(space, policy.rules)
  const nameOf = entryNames(taken)
  const rules = pairs.map(({ rule, counted }): AdoptedRule => {
    const covered: AdoptedRule = { rule, state: 'covered', reason: null, beyond: [], flow: null }
    if (counted === null) return covered
    const own = space.packetsOf(counted)
    const rest = forest.outside(own, allowed)
    if (rest === NO_PACKET) return covered
    const beyond = packetPieces(space, rest, [counted])
    const unsayable = (reason: string): AdoptedRule => ({ rule, state: 'unsayable', reason, beyond, flow: null })
    const condition = flowCondition(counted)
    if (condition !== null) return unsayable(condition)
    if (forest.within(allowed, own) !== NO_PACKET) return { rule, state: 'partly', reason: null, beyond, flow: null }
    if (!counted.profiles.some((profile) => policy.profiles.includes(profile)))
      return unsayable(
        `the rule is for the profiles ${counted.profiles.join(', ')}, and no policy of the computer is in force there; --profiles ${policy.profiles.join(',')} leaves such rules out`,
      )
    // The flow keeps the addresses as the rule has them: people know these.
    const flow = flowEntry({ ...counted, remoteAddresses: rule.remoteAddresses }, host, rule.displayName)
    return 'protocol' in flow
      ? { rule, state: 'uncovered', reason: null, beyond, flow: { ...flow, name: nameOf(flow.name) } }
      : unsayable(flow.reason)
  })
  const count = (state: AdoptionState): number => rules.filter((one) => one.state === state).length
  return {
    host: host.name,
    rules,
    summary: {
      covered: count('covered'),
      partly: count('partly'),
      uncovered: count('uncovered'),
      unsayable: count('unsayable'),
      leftOut: listed.length - rules.length,
      unread,
    },
  }
}
