// SPDX-License-Identifier: MIT
import { dirname } from 'node:path'
import test from 'ava'
import { readFirewallPolicy } from '../../../src/formats/registry-pol/read-firewall-policy.ts'
import { readRegistryPol } from '../../../src/formats/registry-pol/read-registry-pol.ts'
import { type Report, readReport } from '../../../src/formats/report/read-report.ts'
import { PROFILES, type Rule } from '../../../src/formats/rule/rule.ts'
import { portwright } from '../../support/command-line.ts'
import { corpusFiles } from '../../support/corpus.ts'
import { LISTING_RULES } from '../../support/listing/listing-rules.ts'
import { gpoReportOf, reportRuleOf, resultOf } from '../../support/listing/report-of.ts'

const read = (text: string): Report => {
  const report = readReport(Buffer.from(`\ufeff${text}`, 'utf16le'))
  if ('reason' in report) throw new Error(report.reason)
  return report
}
/** Reports show no type of interface; a rule is known by its name, and its version stands with it. */
const shown = (rules: readonly Rule[]): readonly Rule[] =>
  rules.map((rule) => ({
    ...rule,
    id: rule.displayName,
    profiles: rule.profiles.length === 0 ? PROFILES : rule.profiles,
    interfaceTypes: [],
    other: { version: '2.26' },
  }))
const remark = (report: Report): boolean => report.losses.some(({ rule, field }) => rule === null && field === 'rules')

test('a report of an object gives the rules and settings that it shows, and says what it leaves out', (t) => {
  const report = read(gpoReportOf(LISTING_RULES))
  t.deepEqual(report.rules, shown(LISTING_RULES))
  t.is(report.losses.length, 1)
  t.true(remark(report))
  t.deepEqual(
    report.registry.map(({ key, name, data }) => [key.replace(/.*WindowsFirewall/, ''), name, data]),
    [
      ['', 'PolicyVersion', 538],
      ['\\DomainProfile', 'DefaultInboundAction', 1],
      ['\\DomainProfile', 'EnableFirewall', 1],
      ['\\DomainProfile\\Logging', 'LogFileSize', 16384],
    ],
  )
})

test('the result for a computer gives its rules, and of several policies the setting that counts', (t) => {
  const report = read(resultOf(LISTING_RULES))
  t.deepEqual(report.rules, shown(LISTING_RULES))
  t.deepEqual(
    report.registry.map(({ name, data }) => [name, data]),
    [['EnableFirewall', 1]],
  )
  const lower = read(resultOf(LISTING_RULES, 2))
  t.deepEqual(lower.rules, [])
  t.true(lower.losses.every(({ field }) => field === 'Precedence'))
})

test('an administrative template of the firewall is a loss in whatever language the report was written', (t) => {
  const policy = (category: string): string =>
    `<ExtensionData><Extension xmlns:q4="http://www.microsoft.com/GroupPolicy/Settings/Registry"><q4:Policy><q4:Name>P</q4:Name><q4:Category>${category}</q4:Category></q4:Policy></Extension></ExtensionData></ComputerResults>`
  const fieldsOf = (category: string): readonly string[] =>
    read(resultOf(LISTING_RULES).replace('</ComputerResults>', policy(category)))
      .losses.map(({ field }) => field)
      .filter((field) => field !== 'rules')
  t.deepEqual(fieldsOf('Network/Network Connections/Windows Firewall/Domain Profile'), ['P'])
  t.deepEqual(fieldsOf('Netzwerk/Netzwerkverbindungen/Windows-Firewall/Domänenprofil'), ['P'])
  t.deepEqual(fieldsOf('Réseau/Connexions réseau/Pare-feu Windows Defender/Profil du domaine'), ['P'])
  t.deepEqual(fieldsOf('Network/Offline Files'), [])
})

test('several reports in one document are read one after the other, rules of one name apart', (t) => {
  const one = gpoReportOf(LISTING_RULES.slice(0, 1)).replace(/^<\?xml[^>]*>\s*/, '')
  const report = read(`<report>${one}${one}</report>`)
  t.deepEqual(
    report.rules.map(({ id }) => id),
    ['SMB', 'SMB (2)'],
  )
})

test('an element that is not known, a value that is not understood and a missing element make the rule a loss', (t) => {
  const [rule] = LISTING_RULES as readonly [Rule]
  const text = gpoReportOf([rule])
  const changed = (from: string | RegExp, to: string): readonly [number, number] => {
    t.not(text.replace(from, to), text, String(from))
    const { rules, losses } = read(text.replace(from, to))
    return [rules.length, losses.filter(({ text: whole }) => whole !== undefined).length]
  }
  t.deepEqual(changed('<q1:LPort>445</q1:LPort>', '<q1:LPrt>445</q1:LPrt>'), [0, 1])
  t.deepEqual(changed('<q1:RA4>10.0.0.10</q1:RA4>', '<q1:RA4>10.0.0</q1:RA4>'), [0, 1])
  t.deepEqual(changed('<q1:RA4>10.0.0.10</q1:RA4>', '<q1:RA4>10.0.0.1|RA4=10.0.0.2</q1:RA4>'), [0, 1])
  t.deepEqual(changed('<q1:Action>Allow</q1:Action>', ''), [0, 1])
  t.deepEqual(changed('<q1:Active>true</q1:Active>', ''), [0, 1])
  t.deepEqual(changed('<q1:Dir>In</q1:Dir>', '<q1:Dir>Out</q1:Dir>'), [0, 1])
  t.deepEqual(changed('<q1:Protocol>6</q1:Protocol>', '<q1:Protocol>600</q1:Protocol>'), [0, 1])
  t.deepEqual(changed('<q1:App>', '<App>').length, 2)
})

test('a half that is off, and a rule in a comment, give no rule', (t) => {
  const off = read(gpoReportOf(LISTING_RULES, false))
  t.deepEqual(off.rules, [])
  t.regex(off.losses[0]?.reason ?? '', /is off/)
  const [first, ...others] = LISTING_RULES as readonly [Rule, ...Rule[]]
  const text = gpoReportOf(LISTING_RULES).replace(reportRuleOf(first), `<!--${reportRuleOf(first)}-->`)
  t.deepEqual(read(text).rules, shown(others))
  t.deepEqual(read(text.replace('</GPO>', '')).rules, shown(others))
})

test('damage costs the rule that it stands in, and the settings', (t) => {
  const text = gpoReportOf(LISTING_RULES).replace('<q1:LPort>445</q1:LPort>', '<q1:LPort>445</q1:LPrt>')
  const report = read(text)
  t.deepEqual(report.rules, shown(LISTING_RULES.slice(1)))
  t.deepEqual(report.registry, [])
  t.true(report.losses.some(({ field }) => field === 'document'))
})

test('the reports of Windows show the rules of the registry.pol beside them', (t) => {
  const files = corpusFiles(t, 'gpo', /^(?:gpreport\.xml|registry\.pol)$/i)
  if (files === null) return
  let pairs = 0
  let rules = 0
  for (const { path, bytes } of files.filter(({ path }) => path.endsWith('gpreport.xml'))) {
    const report = readReport(bytes)
    if ('reason' in report) throw new Error(report.reason)
    const pol = files.find(
      (file) => /machine\/registry\.pol$/i.test(file.path) && file.path.startsWith(`${dirname(path)}/`),
    )
    if (pol === undefined) continue
    const whole = readFirewallPolicy(readRegistryPol(pol.bytes).records)
    // What is newer than the report's module is left out: `Defer` is not shown.
    const meaning = (list: readonly Rule[]): readonly string[] =>
      list.map(({ other: { Defer: _, ...other } = {}, ...rule }) => JSON.stringify({ ...rule, id: '', other })).sort()
    // One object has a rule that its own report does not show.
    const isBlind = report.rules.length === 0 && whole.rules.length === 1
    if (!isBlind) t.deepEqual(meaning(report.rules), meaning(whole.rules), path)
    for (const value of report.registry)
      t.true(
        whole.registry.some(
          ({ key, name, data }) =>
            key.toLowerCase() === value.key.toLowerCase() && name === value.name && data === value.data,
        ),
        `${path}: ${value.key}\\${value.name}`,
      )
    pairs++
    rules += report.rules.length
  }
  t.true(pairs >= 8)
  t.is(rules, 53)
})

test('the command reads a report', async (t) => {
  const { exit, out } = await portwright(['read', '-', '--json'], gpoReportOf(LISTING_RULES))
  t.is(exit, 0)
  t.is((JSON.parse(out) as { format: string }).format, 'report')
})
