// SPDX-License-Identifier: MIT

import { type RuleOrLosses, ruleOrLosses } from '../rule/rule-or-losses.ts'
import { ADDRESS_TOKENS_2_20 } from '../rule-string/keywords.ts'
import { parseRuleString } from '../rule-string/parse-rule-string.ts'
import { readRuleString } from '../rule-string/read-rule-string.ts'
import type { XmlElement } from '../xml/xml-element.ts'

export const FIREWALL_NAMESPACE = 'http://www.microsoft.com/GroupPolicy/Settings/WindowsFirewall'
/** Which policy a setting of a result comes from, and whether it counts. */
export const FROM = new Set(['GPO', 'Precedence'])

const NEWER = new Set([...ADDRESS_TOKENS_2_20.values()].map((token) => token.toLowerCase()))
/** A report shows these as XML writes booleans. */
const BOOLEANS = new Set(['Active', 'Edge', 'LSM', 'LOM', 'PCross', 'AuthByPassOut'])
/** Written for every rule: one without was cut. */
const NEEDED = ['Version', 'Action', 'Name', 'Dir', 'Active']

const fieldOf = (element: string, text: string): string => {
  const value = BOOLEANS.has(element) ? text.toUpperCase() : text
  const key = /^RA[46]$/.test(element) && NEWER.has(text.toLowerCase()) ? `${element}2` : element
  return `${key}=${value}`
}

/** A rule of a report: an element for each field of its rule string, in another order. It has no id but its name. */
export const readReportRule = (element: XmlElement, text: string): RuleOrLosses => {
  const own = element.children.filter(({ name, namespace }) => namespace === FIREWALL_NAMESPACE && !FROM.has(name))
  const foreign = element.children.filter((child) => !own.includes(child) && !FROM.has(child.name))
  const of = (name: string): string | undefined => own.find((child) => child.name === name)?.text
  const name = of('Name') ?? ''
  const broken = own.find((child) => child.children.length > 0 || child.text.includes('|'))
  const precedence = element.children.find((child) => child.name === 'Precedence')?.text.trim() ?? '1'
  const expected = element.name === 'OutboundFirewallRules' ? 'Out' : 'In'
  const dir = of('Dir')
  const faults = [
    ...NEEDED.filter((field) => of(field) === undefined).map((field) => ({ field, reason: 'is not in the report' })),
    ...[...foreign, ...(broken === undefined ? [] : [broken])].map((child) => ({
      field: child.name,
      reason: 'was not understood',
    })),
    ...(dir === undefined || dir === expected
      ? []
      : [{ field: 'Dir', reason: `stands among the rules that go ${expected.toLowerCase()}` }]),
    ...(precedence === '1'
      ? []
      : [{ field: 'Precedence', reason: `${precedence}: another policy has a rule of the same id, which counts` }]),
  ]
  const fields = own.filter((child) => child.name !== 'Version').map((child) => fieldOf(child.name, child.text))
  const string = `v${of('Version') ?? '0.0'}|${fields.join('|')}|`
  if (faults.length > 0) return ruleOrLosses(parseRuleString(name, string).rule, faults, text)
  const { rules, losses } = readRuleString(name, string)
  // A copy: the string is made up, and nobody should write it back.
  return { rules: rules.map((rule) => ({ ...rule })), losses: losses.map((loss) => ({ ...loss, text })) }
}
