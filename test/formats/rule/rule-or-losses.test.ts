// SPDX-License-Identifier: MIT
import test from 'ava'
import { ruleOrLosses } from '../../../src/formats/rule/rule-or-losses.ts'
import { rule } from '../../support/sample-rules.ts'

test('a rule whose text holds bytes that are no characters is a loss, though its parts can be gone through once only', (t) => {
  const text = 'one \ufffd'
  const whole = (): string => text
  for (const told of [text, { parts: text.split(' '), whole }, { parts: text.split(' ').values(), whole }]) {
    const { rules, losses } = ruleOrLosses(rule({}), [], told)
    t.deepEqual(rules, [])
    t.deepEqual(
      losses.map(({ reason }) => reason),
      ['holds bytes that are no characters'],
    )
  }
})
