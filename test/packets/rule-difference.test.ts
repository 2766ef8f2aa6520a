// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { meaningDifference } from '../../src/packets/meaning-difference.ts'
import { ruleDifference } from '../../src/packets/rule-difference.ts'
import { samples } from '../support/samples.ts'
import { changeFits, passes, ruleFits } from './support/brute-force.ts'
import { corners, pointsAt } from './support/corner-points.ts'
import { twoRuleSets } from './support/random-rules.ts'

test('what opened and what closed are exactly the packets that one side alone lets through', (t) => {
  let told = 0
  fc.assert(
    fc.property(twoRuleSets, fc.nat(), ([before, after], seed) => {
      const { opened, closed } = ruleDifference(before, after)
      const held = corners([...before, ...after])
      for (const point of pointsAt(held, seed, 400)) {
        const was = passes(before, point)
        const is = passes(after, point)
        if (was !== is) told++
        const says = (list: typeof opened): boolean => list.some((change) => changeFits(change, point))
        const fault = says(opened) !== (is && !was) ? 'opened' : says(closed) !== (was && !is) ? 'closed' : null
        if (fault !== null)
          throw new Error(
            `${fault} ${JSON.stringify(point, (_, value) => (typeof value === 'bigint' ? `${value}` : value))}`,
          )
      }
    }),
    { numRuns: samples(150) },
  )
  t.true(told > 100, `only ${told} packets told the two sides apart`)
})

test('every change names rules that are for its packets', (t) => {
  fc.assert(
    fc.property(twoRuleSets, fc.nat(), ([before, after], seed) => {
      const { opened } = ruleDifference(before, after)
      const held = corners([...before, ...after])
      for (const change of opened) {
        if (change.rules.length === 0) return false
        const rules = after.filter(({ id }) => change.rules.includes(id))
        for (const point of pointsAt(held, seed, 200)) {
          if (changeFits(change, point) && !rules.some((rule) => ruleFits(rule, point))) return false
        }
      }
      return true
    }),
  )
  t.pass()
})

test('two sets of rules have no difference in meaning exactly where they allow and block the same packets', (t) => {
  fc.assert(
    fc.property(twoRuleSets, fc.nat(), ([before, after], seed) => {
      if (meaningDifference(before, after).length > 0) return
      const held = corners([...before, ...after])
      for (const point of pointsAt(held, seed, 400)) {
        for (const action of ['allow', 'block'] as const) {
          const says = (rules: typeof before): boolean =>
            rules.some((rule) => rule.action === action && ruleFits(rule, point))
          if (says(before) !== says(after)) throw new Error(action)
        }
      }
    }),
  )
  t.pass()
})
