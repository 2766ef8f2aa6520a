// SPDX-License-Identifier: MIT
import type { Rule } from '../../../src/formats/rule/rule.ts'

const NAMESPACES = 'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
const FIREWALL =
  'xmlns:q1="http://www.microsoft.com/GroupPolicy/Settings/WindowsFirewall" xsi:type="q1:WindowsFirewallSettings"'
const NUMBER: Readonly<Record<string, number>> = { tcp: 6, udp: 17, icmp4: 1, icmp6: 58 }
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** A rule as reports show it: an element a field, in their order. */
export const reportRuleOf = (rule: Rule, from = ''): string => {
  const leaf = (name: string, text: string): string => `          <q1:${name}>${escaped(text)}</q1:${name}>\r\n`
  const each = (name: string, list: readonly string[]): string => list.map((entry) => leaf(name, entry)).join('')
  const family = (list: readonly string[], six: boolean): readonly string[] =>
    list.filter((entry) => entry.includes(':') === six || /^[A-Z]/.test(entry))
  const element = rule.direction === 'out' ? 'OutboundFirewallRules' : 'InboundFirewallRules'
  return [
    `        <q1:${element}>\r\n${from}`,
    leaf('Version', '2.26'),
    leaf('Action', capital(rule.action)),
    leaf('Name', rule.displayName),
    leaf('Dir', capital(rule.direction)),
    rule.program === null ? '' : leaf('App', rule.program),
    each('LA4', family(rule.localAddresses, false)),
    rule.service === null ? '' : leaf('Svc', rule.service),
    each('Profile', rule.profiles.map(capital)),
    each('RA4', family(rule.remoteAddresses, false)),
    each('RA6', family(rule.remoteAddresses, true)),
    each('LPort', rule.localPorts),
    each('RPort', rule.remotePorts),
    rule.protocol === 'any' ? '' : leaf('Protocol', String(NUMBER[rule.protocol] ?? rule.protocol)),
    each(rule.protocol === 'icmp6' ? 'ICMP6' : 'ICMP4', rule.icmpTypes),
    rule.description === '' ? '' : leaf('Desc', rule.description),
    leaf('Active', String(rule.enabled)),
    rule.group === '' ? '' : leaf('EmbedCtxt', rule.group),
    `        </q1:${element}>\r\n`,
  ].join('')
}

const setting = (name: string, value: string, from = ''): string =>
  `          <q1:${name}>${from}<q1:Value>${value}</q1:Value></q1:${name}>\r\n`

/** As `Get-GPOReport -ReportType Xml` writes one object. */
export const gpoReportOf = (rules: readonly Rule[], enabled = true): string =>
  `<?xml version="1.0" encoding="utf-16"?>\r\n<GPO ${NAMESPACES} xmlns="http://www.microsoft.com/GroupPolicy/Settings">\r\n  <Name>Servers</Name>\r\n  <Computer>\r\n    <VersionDirectory>3</VersionDirectory>\r\n    <Enabled>${enabled}</Enabled>\r\n    <ExtensionData>\r\n      <Extension ${FIREWALL}>\r\n        <q1:GlobalSettings>\r\n${setting('PolicyVersion', '538')}        </q1:GlobalSettings>\r\n        <q1:DomainProfile>\r\n${setting('DefaultInboundAction', 'true')}${setting('EnableFirewall', 'true')}${setting('LogFileSize', '16384')}        </q1:DomainProfile>\r\n${rules.map((rule) => reportRuleOf(rule)).join('')}      </Extension>\r\n      <Name>Windows Firewall</Name>\r\n    </ExtensionData>\r\n  </Computer>\r\n  <User>\r\n    <Enabled>true</Enabled>\r\n  </User>\r\n</GPO>`

const from = (precedence: number): string =>
  `<GPO xmlns="http://www.microsoft.com/GroupPolicy/Settings/Base"><Identifier xmlns="http://www.microsoft.com/GroupPolicy/Types">{31B2F340-016D-11D2-945F-00C04FB984F9}</Identifier></GPO><Precedence xmlns="http://www.microsoft.com/GroupPolicy/Settings/Base">${precedence}</Precedence>`

/** As `gpresult /x` writes the result for a computer. */
export const resultOf = (rules: readonly Rule[], precedence = 1): string =>
  `<?xml version="1.0" encoding="utf-16"?>\r\n<Rsop ${NAMESPACES} xmlns="http://www.microsoft.com/GroupPolicy/Rsop">\r\n  <ReadTime>2026-01-15T00:00:00Z</ReadTime>\r\n  <DataType>LoggedData</DataType>\r\n  <ComputerResults>\r\n    <Version>2228228</Version>\r\n    <Name>TEST\\CM01$</Name>\r\n    <ExtensionData>\r\n      <Extension ${FIREWALL} xmlns="http://www.microsoft.com/GroupPolicy/Settings">\r\n        <q1:DomainProfile>\r\n${setting('EnableFirewall', 'false', from(2))}${setting('EnableFirewall', 'true', from(1))}        </q1:DomainProfile>\r\n${rules.map((rule) => reportRuleOf(rule, from(precedence))).join('')}      </Extension>\r\n      <Name xmlns="http://www.microsoft.com/GroupPolicy/Settings">Windows Firewall</Name>\r\n    </ExtensionData>\r\n  </ComputerResults>\r\n</Rsop>`
