// SPDX-License-Identifier: MIT
import test from 'ava'
import { isDifferent } from '../../src/change/plan.ts'
import type { Rule } from '../../src/formats/rule/rule.ts'
import type { RuleSource } from '../../src/rules/rule-source.ts'
import { numbersFrom } from './support/near-points.ts'
import { planFault } from './support/plan-faults.ts'
import { planOf, sourceOf, withRules } from './support/rule-sources.ts'

const ESTATE = `
name: fabrikam
product: cmcb
sites: { FAB: { type: primary } }
networks: { hq: [10.20.0.0/16, 2001:db8:20::/48] }
hosts:
  cm01.fabrikam.test: { addresses: [10.20.0.10, 2001:db8:20::10], site: FAB, roles: [site-server, management-point, distribution-point] }
  sql01.fabrikam.test: { addresses: [10.20.0.11], site: FAB, roles: [sql-server] }
  dc01.fabrikam.test: { addresses: [10.20.0.5], roles: [domain-controller] }
clients: { workstations: { site: FAB, networks: [hq], install: [push] } }
firewall: { direction: both }
`

type Mutation = (rules: readonly Rule[], next: (below: number) => number) => readonly Rule[]

/** A rule of a list cut into one for each entry of one of its lists; the same packets. */
const split: Mutation = (rules, next) =>
  rules.flatMap((rule, index): readonly Rule[] => {
    if (next(2) === 0) return [rule]
    const key = (['localPorts', 'remoteAddresses', 'remotePorts', 'profiles'] as const).find(
      (one) => rule[one].length > 1,
    )
    return key === undefined
      ? [rule]
      : (rule[key] as readonly string[]).map((entry, part) => ({ ...rule, id: `${index}-${part}`, [key]: [entry] }))
  })

const reorder: Mutation = (rules, next) =>
  rules
    .map((rule) => ({ rule, at: next(1000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ rule }) => rule)

const rename: Mutation = (rules) =>
  rules.map((rule, index) => ({ ...rule, id: `{renamed-${index}}`, displayName: `n${index}`, description: '' }))

/** Entries in another spelling. */
const respell: Mutation = (rules) =>
  rules.map((rule) => ({
    ...rule,
    remoteAddresses: rule.remoteAddresses.flatMap((text) =>
      text === '10.20.0.0/16' ? ['10.20.0.0/17', '10.20.128.0-10.20.255.255'] : [text],
    ),
    localPorts: rule.localPorts.map((port) => (port === '135' ? 'RPC-EPMap' : port)),
    profiles: [...rule.profiles].reverse(),
  }))

/** Rules with all fields but the ports in common become one, where they are about numbers. */
const merge: Mutation = (rules) => {
  const groups = Map.groupBy(rules, ({ id: _, displayName: __, description: ___, localPorts, flows: ____, ...rest }) =>
    JSON.stringify([rest, localPorts.length > 0 && localPorts.every((port) => /^[\d-]+$/.test(port))]),
  )
  return [...groups.values()].flatMap((group) =>
    (group[0]?.localPorts.length ?? 0) > 0 && group.every(({ localPorts }) => localPorts.length > 0)
      ? [{ ...(group[0] as Rule), localPorts: group.flatMap(({ localPorts }) => localPorts) }]
      : group,
  )
}

const withBlock: Mutation = (rules, next) => {
  const victim = rules[next(rules.length)]
  return victim === undefined
    ? rules
    : [
        ...rules,
        {
          ...victim,
          id: 'block',
          displayName: 'block',
          action: 'block',
          ...(next(2) === 0 && { remoteAddresses: ['10.20.0.0/24', '2001:db8:20::/64'] }),
        },
      ]
}

const withProfile: Mutation = (rules, next) =>
  rules.map((rule) =>
    next(3) === 0 ? { ...rule, profiles: [['private'], ['domain', 'private'], []][next(3)] as Rule['profiles'] } : rule,
  )

const withoutSome: Mutation = (rules, next) => rules.filter(() => next(4) > 0)
const disabled: Mutation = (rules, next) => rules.map((rule) => (next(4) === 0 ? { ...rule, enabled: false } : rule))

const narrowed: Mutation = (rules, next) =>
  rules.map((rule) => {
    const list = rule.remoteAddresses
    switch (next(6)) {
      case 0:
        return list.length > 1 ? { ...rule, remoteAddresses: list.slice(1) } : rule
      case 1:
        return { ...rule, remoteAddresses: [] }
      case 2:
        return rule.protocol === 'tcp' ? { ...rule, localPorts: ['1-1023'] } : rule
      case 3:
        return { ...rule, program: 'C:\\other.exe' }
      case 4:
        return { ...rule, service: '*' }
      default:
        return rule
    }
  })

const KEEPING: Readonly<Record<string, Mutation>> = { split, reorder, rename, respell, merge }
const CHANGING: Readonly<Record<string, Mutation>> = { withBlock, withProfile, withoutSome, disabled, narrowed }

const all: Readonly<Record<string, Mutation>> = { ...KEEPING, ...CHANGING }

const mutated = (source: RuleSource, names: readonly string[], seed: number): RuleSource => {
  const next = numbersFrom(seed)
  return withRules(source, (rules) => names.reduce((held, name) => (all[name] as Mutation)(held, next), rules))
}

for (const name of Object.keys(KEEPING)) {
  test(`a policy whose rules were changed by “${name}” alone has no difference`, async (t) => {
    const source = await sourceOf(ESTATE)
    for (let seed = 0; seed < 8; seed++) {
      const plan = planOf(mutated(source, [name], seed), source)
      t.false(isDifferent(plan), JSON.stringify(plan.policies.map(({ id, opened, closed }) => [id, opened, closed])))
      t.deepEqual([plan.summary.opened, plan.summary.closed], [0, 0])
    }
  })
}

test('what opened and closed after rules were changed by hand is what brute force finds', async (t) => {
  const source = await sourceOf(ESTATE)
  const names = Object.keys(all)
  const tally = { points: 0, opened: 0, closed: 0 }
  let tried = 0
  for (let seed = 1; seed <= 40; seed++) {
    const next = numbersFrom(seed * 7919)
    const [old, now] = [0, 1].map((side) =>
      mutated(
        source,
        Array.from({ length: 1 + next(3) }, () => names[next(names.length)] as string),
        seed * 2 + side,
      ),
    ) as [RuleSource, RuleSource]
    const plan = planOf(now, old)
    for (const policy of plan.policies) {
      const rulesIn = ({ sets }: RuleSource): readonly Rule[] => sets.find(({ id }) => id === policy.id)?.rules ?? []
      t.is(planFault(policy, rulesIn(old), rulesIn(now), seed, 300, tally), null, `seed ${seed}, ${policy.id}`)
      tried++
    }
  }
  t.true(tally.opened > 1000 && tally.closed > 1000, JSON.stringify(tally))
  t.log(`${tried} pairs of policies, ${tally.points} packets, ${tally.opened} opened, ${tally.closed} closed`)
})
