// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test from 'ava'
import { readWfw } from '../../../src/formats/firewall-store/read-wfw.ts'
import { readRuleListing } from '../../../src/formats/rule-listing/read-rule-listing.ts'
import { corpus } from '../../support/corpus.ts'

test('a list of Get-NetFirewallRule names each rule as a loss and makes none of them a rule', (t) => {
  const { rules, losses } = readRuleListing(
    'Name                  : my-rule\r\nDisplayName           : My rule\r\nEnabled               : True\r\nDirection             : Inbound\r\nAction                : Allow\r\n\r\nName : other\r\nAction : Allow\r\n',
  )
  t.deepEqual(rules, [])
  t.deepEqual(
    losses.map(({ rule }) => rule),
    ['my-rule', 'other'],
  )
  t.is(losses[0]?.text, 'Name : my-rule; DisplayName : My rule; Enabled : True; Direction : Inbound; Action : Allow')
})

test('the listing of a computer names the rules that its exported policy holds', (t) => {
  const listing = corpus(t, 'text/win11-24h2-get-netfirewallrule.txt')
  const exported = corpus(t, 'wfw/win11-24h2-v2.33.wfw')
  if (listing === null || exported === null) return
  const { rules, losses } = readRuleListing(new TextDecoder('utf-16le').decode(readFileSync(listing)))
  const ids = readWfw(readFileSync(exported)).rules.map((rule) => rule.id)
  t.deepEqual(rules, [])
  t.is(losses.length, 600)
  const whole = losses.filter(({ rule }) => !/(\.\.\.|…)$/.test(rule ?? ''))
  t.true(whole.length > 100)
  t.deepEqual(
    whole.filter(({ rule }) => !ids.includes(rule ?? '')).map(({ rule }) => rule),
    [],
  )
})
