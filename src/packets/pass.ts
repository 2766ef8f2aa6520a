// SPDX-License-Identifier: MIT
import { intersect } from '../formats/address/range.ts'
import { parsePorts } from '../formats/port/port-set.ts'
import { PROFILES, type Rule } from '../formats/rule/rule.ts'
import { decide } from './decide.ts'
import { conditionOf } from './rule-condition.ts'
import { NUMBER_OF } from './rule-terms.ts'

export interface Pass {
  readonly passes: boolean
  readonly by: 'rule' | 'block' | 'default'
  readonly rule: Rule | null
  /** What has to be so beyond what was asked. */
  readonly assumed: readonly string[]
  /** Some pass, though not all. */
  readonly some: boolean
  /** Whether rules are for such packets at all, from whatever address. */
  readonly isKnown: boolean
}

/** What a question does not say and a rule may ask for. */
type Circumstances = Pick<Rule, 'program' | 'service' | 'interfaceTypes' | 'other' | 'action'>

const circumstancesOf = ({ program, service, interfaceTypes, other, action }: Rule): Circumstances => ({
  program,
  service,
  interfaceTypes,
  ...(other !== undefined && { other }),
  action,
})

const asks = (rule: Rule): boolean =>
  rule.program !== null || rule.service !== null || rule.interfaceTypes.length > 0 || conditionOf(rule) !== null

const keyOf = (rule: Rule): string =>
  JSON.stringify([rule.program?.toLowerCase(), rule.service?.toLowerCase(), rule.interfaceTypes, conditionOf(rule)])

/**
 * Whether packets pass by the rules of one policy. A question knows ports and addresses; where only a rule for a program, a
 * service or under a condition lets them pass, that is assumed and said. A block for a program stops that program alone.
 */
export const pass = (rules: readonly Rule[], question: Rule, byDefault: 'allow' | 'block'): Pass => {
  const near = rules.filter((rule) => concerns(rule, question))
  const blocks = near.filter(({ action }) => action === 'block')
  const bound = near.filter((rule) => rule.action !== 'block' && asks(rule))
  const plain = near.filter((rule) => !asks(rule))
  const isKnown = near.some(({ action }) => action !== 'block')
  const first = decide(plain, question, byDefault)
  if (first.passes === 'all') return { ...ofPlain(first.rule, blocks), by: first.by, some: false, isKnown }
  let some = first.passes === 'some'
  if (first.by !== 'block')
    for (const one of candidates(bound)) {
      const here = [...plain, ...near.filter((rule) => asks(rule) && isUnder(rule, one))]
      const answer = decide(here, { ...question, ...circumstancesOf(one), action: 'allow' }, byDefault)
      some ||= answer.passes === 'some'
      if (answer.passes !== 'all') continue
      return {
        passes: true,
        by: answer.by,
        rule: answer.rule,
        assumed: assumptionsOf(answer.rule ?? one),
        some: false,
        isKnown,
      }
    }
  return { passes: false, by: first.by, rule: first.rule, assumed: keywordsOf(near), some, isKnown }
}

const ofPlain = (rule: Rule | null, blocks: readonly Rule[]): Pick<Pass, 'passes' | 'rule' | 'assumed'> => ({
  passes: true,
  rule,
  assumed: blocks
    .filter(asks)
    .map(({ displayName, id }) => `what the block “${displayName || id}” is for does not hold`),
})

/** One rule for each set of circumstances; those that name the port come first. */
const candidates = (bound: readonly Rule[]): readonly Rule[] => {
  const named = ({ localPorts, remotePorts, icmpTypes }: Rule): number =>
    localPorts.length + remotePorts.length + icmpTypes.length > 0 ? 0 : 1
  const found = new Map<string, Rule>()
  for (const rule of [...bound].sort((a, b) => named(a) - named(b)))
    if (!found.has(keyOf(rule))) found.set(keyOf(rule), rule)
  return [...found.values()]
}

/** Whether a rule holds in the circumstances of another. */
const isUnder = (rule: Rule, other: Rule): boolean =>
  (rule.program === null || rule.program.toLowerCase() === other.program?.toLowerCase()) &&
  (rule.service === null || rule.service.toLowerCase() === other.service?.toLowerCase()) &&
  (rule.interfaceTypes.length === 0 || rule.interfaceTypes.join() === other.interfaceTypes.join()) &&
  (conditionOf(rule) === null || conditionOf(rule) === conditionOf(other))

const assumptionsOf = (rule: Rule): readonly string[] => {
  const condition = conditionOf(rule)
  return [
    ...(rule.program === null ? [] : [`the program is ${rule.program}`]),
    ...(rule.service === null ? [] : [`the service is ${rule.service}`]),
    ...(rule.interfaceTypes.length === 0 ? [] : [`the interface is ${rule.interfaceTypes.join(' or ')}`]),
    ...(condition === null ? [] : [`this holds: ${condition}`]),
  ]
}

/** Addresses of which only the computer knows whether they are the one that is asked about. */
const keywordsOf = (near: readonly Rule[]): readonly string[] => {
  const words = new Set(
    near
      .filter(({ action }) => action !== 'block')
      .flatMap(({ remoteAddresses }) => remoteAddresses.filter((text) => /^[A-Za-z]+[46]?$/.test(text))),
  )
  return words.size === 0 ? [] : [`the other side is not in ${[...words].join(', ')}`]
}

/** Whether a rule can be for some of the packets, seen without their addresses. */
const concerns = (rule: Rule, question: Rule): boolean => {
  if (!rule.enabled || rule.direction !== question.direction) return false
  const numberOf = (protocol: Rule['protocol']): number | 'any' =>
    typeof protocol === 'number' || protocol === 'any' ? protocol : NUMBER_OF[protocol]
  if (rule.protocol !== 'any' && numberOf(rule.protocol) !== numberOf(question.protocol)) return false
  const wanted = question.profiles.length === 0 ? PROFILES : question.profiles
  if (rule.profiles.length > 0 && !rule.profiles.some((profile) => wanted.includes(profile))) return false
  return meets(rule.localPorts, question.localPorts) && meets(rule.remotePorts, question.remotePorts)
}

const meets = (ports: readonly string[], asked: readonly string[]): boolean =>
  ports.length === 0 ||
  asked.length === 0 ||
  ports.some((text) => {
    const range = parsePorts(text)
    return range === null || asked.some((one) => intersect([range], [parsePorts(one) ?? range]).length > 0)
  })
