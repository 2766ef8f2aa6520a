// SPDX-License-Identifier: MIT
import { parseAddress } from '../address/address-set.ts'
import { parsePorts } from '../port/port-set.ts'
import type { Loss } from '../rule/loss.ts'
import type { Rule } from '../rule/rule.ts'
import { ADDRESS_WORDS, INTERFACES, type MdmRule, PROFILE_BITS, PROTOCOLS } from './mdm-rule.ts'

export interface SaidRule {
  /** Null where nothing of the rule may be written: without what it lacks it would be wider. */
  readonly rule: MdmRule | null
  readonly losses: readonly Loss[]
}

const WAY_OUT = 'firewall.rpc restricts it to a range that can be said'

/** Says a rule as the nodes of the Firewall CSP. `dynamicRange` stands for the keyword `RPC`. */
export const toMdmRule = (rule: Rule, dynamicRange: string): SaidRule => {
  const losses: Loss[] = []
  const notes: Loss[] = []
  const lose = (field: string, reason: string): void => void losses.push({ rule: rule.id, field, reason })

  const protocol =
    rule.protocol === 'any' ? null : (PROTOCOLS.find(([name]) => name === rule.protocol)?.[1] ?? Number(rule.protocol))
  const ports = (side: 'localPorts' | 'remotePorts'): readonly string[] => {
    if (rule[side].length > 0 && protocol !== 6 && protocol !== 17) lose(side, 'ports need TCP or UDP')
    return rule[side].map((port) => {
      if (port === 'RPC-EPMap') return '135'
      if (port === 'RPC') {
        const reason = `a device management knows no dynamic RPC: ${dynamicRange} is opened instead, whoever listens there; ${WAY_OUT}`
        notes.push({ rule: rule.id, field: side, reason })
        return dynamicRange
      }
      if (parsePorts(port) === null) lose(side, `a device management knows numbers of ports alone, not ${port}`)
      return port
    })
  }
  const addresses = (side: 'localAddresses' | 'remoteAddresses'): readonly string[] =>
    rule[side].map((entry) => {
      const set = parseAddress(entry)
      if (set === null) lose(side, `${entry} is no address`)
      if (set === null || set.keywords.length === 0) return entry
      const word = side === 'remoteAddresses' ? ADDRESS_WORDS.find(([ours]) => ours === entry)?.[1] : undefined
      if (word === undefined) lose(side, `a device management has no word for ${entry} here`)
      return word ?? entry
    })
  if (rule.action === 'bypass') lose('action', 'a device management knows allow and block alone')
  if (rule.icmpTypes.length > 0 && protocol !== 1 && protocol !== 58) lose('icmpTypes', 'ICMP types need ICMP')
  for (const type of rule.interfaceTypes)
    if (!INTERFACES.some((known) => known === type)) lose('interfaceTypes', `${type} is not an interface type`)
  for (const [field, text] of [
    ['displayName', rule.displayName],
    ['program', rule.program ?? ''],
    ['service', rule.service ?? ''],
  ] as const)
    if (text.includes('|')) lose(field, 'Windows refuses "|" in a rule')
  if (rule.displayName === '') lose('displayName', 'a rule needs a name')
  for (const key of Object.keys(rule.other ?? {}))
    if (key !== 'version') lose(`other.${key}`, 'a device management has no place for it')

  const said: MdmRule = {
    id: rule.id,
    group: rule.group,
    name: rule.displayName,
    description: rule.description,
    enabled: rule.enabled,
    direction: rule.direction,
    allow: rule.action === 'allow',
    profiles: rule.profiles.length === 3 ? [] : rule.profiles.map((profile) => PROFILE_BITS[profile]),
    protocol,
    localPorts: ports('localPorts'),
    remotePorts: ports('remotePorts'),
    icmpTypes: rule.icmpTypes,
    localAddresses: addresses('localAddresses'),
    remoteAddresses: addresses('remoteAddresses'),
    filePath: rule.program,
    serviceName: rule.service,
    interfaceTypes: rule.interfaceTypes.length === INTERFACES.length ? [] : rule.interfaceTypes,
  }
  return losses.length > 0 ? { rule: null, losses } : { rule: said, losses: notes }
}
