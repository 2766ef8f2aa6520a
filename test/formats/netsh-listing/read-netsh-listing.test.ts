// SPDX-License-Identifier: MIT
import test from 'ava'
import { isNetshListing } from '../../../src/formats/netsh-listing/language.ts'
import { netshListingSteps } from '../../../src/formats/netsh-listing/read-netsh-listing.ts'
import { PROFILES, type Rule } from '../../../src/formats/rule/rule.ts'
import { atTheEnd } from '../../../src/formats/rule/rule-steps.ts'
import { decodeOem } from '../../../src/formats/text/decode-oem.ts'
import { portwright } from '../../support/command-line.ts'
import { LISTING_RULES } from '../../support/listing/listing-rules.ts'
import { inCp850, netshListingOf } from '../../support/listing/netsh-listing-of.ts'

const readNetshListing = (text: string) => atTheEnd(netshListingSteps(text))

/** netsh knows no ids, and names every profile. */
const listed = (rules: readonly Rule[]): readonly Rule[] =>
  rules.map((rule) => ({
    ...rule,
    id: rule.displayName,
    profiles: rule.profiles.length === 0 ? PROFILES : rule.profiles,
  }))

for (const language of ['en', 'de'] as const) {
  test(`a listing in ${language} gives the rules that it shows`, (t) => {
    const text = netshListingOf(LISTING_RULES, language)
    t.true(isNetshListing(text))
    t.deepEqual(readNetshListing(text), { rules: listed(LISTING_RULES), losses: [] })
  })

  test(`without verbose programs and services are not known, so that no rule of a listing in ${language} is read`, (t) => {
    const read = readNetshListing(netshListingOf(LISTING_RULES, language, false))
    t.deepEqual(read?.rules, [])
    t.is(read?.losses.length, LISTING_RULES.length)
    t.true(read?.losses.every(({ reason, text }) => /verbose/.test(reason) && text !== undefined))
  })

  test(`each line that a listing in ${language} lacks or has twice makes the rule a loss, but those that a rule may do without`, (t) => {
    const [rule] = LISTING_RULES as readonly [Rule]
    const lines = netshListingOf([rule], language).split('\r\n')
    const free = /^(?:Description|Beschreibung|Grouping|Gruppierung|Edge|Program|Programm|Rule source|Regelquelle)/
    for (const [index, line] of lines.entries()) {
      if (!line.includes(':') || index < 3) continue
      const without = readNetshListing(lines.toSpliced(index, 1).join('\r\n'))
      t.is(without?.rules.length, free.test(line) ? 1 : 0, line)
      t.is(readNetshListing(lines.toSpliced(index, 0, line).join('\r\n'))?.rules.length, 0, line)
    }
  })

  test(`a word that a listing in ${language} does not have makes the rule a loss`, (t) => {
    const [rule] = LISTING_RULES as readonly [Rule]
    const lines = netshListingOf([rule], language).split('\r\n')
    const texts =
      /^(?:Rule Name|Regelname|Grouping|Gruppierung|Program|Programm|Service|Dienst|Rule source|Regelquelle)/
    for (const [index, line] of lines.entries()) {
      if (!line.includes(':') || texts.test(line)) continue
      const changed = lines.with(index, line.replace(/(:\s+)(\S.*)$/, '$1Zzz'))
      const read = readNetshListing(changed.join('\r\n'))
      t.is(read?.rules.length, 0, line)
      t.true((read?.losses.length ?? 0) > 0)
    }
  })
}

test('a German listing is read in the code page of its console, in UTF-16 and in UTF-8', (t) => {
  const text = netshListingOf(LISTING_RULES, 'de')
  for (const bytes of [
    inCp850(text),
    Buffer.from(text, 'latin1'),
    Buffer.from(text),
    Buffer.from(`\ufeff${text}`, 'utf16le'),
  ])
    t.deepEqual(readNetshListing(decodeOem(bytes))?.rules, listed(LISTING_RULES))
})

test('a byte that two code pages read differently makes the rule a loss', (t) => {
  const [rule] = LISTING_RULES as readonly [Rule]
  const text = netshListingOf([{ ...rule, program: 'C:\\Bür\\x#.exe' }], 'de')
  const bytes = inCp850(text).map((byte) => (byte === 0x23 ? 0x9b : byte))
  const read = readNetshListing(decodeOem(bytes))
  t.deepEqual(read?.rules, [])
  t.regex(read?.losses[0]?.reason ?? '', /no characters/)
})

test('types of ICMP, edge traversal, security and addresses with a mask are read as netsh prints them', (t) => {
  const block = (lines: readonly string[]): string =>
    `Rule Name:                            R\n${'-'.repeat(70)}\nEnabled:                              Yes\nDirection:                            In\nProfiles:                             Domain\nGrouping:                             \nLocalIP:                              Any\n${lines.join('\n')}\nInterfaceTypes:                       LAN,Wireless\nRule source:                          Local Setting\nAction:                               Allow\n`
  const read = readNetshListing(
    block([
      'RemoteIP:                             10.0.0.0/255.0.0.0,fe80::/64,192.0.2.1-192.0.2.9,LocalSubnet',
      'Protocol:                             ICMPv6',
      '                                      Type    Code',
      '                                      2       0   ',
      '                                      128     Any ',
      'Edge traversal:                       Defer to application',
      'Security:                             AuthEnc',
    ]),
  )
  t.deepEqual(read?.losses, [])
  const [rule] = read?.rules ?? []
  t.deepEqual(rule?.icmpTypes, ['2:0', '128:*'])
  t.deepEqual(rule?.remoteAddresses, ['10.0.0.0/8', 'fe80::/64', '192.0.2.1-192.0.2.9', 'LocalSubnet'])
  t.deepEqual(rule?.interfaceTypes, ['Lan', 'Wireless'])
  t.deepEqual(rule?.other, { Edge: 'TRUE', Defer: 'App', Security: 'AuthenticateEncrypt' })
})

test('two rules of one name are two rules', (t) => {
  const [rule] = LISTING_RULES as readonly [Rule]
  const read = readNetshListing(netshListingOf([rule, rule], 'en'))
  t.deepEqual(
    read?.rules.map(({ id }) => id),
    ['SMB', 'SMB (2)'],
  )
})

test('another language is refused with the line that exports the rules in none', async (t) => {
  const text = netshListingOf(LISTING_RULES, 'en')
    .replaceAll('Rule Name', 'Nom de la règle ')
    .replaceAll('Enabled', 'Activé')
  const { exit, out, err } = await portwright(['read', '-'], text)
  t.is(exit, 1)
  t.is(out, '')
  t.regex(err, /^<stdin>:1:1: error\[listing-language\]/)
  t.regex(err, /Get-NetFirewallRule.*Export-Clixml/)
})

test('the command reads a listing of netsh', async (t) => {
  const { exit, out } = await portwright(['read', '-', '--json', '--strict'], netshListingOf(LISTING_RULES, 'de'))
  t.is(exit, 0)
  const { format, rules } = JSON.parse(out) as { format: string; rules: readonly unknown[] }
  t.is(format, 'netsh-listing')
  t.is(rules.length, LISTING_RULES.length)
})
