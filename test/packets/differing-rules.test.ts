// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { differingRules } from '../../src/packets/differing-rules.ts'
import { ruleDifference } from '../../src/packets/rule-difference.ts'
import { plainRule } from '../support/sample/plain-rule.ts'
import { samples } from '../support/samples.ts'
import { ruleFits } from './support/brute-force.ts'
import { corners, pointsAt } from './support/corner-points.ts'
import { twoRuleSets } from './support/random-rules.ts'

const rule = (id: string, more: Partial<Rule>): Rule => plainRule({ id, ...more })

test('rules of both sides that are about other packets than the change are left aside', (t) => {
  const same = [
    rule('port', { localPorts: ['80'], remoteAddresses: [] }),
    rule('address', { localPorts: ['443'], remoteAddresses: ['10.0.9.1'] }),
    rule('family', { localPorts: ['443'], remoteAddresses: ['2001:db8::/32'] }),
    rule('direction', { direction: 'out', localPorts: ['443'] }),
    rule('protocol', { protocol: 'udp', localPorts: ['443'] }),
    rule('near', { localPorts: ['440-450'], remoteAddresses: [] }),
    rule('all', { protocol: 'any', localPorts: [], remoteAddresses: [], action: 'block' }),
    rule('word', { localPorts: ['RPC'], remoteAddresses: ['LocalSubnet'] }),
  ]
  const { before, after } = differingRules(same, [
    ...same,
    rule('new', { localPorts: ['443'], remoteAddresses: ['10.0.0.0/24'] }),
  ])
  t.deepEqual(
    before.map(({ id }) => id),
    ['near', 'all', 'word'],
  )
  t.deepEqual(
    after.map(({ id }) => id),
    ['near', 'all', 'word', 'new'],
  )
  t.deepEqual(differingRules(same, [...same].reverse()), { before: [], after: [] })
})

test('no rule is left aside that is for a packet of a rule which one side alone has', (t) => {
  fc.assert(
    fc.property(twoRuleSets, fc.nat(), ([before, after], seed) => {
      const part = differingRules(before, after)
      const kept = new Set([...part.before, ...part.after])
      const left = [...before, ...after].filter((one) => one.enabled && !kept.has(one))
      const alone = [...kept].filter((one) => !isOnBoth(one, before, after))
      for (const point of pointsAt(corners([...before, ...after]), seed, 60)) {
        const lost = left.find((one) => ruleFits(one, point))
        if (lost !== undefined && alone.some((one) => ruleFits(one, point))) throw new Error(lost.id)
      }
    }),
    { numRuns: samples(150) },
  )
  t.pass()
})

const isOnBoth = (one: Rule, before: readonly Rule[], after: readonly Rule[]): boolean => {
  const text = ({ id: _, ...rest }: Rule): string => JSON.stringify(rest)
  return [before, after].every((rules) => rules.some((other) => text(other) === text(one)))
}

test('a keyword that only a rule about other packets tells of is in what any address leaves', (t) => {
  const one = rule('a', {
    protocol: 'icmp4',
    localPorts: [],
    localAddresses: ['10.0.0.1'],
    remoteAddresses: ['10.0.0.1'],
  })
  const other = rule('b', { direction: 'out', protocol: 'icmp4', localPorts: [], localAddresses: ['LocalSubnet4'] })
  const all = rule('c', { protocol: 'any', localPorts: [], remoteAddresses: [] })
  const { opened } = ruleDifference([one, other], [one, other, all])
  t.true(
    opened.some(({ localAddresses }) => localAddresses.includes('LocalSubnet4')),
    JSON.stringify(opened),
  )
})
