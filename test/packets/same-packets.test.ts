// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { letThrough } from '../../src/packets/let-through.ts'
import { meaningDifference } from '../../src/packets/meaning-difference.ts'
import { packetSpace } from '../../src/packets/packet-space.ts'
import { ruleDifference } from '../../src/packets/rule-difference.ts'
import { ruleMeaning, saysTheSame } from '../../src/packets/rule-meaning.ts'
import { plainRule } from '../support/sample/plain-rule.ts'
import { randomRules } from './support/random-rules.ts'

type List = 'localPorts' | 'remotePorts' | 'localAddresses' | 'remoteAddresses' | 'icmpTypes' | 'profiles'
const LISTS: readonly List[] = [
  'localPorts',
  'remotePorts',
  'localAddresses',
  'remoteAddresses',
  'icmpTypes',
  'profiles',
]

/** One rule for each entry of one of its lists; halves of a family stay together, as keywords are in neither of them. */
const split = (rule: Rule, list: List): readonly Rule[] =>
  rule[list].length === 0 || rule[list].some((entry) => entry.endsWith('/1'))
    ? [rule]
    : rule[list].map((entry, index) => ({ ...rule, id: `${rule.id}-${index}`, [list]: [entry] }))

test('rules that were split, moved, renamed or written twice let through the same packets', (t) => {
  fc.assert(
    fc.property(randomRules('a', 8), fc.constantFrom(...LISTS), fc.nat(7), (rules, list, turn) => {
      const parts = rules.flatMap((rule) => split(rule, list))
      const others = [...parts.slice(turn), ...parts, ...parts.slice(0, turn)].map((rule) => ({
        ...rule,
        displayName: 'another name',
        program: rule.program?.toUpperCase() ?? null,
      }))
      t.deepEqual(meaningDifference(rules, others), [])
      t.deepEqual(ruleDifference(rules, others), { opened: [], closed: [] })
    }),
  )
})

test('rules that were split by their remote addresses are the same in their order where they are in any other', (t) => {
  const seen = { same: 0, different: 0 }
  fc.assert(
    fc.property(
      randomRules('a', 8),
      fc.nat(20),
      fc.constantFrom('none', 'lost', 'other', 'any'),
      (rules, at, change) => {
        const parts = rules.flatMap((rule) => split(rule, 'remoteAddresses'))
        const others = parts.flatMap((rule, index): readonly Rule[] => {
          if (index !== at || change === 'none') return [rule]
          if (change === 'lost') return []
          return [{ ...rule, remoteAddresses: change === 'any' ? [] : ['192.0.2.77'] }]
        })
        const isSame = meaningDifference(rules, others).length === 0
        t.is(isSame, meaningDifference(rules, [...others, ...others].reverse()).length === 0)
        seen[isSame ? 'same' : 'different']++
      },
    ),
  )
  t.true(seen.same > 0 && seen.different > 0)
})

test('two rules say the same exactly where the texts of what they mean are equal', (t) => {
  const fields = Object.keys(plainRule) as (keyof Rule)[]
  fc.assert(
    fc.property(
      randomRules('a'),
      randomRules('b'),
      fc.constantFrom<keyof Rule>(...fields, 'other'),
      (first, second, field) => {
        const [a, b] = [first[0], second[0]]
        if (a === undefined || b === undefined) return
        const reversed = {
          ...a,
          id: 'x',
          flows: ['x'],
          profiles: [...a.profiles].reverse(),
          localPorts: [...a.localPorts],
        }
        const pairs: readonly (readonly [Rule, Rule])[] = [
          [a, b],
          [a, { ...a, [field]: b[field] }],
          [a, reversed],
          [
            { ...a, other: { RMauth: 'O:SY' } },
            { ...a, other: { RMauth: 'O:SY', Edge: 'TRUE' } },
          ],
          [a, { ...a, other: { RMauth: 'O:SY' } }],
        ]
        for (const [one, two] of pairs) t.is(saysTheSame(one, two), ruleMeaning(one) === ruleMeaning(two))
        t.true(saysTheSame(a, reversed))
      },
    ),
  )
})

test('union, intersection and difference of sets are those of rules', (t) => {
  fc.assert(
    fc.property(randomRules('a'), randomRules('b'), (first, second) => {
      const space = packetSpace([...first, ...second])
      const { forest } = space
      const [a, b] = [letThrough(space, first), letThrough(space, second)]
      const both = forest.within(a, b)
      t.is(forest.union(forest.outside(a, b), both), a)
      t.is(forest.union(a, b), forest.unionAll([forest.outside(a, b), both, forest.outside(b, a)]))
      t.is(forest.within(forest.outside(a, b), b), 0)
      t.true(forest.covers(a, both) && forest.covers(forest.union(a, b), b))
      t.is(forest.covers(a, b), forest.outside(b, a) === 0)
      t.is(forest.unionAll([a, b, both]), forest.union(b, a))
    }),
  )
})

const same: Readonly<Record<string, readonly [readonly Partial<Rule>[], readonly Partial<Rule>[]]>> = {
  'a rule for both families is two for one each': [
    [{ localAddresses: ['10.0.0.1', '2001:db8::1'], remoteAddresses: ['10.0.0.2', '2001:db8::2'] }],
    [
      { localAddresses: ['10.0.0.1'], remoteAddresses: ['10.0.0.2'] },
      { localAddresses: ['2001:db8::1'], remoteAddresses: ['2001:db8::2'] },
    ],
  ],
  'an address of the other family adds nothing': [
    [{ localAddresses: ['10.0.0.1'], remoteAddresses: ['10.0.0.2', '2001:db8::2'] }],
    [{ localAddresses: ['10.0.0.1'], remoteAddresses: ['10.0.0.2'] }],
  ],
  'two halves of each family are any address': [
    [{ remoteAddresses: ['0.0.0.0/1', '128.0.0.0/1', '::/1', '8000::/1'] }],
    [{ remoteAddresses: [] }],
  ],
  'protocol numbers are protocols': [
    [{ protocol: 6 }, { protocol: 58 }],
    [{ protocol: 'tcp' }, { protocol: 'icmp6' }],
  ],
  'the endpoint mapper is port 135': [[{ localPorts: ['RPC-EPMap'] }], [{ localPorts: ['135'] }]],
  'a keyword is contained in any port': [[{ localPorts: ['RPC'] }, { localPorts: [] }], [{ localPorts: [] }]],
  'LocalSubnet is that of both families': [
    [{ remoteAddresses: ['LocalSubnet4'] }, { remoteAddresses: ['LocalSubnet6'] }],
    [{ remoteAddresses: ['LocalSubnet'] }],
  ],
  'a rule for a program is contained in one for any': [[{ program: 'C:\\a.exe' }, {}], [{}]],
  'a service is contained in every service': [[{ service: 'RpcSs' }, { service: '*' }], [{ service: '*' }]],
  'every protocol but TCP, and TCP, are any': [
    [{ protocol: 'any' }],
    [{ protocol: 'tcp' }, ...Array.from({ length: 256 }, (_, number) => ({ protocol: number }))],
  ],
  'a disabled rule says nothing': [[{ enabled: false }], []],
}

for (const [sentence, [first, second]] of Object.entries(same)) {
  test(sentence, (t) => {
    const rules = (parts: readonly Partial<Rule>[]): readonly Rule[] =>
      parts.map((part, index) => plainRule({ id: `${index}`, profiles: [], ...part }))
    t.deepEqual(meaningDifference(rules(first), rules(second)), [])
  })
}

const other: Readonly<Record<string, readonly [Partial<Rule>, Partial<Rule>]>> = {
  'one family is not both': [{ remoteAddresses: ['0.0.0.0/0'] }, { remoteAddresses: [] }],
  'a program is not any program': [{ program: 'C:\\a.exe' }, {}],
  'every service is not every program': [{ service: '*' }, {}],
  'every port but 0 is not any': [{ localPorts: ['1-65535'] }, {}],
  'three kinds of interfaces are not any': [{ interfaceTypes: ['Lan', 'Wireless', 'RemoteAccess'] }, {}],
  'a rule for some users is not one for all': [{ other: { LUAuth: 'D:(A;;CC;;;S-1-5-21-1)' } }, {}],
  'a bypass is no allow': [{ action: 'bypass' }, {}],
  'LocalSubnet of one family is not that of both': [
    { remoteAddresses: ['LocalSubnet4'] },
    { remoteAddresses: ['LocalSubnet'] },
  ],
}

for (const [sentence, [first, second]] of Object.entries(other)) {
  test(sentence, (t) => {
    t.not(meaningDifference([plainRule(first)], [plainRule(second)]).length, 0)
    t.not(meaningDifference([plainRule(second)], [plainRule(first)]).length, 0)
  })
}
