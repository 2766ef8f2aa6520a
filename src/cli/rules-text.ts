// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import type { ReadResult } from '../read/read-result.ts'

const some = (list: readonly string[], most = 6): string =>
  list.length === 0
    ? 'any'
    : list.length <= most
      ? list.join(', ')
      : `${list.slice(0, most).join(', ')} and ${list.length - most} more`

const ruleText = (rule: Rule): string => {
  const ports =
    rule.icmpTypes.length > 0
      ? `types ${some(rule.icmpTypes)}`
      : `ports ${some(rule.direction === 'in' ? rule.localPorts : rule.remotePorts)}`
  const profiles = rule.profiles.length === 3 ? 'all profiles' : rule.profiles.join(', ')
  const who = [rule.program, rule.service === null ? null : `service ${rule.service}`]
    .filter((part) => part !== null)
    .join(', ')
  return [
    `${rule.displayName === '' ? rule.id : rule.displayName}${rule.enabled ? '' : '  (disabled)'}\n`,
    `    ${rule.direction} ${rule.action} ${rule.protocol} ${ports}  ${rule.direction === 'in' ? 'from' : 'to'} ${some(rule.remoteAddresses)}  ${profiles}\n`,
    who === '' ? '' : `    ${who}\n`,
  ].join('')
}

/** Rules for people. */
export const rulesText = (result: ReadResult): string =>
  `${result.rules.map(ruleText).join('')}\n${result.format}: ${result.rules.length} ${result.rules.length === 1 ? 'rule' : 'rules'}, ${result.registry.length} other ${result.registry.length === 1 ? 'value' : 'values'}\n`
