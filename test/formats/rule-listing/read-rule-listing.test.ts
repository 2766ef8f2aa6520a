// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test from 'ava'
import { readWfw } from '../../../src/formats/firewall-store/read-wfw.ts'
import { readRuleListing } from '../../../src/formats/rule-listing/read-rule-listing.ts'
import { corpus } from '../../support/corpus.ts'

test('a list of Get-NetFirewallRule gives what it shows, and says what it does not', (t) => {
  const { rules, losses } = readRuleListing(
    'Name                  : my-rule\r\nDisplayName           : My rule\r\nDescription           : First\r\n                        and second line\r\nEnabled               : True\r\nProfile               : Domain, Private\r\nDirection             : Outbound\r\nAction                : Block\r\n',
  )
  t.like(rules[0], {
    id: 'my-rule',
    displayName: 'My rule',
    description: 'First and second line',
    enabled: true,
    direction: 'out',
    action: 'block',
  })
  t.deepEqual(rules[0]?.profiles, ['domain', 'private'])
  t.deepEqual(
    losses.map(({ field }) => field),
    ['protocol', 'localPorts', 'remotePorts', 'localAddresses', 'remoteAddresses', 'program', 'service'],
  )
})

test('the listing of a computer names the rules that its exported policy holds', (t) => {
  const listing = corpus(t, 'text/win11-24h2-get-netfirewallrule.txt')
  const exported = corpus(t, 'wfw/win11-24h2-v2.33.wfw')
  if (listing === null || exported === null) return
  const { rules } = readRuleListing(new TextDecoder('utf-16le').decode(readFileSync(listing)))
  const ids = readWfw(readFileSync(exported)).rules.map((rule) => rule.id)
  t.is(rules.length, 600)
  const plain = rules.filter((rule) => !/(\.\.\.|…)$/.test(rule.id))
  t.deepEqual(
    plain.filter((rule) => !ids.includes(rule.id)).map((rule) => rule.id),
    [],
  )
  t.true(rules.every((rule) => !rule.enabled))
})
