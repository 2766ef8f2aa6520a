// SPDX-License-Identifier: MIT
import { type AddressSet, formatAddressSet, isAnyAddress } from '../formats/address/address-set.ts'
import type { Profile, Rule } from '../formats/rule/rule.ts'
import { type PacketKind, questionOf } from '../packets/asked-packet.ts'
import type { Family } from '../packets/dimension.ts'
import { type Pass, pass } from '../packets/pass.ts'
import { rpcPortsOf } from '../rules/rpc-registry.ts'
import type { RuleSet } from '../rules/rule-set.ts'

/** What the rules and profile settings of one computer make of a packet. */
export interface Verdict {
  /** Null where no policy is known, and in files that name none. */
  readonly policy: string | null
  /** All of it. */
  readonly passes: boolean
  /** Of the addresses and ports that were asked about. */
  readonly share: 'all' | 'some' | 'none'
  readonly by: 'rule' | 'block' | 'default' | 'no-policy'
  /** What decides; null where no rule does. */
  readonly rule: Rule | null
  readonly flows: readonly string[]
  /** What has to be so beyond what was asked, in words. */
  readonly assumed: readonly string[]
  /** Why it does not pass, in words; null where it does. */
  readonly why: string | null
}

/** As much of a set of rules as decides about packets. */
export type AnsweringSet = Pick<
  RuleSet,
  'id' | 'name' | 'hosts' | 'clients' | 'profiles' | 'dynamicRange' | 'rules' | 'settings' | 'registry'
> & {
  /** The rules without some that cannot be for such packets; `ports` are those of whoever listens. */
  readonly near?: (direction: 'in' | 'out', ports: readonly string[]) => readonly Rule[]
}

/** Since Windows Vista and Server 2008 (KB 929851). */
const USUAL_RANGE = '49152-65535'

/** The numbers behind dynamic RPC on the computers of a policy. */
export const dynamicPortsOf = (set: AnsweringSet | null): readonly string[] =>
  (set === null ? null : rpcPortsOf(set.registry)) ?? [set?.dynamicRange ?? USUAL_RANGE]

export const noPolicy = (who: string): Verdict => ({
  policy: null,
  passes: true,
  share: 'all',
  by: 'no-policy',
  rule: null,
  flows: [],
  assumed: [`${who} has no policy here: nothing is decided there`],
  why: null,
})

export interface AskedOf {
  readonly set: AnsweringSet
  readonly direction: 'in' | 'out'
  readonly kinds: readonly PacketKind[]
  readonly own: AddressSet
  readonly other: AddressSet
  readonly profiles: readonly Profile[]
}

/** The verdict about the first kind of packet that does not pass, else about the first. */
export const verdictOf = (asked: AskedOf): Verdict => {
  const verdicts = asked.kinds.map((kind) => ofKind(asked, kind)).filter((one) => one !== null)
  return verdicts.find(({ passes }) => !passes) ?? verdicts[0] ?? noFamily(asked)
}

/** Null where there is no such packet between the two. */
const ofKind = ({ set, direction, own, other, profiles }: AskedOf, kind: PacketKind): Verdict | null => {
  const families = ([4, 6] as const).filter((family) => kind.family === null || kind.family === family)
  const [here, there] = shared(own, other, families)
  if (here.v4.length + here.v6.length === 0) return null
  const dynamic = dynamicPortsOf(set)
  const rules = set.near?.(direction, kind.ports) ?? set.rules
  const named = new Map<Rule, Rule>(rules.map((rule) => [withNumbers(rule, dynamic), rule]))
  const question = questionOf(kind, direction, texts(here), texts(there), profiles)
  const settings = profiles.map((profile) => set.settings[profile])
  const defaults = settings.map((one) => (direction === 'in' ? one.defaultInbound : one.defaultOutbound))
  const off = settings.every(({ enabled }) => enabled === false)
  const shut = direction === 'in' && settings.some(({ inboundRules }) => inboundRules === false)
  const usual = direction === 'in' ? 'block' : 'allow'
  const byDefault = off || defaults.every((one) => (one ?? usual) === 'allow') ? 'allow' : 'block'
  const answer: Pass = pass(off || shut ? [] : [...named.keys()], question, byDefault)
  const rule = answer.rule === null ? null : (named.get(answer.rule) ?? answer.rule)
  return {
    policy: set.id ?? set.name,
    passes: answer.passes,
    share: answer.passes ? 'all' : answer.some ? 'some' : 'none',
    by: answer.by,
    rule,
    flows: rule?.flows ?? [],
    assumed: [
      ...answer.assumed,
      ...(off ? ['the firewall is off'] : []),
      ...(answer.by === 'default' && !off && !shut && defaults.includes(null)
        ? [`Windows ${usual === 'block' ? 'blocks inbound' : 'allows outbound'} traffic that no rule is for`]
        : []),
      ...(rule !== null && usesKeyword(rule, kind, direction)
        ? [`dynamic RPC takes a port of ${dynamic.join(', ')}`]
        : []),
    ],
    why: answer.passes
      ? null
      : shut
        ? 'the profile takes nothing in, whatever its rules say'
        : reason(set, direction, answer),
  }
}

const noFamily = ({ set, direction }: AskedOf): Verdict => ({
  policy: set.id ?? set.name,
  passes: false,
  share: 'none',
  by: 'default',
  rule: null,
  flows: [],
  assumed: [],
  why: `the ${direction === 'in' ? 'sender' : 'receiver'} has no address of such a family that the other side has too`,
})

const reason = (set: AnsweringSet, direction: 'in' | 'out', { by, rule, some, isKnown }: Pass): string => {
  const word = direction === 'in' ? 'inbound' : 'outbound'
  const of = set.id ?? set.name
  const here = of === null ? '' : ` of ${of}`
  if (by === 'block') return `${word}: “${rule?.displayName || rule?.id}”${here} blocks it`
  if (some) return `${word} rules${here} let it pass for some of these addresses, not for all`
  return isKnown
    ? `${word} rules${here} are for this packet, but not ${direction === 'in' ? 'from this sender' : 'to this receiver'}`
    : `no ${word} rule${here} ${direction === 'in' ? 'is for this packet' : 'lets it out'}`
}

/** A packet has one family: addresses of one that the other side lacks neither send nor answer. */
const shared = (own: AddressSet, other: AddressSet, families: readonly Family[]): readonly [AddressSet, AddressSet] => {
  const v4 = families.includes(4) && own.v4.length > 0 && other.v4.length > 0
  const v6 = families.includes(6) && own.v6.length > 0 && other.v6.length > 0
  const cut = (set: AddressSet): AddressSet => ({ v4: v4 ? set.v4 : [], v6: v6 ? set.v6 : [], keywords: [] })
  return [cut(own), cut(other)]
}

const texts = (set: AddressSet): readonly string[] => (isAnyAddress(set) ? [] : formatAddressSet(set))

/** A rule with numbers beside the keyword `RPC`, which a question never names. */
const withNumbers = (rule: Rule, dynamic: readonly string[]): Rule => {
  const isRpc = (text: string): boolean => text.toLowerCase() === 'rpc'
  const ports = (list: readonly string[]): readonly string[] => (list.some(isRpc) ? [...list, ...dynamic] : list)
  return rule.localPorts.some(isRpc) || rule.remotePorts.some(isRpc)
    ? { ...rule, localPorts: ports(rule.localPorts), remotePorts: ports(rule.remotePorts) }
    : rule
}

const usesKeyword = (rule: Rule, { ports }: PacketKind, direction: 'in' | 'out'): boolean => {
  const said = direction === 'in' ? rule.localPorts : rule.remotePorts
  return (
    said.some((text) => text.toLowerCase() === 'rpc') &&
    !said.some((text) => ports.includes(text)) &&
    ports[0] !== '135'
  )
}
