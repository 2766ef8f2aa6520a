// SPDX-License-Identifier: MIT
import { toRegistryValue } from '../registry-pol/convert-registry-value.ts'
import { FIREWALL_KEY, FIREWALL_RULES_KEY } from '../registry-pol/firewall-keys.ts'
import type { PolRecord } from '../registry-pol/pol-record.ts'
import { element, leaf, type XmlLines } from '../xml/xml-lines.ts'
import { type ReportRule, reportRule } from './report-rule.ts'

const NAMESPACE = 'http://www.microsoft.com/GroupPolicy/Settings/WindowsFirewall'

/** The report's order; it has the public profile before the private one. */
const PROFILE_KEYS = ['DomainProfile', 'PublicProfile', 'PrivateProfile']
const VALUES = [
  'AllowLocalIPsecPolicyMerge',
  'AllowLocalPolicyMerge',
  'DefaultInboundAction',
  'DefaultOutboundAction',
  'DisableNotifications',
  'DisableUnicastResponsesToMulticastBroadcast',
  'DoNotAllowExceptions',
  'EnableFirewall',
]
const LOG_VALUES = ['LogFilePath', 'LogFileSize', 'LogDroppedPackets', 'LogSuccessfulConnections']
const NOT_BOOLEAN = new Set(['LogFilePath', 'LogFileSize', 'PolicyVersion'])

type Values = ReadonlyMap<string, string | number>

const valueMap = (records: readonly PolRecord[]): Values =>
  new Map(
    records
      .filter(({ name, type }) => name !== '' && (type === 1 || type === 4))
      .map((record) => [
        `${record.key}\\${record.name}`.toLowerCase(),
        toRegistryValue(record).data as string | number,
      ]),
  )

const shown = (prefix: string, values: Values, key: string, names: readonly string[]): XmlLines =>
  names.flatMap((name) => {
    const data = values.get(`${key}\\${name}`.toLowerCase())
    if (data === undefined) return []
    const text = NOT_BOOLEAN.has(name) ? `${data}` : `${Number(data) !== 0}`
    return element(`${prefix}:${name}`, leaf(`${prefix}:Value`, text))
  })

const optional = (name: string, children: XmlLines): XmlLines => (children.length === 0 ? [] : element(name, children))

/** The `Extension` element for the firewall's records, with the prefix `q1`, `q2` …; empty where there is none. */
export const reportFirewall = (prefix: string, records: readonly PolRecord[]): XmlLines => {
  const values = valueMap(records)
  const rulesKey = FIREWALL_RULES_KEY.toLowerCase()
  const rules = records
    .filter(({ key, name, type }) => key.toLowerCase() === rulesKey && name !== '' && type === 1)
    .map((record) => reportRule(toRegistryValue(record).data as string))
  const ruleLines = (name: string, outbound: boolean): XmlLines =>
    rules
      .filter((rule: ReportRule) => rule.outbound === outbound)
      .flatMap((rule) =>
        element(
          `${prefix}:${name}`,
          rule.elements.flatMap(([child, text]) => leaf(`${prefix}:${child}`, text)),
        ),
      )
  const children = [
    ...optional(`${prefix}:GlobalSettings`, shown(prefix, values, FIREWALL_KEY, ['PolicyVersion'])),
    ...PROFILE_KEYS.flatMap((profile) =>
      optional(`${prefix}:${profile}`, [
        ...shown(prefix, values, `${FIREWALL_KEY}\\${profile}`, VALUES),
        ...shown(prefix, values, `${FIREWALL_KEY}\\${profile}\\Logging`, LOG_VALUES),
      ]),
    ),
    ...ruleLines('InboundFirewallRules', false),
    ...ruleLines('OutboundFirewallRules', true),
  ]
  return optional(`Extension xmlns:${prefix}="${NAMESPACE}" xsi:type="${prefix}:WindowsFirewallSettings"`, children)
}
