// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { type RuleCover, ruleCovers } from '../../src/packets/rule-cover.ts'
import { plainRule } from '../support/sample/plain-rule.ts'
import { ruleFits } from './support/brute-force.ts'
import { corners, pointsAt } from './support/corner-points.ts'
import { randomRules } from './support/random-rules.ts'

test('what others cover or block of a rule is so packet by packet', (t) => {
  let covered = 0
  fc.assert(
    fc.property(randomRules('a', 6), fc.nat(), (given, seed) => {
      const narrower = given.map((rule) =>
        rule.profiles.length === 1 ? rule : { ...rule, profiles: ['domain' as const] },
      )
      const rules = [...given, ...narrower]
      const covers = ruleCovers(rules)
      const points = pointsAt(corners(rules), seed, 400)
      for (const [at, rule] of rules.entries()) {
        const cover = covers[at]
        if (cover === null || cover === undefined) {
          t.false(rule.enabled)
          continue
        }
        if (cover.coveredBy.length > 0) covered++
        const others = cover.coveredBy.map((other) => rules[other] as Rule)
        t.false(cover.coveredBy.includes(at))
        for (const point of points.filter((one) => ruleFits(rule, one))) {
          t.false(cover.empty)
          if (others.length > 0) t.true(others.some((other) => ruleFits(other, point)))
          for (const other of cover.alike) t.true(ruleFits(rules[other] as Rule, point))
          const blocks = rules.filter((other) => other.action === 'block' && ruleFits(other, point))
          if (rule.action === 'allow' && cover.blocked === 'wholly') t.true(blocks.length > 0)
          if (rule.action === 'allow' && cover.blocked === null) t.is(blocks.length, 0)
        }
      }
    }),
    { numRuns: 200 },
  )
  t.true(covered > 0, `only ${covered} rules were covered`)
})

const coversOf = (...parts: readonly Partial<Rule>[]): readonly (RuleCover | null)[] =>
  ruleCovers(parts.map((part, index) => plainRule({ id: `${index}`, ...part })))

test('one rule that covers another alone is named alone', (t) => {
  const [, narrow] = coversOf({ localPorts: ['440-450'] }, { localPorts: ['445'] }, { localPorts: ['445', '80'] })
  t.deepEqual(narrow?.coveredBy, [0])
})

test('several rules cover one together', (t) => {
  const [, , wide] = coversOf(
    { localPorts: ['1-445'], remoteAddresses: ['10.0.0.0/9'] },
    { localPorts: ['445'], remoteAddresses: ['10.128.0.0/9'] },
    { localPorts: ['445'], remoteAddresses: ['10.0.0.0/8'] },
  )
  t.deepEqual(wide?.coveredBy, [0, 1])
})

test('nearly covered is not covered', (t) => {
  const [, , wide] = coversOf(
    { localPorts: ['445'], remoteAddresses: ['10.0.0.0/9'] },
    { localPorts: ['445'], remoteAddresses: ['10.128.0.0-10.255.255.254'] },
    { localPorts: ['445'], remoteAddresses: ['10.0.0.0/8'] },
  )
  t.deepEqual(wide?.coveredBy, [])
})

test('rules for the same packets are equal and do not cover each other', (t) => {
  const [first, second] = coversOf({ localPorts: ['80', '81'] }, { localPorts: ['80-81'] })
  t.deepEqual([first?.alike, first?.coveredBy, second?.alike], [[0, 1], [], [0, 1]])
})

test('a block takes all of an allow, or some', (t) => {
  const [all, some, none] = coversOf(
    { localPorts: ['445'], program: 'C:\\a.exe' },
    { localPorts: ['445-446'] },
    { localPorts: ['447'] },
    { localPorts: ['445'], action: 'block' },
  )
  t.deepEqual([all?.blocked, some?.blocked, none?.blocked], ['wholly', 'partly', null])
  t.deepEqual(all?.blockedBy, [3])
})

test('a rule across the families is for no packet', (t) => {
  const [across, within] = coversOf(
    { localAddresses: ['10.0.0.1'], remoteAddresses: ['2001:db8::1'] },
    { localAddresses: ['10.0.0.1'], remoteAddresses: ['10.0.0.2', '2001:db8::1'] },
  )
  t.deepEqual([across?.empty, within?.empty], [true, false])
})

test('of a few blocks that stop some packets each is named, ports or none in the rule that they stop', (t) => {
  const covers = coversOf(
    { action: 'block', localPorts: ['3389'] },
    { action: 'block', localPorts: ['137'], protocol: 'udp' },
    { action: 'block', localPorts: ['1-1024'], remoteAddresses: ['10.9.0.0/16'] },
    { protocol: 'any', localPorts: [] },
    { localPorts: ['3000-4000', '100'] },
  )
  t.deepEqual([...(covers[3]?.blockedBy ?? [])].sort(), [0, 1, 2])
  t.deepEqual([...(covers[4]?.blockedBy ?? [])].sort(), [0, 2])
})
