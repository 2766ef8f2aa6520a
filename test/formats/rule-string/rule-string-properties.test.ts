// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { parseAddresses } from '../../../src/formats/address/address-set.ts'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { formatRuleString } from '../../../src/formats/rule-string/format-rule-string.ts'
import { parseRuleString } from '../../../src/formats/rule-string/parse-rule-string.ts'
import { codePoint } from '../../support/code-point.ts'
import { samples } from '../../support/samples.ts'
import { arbitraryRule } from './arbitrary-rule.ts'

/** Windows keeps the entries of a family by kind, so addresses compare as sets. */
const comparable = ({ other, ...rule }: Rule): unknown => ({
  ...rule,
  localAddresses: parseAddresses(rule.localAddresses),
  remoteAddresses: parseAddresses(rule.remoteAddresses),
})

test('a rule that can be said is read back equal', (t) => {
  fc.assert(
    fc.property(arbitraryRule, (rule) => {
      const { rule: back, issues } = parseRuleString(rule.id, formatRuleString(rule))
      t.deepEqual(issues, [])
      t.deepEqual(comparable(back), comparable(rule))
    }),
    { numRuns: samples(150) },
  )
})

test('what was written comes back as it was from the JSON of the rule', (t) => {
  fc.assert(
    fc.property(arbitraryRule, (rule) => {
      const text = formatRuleString(rule)
      t.is(formatRuleString(JSON.parse(JSON.stringify(parseRuleString(rule.id, text).rule))), text)
    }),
    { numRuns: samples(100) },
  )
})

test('any text is read without an exception and comes back', (t) => {
  const token = fc.oneof(
    fc.string({ unit: codePoint, maxLength: 10 }),
    fc
      .tuple(fc.constantFrom('Action', 'LPort', 'RA4', 'RA62', 'ICMP4', 'Profile', 'X', ''), fc.string())
      .map((p) => p.join('=')),
  )
  fc.assert(
    fc.property(fc.constantFrom('v2.10|', 'V4.0|', '', 'v2'), fc.array(token), (head, tokens) => {
      const text = head + tokens.join('|')
      t.is(formatRuleString(parseRuleString('id', text).rule), text)
    }),
    { numRuns: samples(250) },
  )
})
