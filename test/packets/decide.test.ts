// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { decide } from '../../src/packets/decide.ts'
import { plainRule } from '../support/sample/plain-rule.ts'
import { samples } from '../support/samples.ts'
import { type Point, passes, ruleFits } from './support/brute-force.ts'
import { corners, pointsAt } from './support/corner-points.ts'
import { randomRules } from './support/random-rules.ts'

const dotted = (value: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.')

/** A question about one packet; null where a rule has no words for it. */
const questionOf = (point: Point): Rule | null => {
  const texts = [point.local, point.remote, point.localPort, point.remotePort]
  if (point.family === 6 || texts.some((text) => typeof text === 'string')) return null
  if (point.service === '') return null
  const ported = point.protocol === 6 || point.protocol === 17
  return plainRule({
    direction: point.direction,
    protocol: point.protocol,
    localPorts: ported ? [`${point.localPort}`] : [],
    remotePorts: ported ? [`${point.remotePort}`] : [],
    icmpTypes: point.protocol === 1 ? [`${Math.floor(point.icmp / 256)}:${point.icmp % 256}`] : [],
    localAddresses: [dotted(point.local as bigint)],
    remoteAddresses: [dotted(point.remote as bigint)],
    profiles: [point.profile],
    program: point.program,
    service: point.service,
    interfaceTypes: [point.interfaceType],
  })
}

test('each packet is decided as block, allow and default say, in this order', (t) => {
  const told = { rule: 0, block: 0, default: 0 }
  fc.assert(
    fc.property(
      // Few rules fit a packet by chance; without programs, services and interfaces many do.
      randomRules('a', 8).map((rules) =>
        rules.map((rule, at) => (at % 4 === 0 ? rule : { ...rule, program: null, service: null, interfaceTypes: [] })),
      ),
      fc.constantFrom('allow' as const, 'block' as const),
      fc.nat(),
      (rules, byDefault, seed) => {
        for (const point of pointsAt(corners(rules), seed, 100)) {
          const question = questionOf(point)
          if (question === null) continue
          const { passes: answer, by, rule } = decide(rules, question, byDefault)
          const fitting = rules.filter((one) => ruleFits(one, point))
          const blocked = fitting.some(({ action }) => action === 'block')
          t.is(answer, passes(rules, point) || (fitting.length === 0 && byDefault === 'allow') ? 'all' : 'none')
          t.is(by, blocked ? 'block' : fitting.length > 0 ? 'rule' : 'default')
          t.true(rule === null ? fitting.length === 0 : fitting.includes(rule))
          told[by]++
        }
      },
    ),
    { numRuns: samples(150) },
  )
  for (const count of Object.values(told)) t.true(count > 0, JSON.stringify(told))
})

test('of several packets some may pass, and what stops is said', (t) => {
  const rules = [
    plainRule({ id: 'open', localPorts: ['445'], remoteAddresses: ['10.0.0.0/8'] }),
    plainRule({ id: 'shut', action: 'block', remoteAddresses: ['10.9.0.0/16'] }),
  ]
  const asked = plainRule({ localPorts: ['445'], remoteAddresses: ['10.8.0.0/15'] })
  const { passes: answer, by, rule, stopped } = decide(rules, asked, 'block')
  t.deepEqual([answer, by, rule?.id], ['some', 'block', 'shut'])
  t.deepEqual(
    stopped.map(({ remoteAddresses }) => remoteAddresses),
    [['10.9.0.0/16']],
  )
  t.is(decide(rules, { ...asked, remoteAddresses: ['192.0.2.1'] }, 'block').by, 'default')
  t.is(decide(rules, { ...asked, remoteAddresses: ['192.0.2.1'] }, 'allow').passes, 'all')
  t.deepEqual(decide(rules, { ...asked, remoteAddresses: ['10.8.0.1'] }, 'block').rule?.id, 'open')
})
