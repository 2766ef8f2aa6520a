// SPDX-License-Identifier: MIT
import type { Rule } from '../rule/rule.ts'
import { checkAddresses } from './check-addresses.ts'
import { checkPorts } from './check-ports.ts'
import { INTERFACE_TYPES } from './keywords.ts'
import type { RuleIssue } from './rule-issue.ts'

/** The longest rule string: MS-GPREG 2.2.1 allows 65,535 bytes of data, UTF-16 with the NUL at the end. */
export const MAX_RULE_STRING = 32_766
export const MAX_RULE_LIST = 1_000
const MAX_ID = 511
const MAX_TEXT = 9_999
const MAX_PATH = 259

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not stand in a rule string
const UNSAYABLE = /[|\u0000-\u001f\u007f-\u009f\ufffe\uffff]/

const sayable = (text: string): string | null =>
  text.includes('|')
    ? 'a rule string cannot say "|"'
    : UNSAYABLE.test(text)
      ? 'a rule string cannot say control characters'
      : !text.isWellFormed()
        ? 'a lone surrogate is not a character'
        : null

const textReason = (text: string, max: number): string | null =>
  text.length > max ? `${text.length} characters, at most ${max} are allowed` : sayable(text)

const ICMP = /^(\d{1,3}):(\d{1,3}|\*)$/

const icmpReason = (rule: Rule): string | null => {
  if (rule.icmpTypes.length === 0) return null
  if (rule.protocol !== 'icmp4' && rule.protocol !== 'icmp6') return 'ICMP types need the protocol icmp4 or icmp6'
  if (rule.icmpTypes.length > MAX_RULE_LIST) return `more than ${MAX_RULE_LIST} entries`
  for (const type of rule.icmpTypes) {
    const match = ICMP.exec(type)
    if (match === null || Number(match[1]) > 255 || (match[2] !== '*' && Number(match[2]) > 255))
      return `${JSON.stringify(type)} is not TYPE:CODE with numbers to 255 or * as the code`
  }
  return null
}

const nameReason = (name: string): string | null =>
  name === ''
    ? 'a rule needs a name'
    : name.toUpperCase() === 'ALL'
      ? 'ALL means every rule and cannot be a name'
      : textReason(name, MAX_TEXT)

const programReason = (program: string): string | null =>
  program === ''
    ? 'is empty'
    : /[/*?"<>|]/.test(program)
      ? 'a program cannot hold any of / * ? " < > |'
      : textReason(program, MAX_PATH)

const serviceReason = (service: string): string | null =>
  service === ''
    ? 'is empty'
    : /[/\\|]/.test(service)
      ? 'a service cannot hold any of / \\ |'
      : textReason(service, MAX_PATH)

const first = (values: string | readonly string[] | undefined): string | undefined =>
  typeof values === 'object' ? values[0] : values

const otherIssues = (rule: Rule, found: (field: string, reason: string | null) => void): void => {
  const other = rule.other ?? {}
  for (const [key, values] of Object.entries(other)) {
    found(`other.${key}`, /^[A-Za-z][A-Za-z0-9_]*$/.test(key) ? null : 'is not a key of a rule string')
    for (const value of typeof values === 'string' ? [values] : values)
      found(`other.${key}`, textReason(value, MAX_TEXT))
  }
  if (rule.direction === 'out' && first(other.Edge)?.toUpperCase() === 'TRUE')
    found('other.Edge', 'edge traversal is for inbound rules')
  const authenticated = ['Security', 'Security2', 'Security2_9'].some((key) => Object.hasOwn(other, key))
  if (rule.action === 'bypass' && (rule.direction !== 'in' || !authenticated || !Object.hasOwn(other, 'RMauth')))
    found('action', 'bypass needs an inbound rule with authentication and authorized computers')
  if ((Object.hasOwn(other, 'RMauth') || Object.hasOwn(other, 'RUAuth')) && !authenticated)
    found('other.Security', 'authorized computers or users need authentication')
}

/**
 * What a rule string cannot say, and what Windows would refuse in one (MS-FASP 2.2.37). Empty: the rule can be written
 * with `formatRuleString`, whose result must not be longer than MAX_RULE_STRING.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-fasp/
 */
export const checkRule = (rule: Rule): readonly RuleIssue[] => {
  const issues: RuleIssue[] = []
  const found = (field: string, reason: string | null): void => {
    if (reason !== null) issues.push({ field, reason })
  }
  found('id', rule.id === '' ? 'a rule needs an id' : textReason(rule.id, MAX_ID))
  found('displayName', nameReason(rule.displayName))
  found('description', textReason(rule.description, MAX_TEXT))
  found('group', textReason(rule.group, MAX_TEXT))
  if (rule.program !== null) found('program', programReason(rule.program))
  if (rule.service !== null) found('service', serviceReason(rule.service))
  const protocol = rule.protocol
  if (typeof protocol === 'number' && !(Number.isInteger(protocol) && protocol >= 0 && protocol <= 255))
    found('protocol', `${protocol} is not an IP protocol`)
  found('localPorts', checkPorts(rule, 'localPorts', MAX_RULE_LIST))
  found('remotePorts', checkPorts(rule, 'remotePorts', MAX_RULE_LIST))
  found('icmpTypes', icmpReason(rule))
  found('localAddresses', checkAddresses(rule.localAddresses, false, MAX_RULE_LIST))
  found('remoteAddresses', checkAddresses(rule.remoteAddresses, true, MAX_RULE_LIST))
  for (const type of rule.interfaceTypes)
    if (!INTERFACE_TYPES.includes(type)) found('interfaceTypes', `${JSON.stringify(type)} is not an interface type`)
  if (rule.other !== undefined) otherIssues(rule, found)
  else if (rule.action === 'bypass') otherIssues(rule, found)
  return issues
}
