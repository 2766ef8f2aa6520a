// SPDX-License-Identifier: MIT
import test, { type ExecutionContext } from 'ava'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { checkRule } from '../../../src/formats/rule-string/check-rule.ts'
import { formatRuleFields, formatRuleString } from '../../../src/formats/rule-string/format-rule-string.ts'
import { parseRuleString } from '../../../src/formats/rule-string/parse-rule-string.ts'
import { exportedStrings, hiveStrings, regeditStrings } from './corpus-strings.ts'

const roundTrip = (t: ExecutionContext, strings: readonly string[]): void => {
  const changed = strings.filter((text) => formatRuleString(parseRuleString('id', text).rule) !== text)
  t.log(`${strings.length - changed.length} of ${strings.length} strings come back as they were`)
  t.deepEqual(changed, [])
}

test('every rule string that Windows exported is understood and comes back byte for byte', (t) => {
  const strings = exportedStrings(t)
  if (strings === null) return
  t.true(strings.length > 2400, `${strings.length} strings`)
  roundTrip(t, strings)
  for (const text of strings) t.deepEqual(parseRuleString('id', text).issues, [], text)
})

test('every rule string of a regedit export comes back byte for byte', (t) => {
  const strings = regeditStrings(t)
  if (strings === null) return
  t.true(strings.length > 700, `${strings.length} strings`)
  roundTrip(t, strings)
  const notUnderstood = strings.filter((text) => parseRuleString('id', text).issues.length > 0)
  t.true(
    notUnderstood.every((text) => text.includes('Action=SecureServer')),
    'only connection security rules are not firewall rules',
  )
})

test('every rule string of a SYSTEM hive, loose service rules among them, comes back byte for byte', (t) => {
  const strings = hiveStrings(t)
  if (strings === null) return
  t.true(strings.length > 1400, `${strings.length} strings`)
  roundTrip(t, strings)
  for (const text of strings) t.deepEqual(parseRuleString('id', text).issues, [], text)
})

test('the order and spelling that we write are those of Windows', (t) => {
  const strings = exportedStrings(t)
  if (strings === null) return
  // Two forms say nothing more: all three profiles one by one, and a network before an address in built-in rules.
  const plain = (text: string): string =>
    text
      .replace('Profile=Domain|Profile=Private|Profile=Public|', '')
      .replace(/(RA6=fe80::\/64\|)(RA6=ff02::\d\|)/, '$2$1')
  for (const text of strings) t.is(formatRuleFields(parseRuleString('id', text).rule), plain(text))
})

test('no rule that Windows exported is refused', (t) => {
  const strings = exportedStrings(t)
  if (strings === null) return
  for (const text of strings) t.deepEqual(checkRule(parseRuleString('id', text).rule), [], text)
})

test('a rule of the corpus keeps its meaning through JSON', (t) => {
  const strings = exportedStrings(t)
  if (strings === null) return
  for (const text of strings) {
    const { rule } = parseRuleString('id', text)
    const copy: Rule = JSON.parse(JSON.stringify(rule))
    const sorted = (read: Rule) => ({ ...read, remoteAddresses: [...read.remoteAddresses].sort() })
    t.deepEqual(sorted(parseRuleString('id', formatRuleString(copy)).rule), sorted(copy))
  }
})
