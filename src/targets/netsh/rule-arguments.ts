// SPDX-License-Identifier: MIT
import type { Rule } from '../../formats/rule/rule.ts'
import { edgeWord } from './edge-word.ts'
import { ADDRESS_WORDS, INTERFACE_WORDS, PORT_WORDS, PROTOCOL_WORDS } from './netsh-words.ts'

/** `tag=value` of a netsh command. */
export interface NetshArgument {
  readonly tag: string
  readonly value: string
}

const protocolWord = ({ protocol, icmpTypes }: Rule): string => {
  const word = PROTOCOL_WORDS.get(String(protocol)) ?? String(protocol)
  const [type] = icmpTypes
  return type === undefined ? word : `${word}:${type.replace(':', ',').replace('*', 'any')}`
}

const profileWords = ({ profiles }: Rule): string => (profiles.length === 0 ? 'any' : profiles.join(','))

const words = (entries: readonly string[], known: ReadonlyMap<string, string>): string =>
  entries.map((entry) => known.get(entry) ?? entry).join(',')

/**
 * The arguments of `netsh advfirewall firewall add rule` but the name, for a rule with at most one ICMP type and one
 * interface type.
 */
export const ruleArguments = (rule: Rule): readonly NetshArgument[] => {
  const all: readonly (readonly [string, string])[] = [
    ['dir', rule.direction],
    ['action', rule.action],
    ['enable', rule.enabled ? 'yes' : 'no'],
    ['profile', profileWords(rule)],
    ['protocol', protocolWord(rule)],
    ['localport', words(rule.localPorts, PORT_WORDS)],
    ['remoteport', rule.remotePorts.join(',')],
    ['localip', rule.localAddresses.join(',')],
    ['remoteip', words(rule.remoteAddresses, ADDRESS_WORDS)],
    ['program', rule.program ?? ''],
    ['service', rule.service === '*' ? 'any' : (rule.service ?? '')],
    ['interfacetype', words(rule.interfaceTypes, INTERFACE_WORDS)],
    ['edge', edgeWord(rule) ?? ''],
    ['description', rule.description],
  ]
  return all.filter(([, value]) => value !== '').map(([tag, value]) => ({ tag, value }))
}
