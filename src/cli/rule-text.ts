// SPDX-License-Identifier: MIT
import { visible } from '../diagnostics/visible.ts'
import type { Rule } from '../formats/rule/rule.ts'

/** A list of a rule for people; empty means any. Nothing is left out: a rule that is shown in part is another rule. */
const some = (list: readonly string[]): string => (list.length === 0 ? 'any' : list.map(visible).join(', '))

const narrowed = (words: string, list: readonly string[]): readonly string[] =>
  list.length === 0 ? [] : [`${words} ${some(list)}`]

const what = (rule: Rule): readonly string[] => {
  const inbound = rule.direction === 'in'
  const [near, far] = inbound ? [rule.localPorts, rule.remotePorts] : [rule.remotePorts, rule.localPorts]
  return [
    rule.icmpTypes.length > 0 ? `types ${some(rule.icmpTypes)}` : `ports ${some(near)}`,
    ...narrowed(inbound ? 'from ports' : 'out of own ports', far),
  ]
}

const otherText = ([key, value]: readonly [string, string | readonly string[]]): string =>
  `${visible(key)} = ${[value].flat().map(visible).join(', ')}`

/** A rule in words, everything that it says, in a few indented lines. */
export const ruleText = (rule: Rule): string => {
  const inbound = rule.direction === 'in'
  const profiles = rule.profiles.length === 0 || rule.profiles.length === 3 ? 'all profiles' : rule.profiles.join(', ')
  const conditions = [
    ...narrowed('at own addresses', rule.localAddresses),
    ...(rule.program === null ? [] : [`program ${visible(rule.program)}`]),
    ...(rule.service === null ? [] : [`service ${visible(rule.service)}`]),
    ...narrowed('interfaces', rule.interfaceTypes),
  ]
  const lines = [
    `${visible(rule.displayName === '' ? rule.id : rule.displayName)}${rule.enabled ? '' : '  (disabled)'}`,
    `    ${rule.direction} ${rule.action} ${rule.protocol} ${what(rule).join(', ')}  ${inbound ? 'from' : 'to'} ${some(rule.remoteAddresses)}  ${profiles}`,
    ...(conditions.length === 0 ? [] : [`    only ${conditions.join('; ')}`]),
    ...Object.entries(rule.other ?? {})
      .filter(([key]) => key !== 'version')
      .map((entry) => `    ${otherText(entry)}`),
  ]
  return `${lines.join('\n')}\n`
}
