// SPDX-License-Identifier: MIT

import type { Source } from '../catalog/catalog-flow.ts'
import type { Rule } from '../formats/rule/rule.ts'

/** How facts of a rule are written for people, on the terminal and on the page alike. */
export const protocolWord = ({ protocol }: Pick<Rule, 'protocol'>): string =>
  protocol === 'icmp4' ? 'ICMPv4' : protocol === 'icmp6' ? 'ICMPv6' : String(protocol).toUpperCase()

const icmpWord = (type: string): string =>
  type === '8:*' || type === '128:*' ? `echo request (${type})` : `type ${type}`

/** The ports of the side that the rule opens, in its order; a sender's port is named as such. */
export const portWords = (rule: Rule): readonly string[] => {
  if (rule.icmpTypes.length > 0) return rule.icmpTypes.map(icmpWord)
  const [usual, other] =
    rule.direction === 'in' ? [rule.localPorts, rule.remotePorts] : [rule.remotePorts, rule.localPorts]
  if (usual.length === 0 && other.length > 0)
    return other.map((port) => `any (${rule.direction === 'in' ? 'from' : 'own'} port ${port})`)
  return usual.length === 0 ? ['any'] : usual
}

/** `004 line 43`, or the section of a document without stable lines. */
export const sourceWord = ({ document, section, line }: Source): string =>
  line === null ? `${document} “${section}”` : `${document} line ${line}`
