// SPDX-License-Identifier: MIT
import { formatAddressSet, isAnyAddress, parseAddresses } from '../formats/address/address-set.ts'
import { formatPortSet, parsePorts } from '../formats/port/port-set.ts'
import { PROFILES, type Rule } from '../formats/rule/rule.ts'
import { conditionOf } from '../packets/rule-condition.ts'
import { NUMBER_OF } from '../packets/rule-terms.ts'

/** Lists that were read once: many rules share one. */
export type FieldCache = Map<string, string>

const addressText = (texts: readonly string[], cache: FieldCache): string => {
  if (texts.length === 0) return ''
  const key = texts.join(' ')
  const known = cache.get(key)
  if (known !== undefined) return known
  const set = parseAddresses(texts, true)
  const text = set === null ? [...texts].sort().join(' ') : isAnyAddress(set) ? '' : formatAddressSet(set).join(' ')
  cache.set(key, text)
  return text
}

const portText = (texts: readonly string[]): string => {
  const ranges = texts.map((text) => (text.toLowerCase() === 'rpc-epmap' ? parsePorts('135') : parsePorts(text)))
  const words = texts.filter((_, index) => ranges[index] === null).sort()
  const numbers = formatPortSet(ranges.filter((range) => range !== null))
  return numbers.length === 1 && numbers[0] === '0-65535' ? '' : [...words, ...numbers].join(' ')
}

/** What a rule says field by field, each in one spelling: equal texts are the same packets. */
export const ruleFields = (rule: Rule, cache: FieldCache): Readonly<Record<string, string>> => ({
  direction: rule.direction,
  action: rule.action,
  enabled: String(rule.enabled),
  profiles: (rule.profiles.length === 0 ? PROFILES : PROFILES.filter((one) => rule.profiles.includes(one))).join(' '),
  protocol: String(
    typeof rule.protocol === 'string' && rule.protocol !== 'any' ? NUMBER_OF[rule.protocol] : rule.protocol,
  ),
  localPorts: portText(rule.localPorts),
  remotePorts: portText(rule.remotePorts),
  icmpTypes: [...new Set(rule.icmpTypes.map((type) => (type.includes(':') ? type : `${type}:*`)))].sort().join(' '),
  localAddresses: addressText(rule.localAddresses, cache),
  remoteAddresses: addressText(rule.remoteAddresses, cache),
  program: rule.program?.toLowerCase() ?? '',
  service: rule.service?.toLowerCase() ?? '',
  interfaceTypes: [...rule.interfaceTypes].sort().join(' '),
  other: conditionOf(rule) ?? '',
})

/** Fields that say no packet. */
export const NAMING = ['displayName', 'description', 'group'] as const
