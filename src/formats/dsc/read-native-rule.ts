// SPDX-License-Identifier: MIT
import { readAddressText } from '../named-parameters/address-text.ts'
import { parsePorts } from '../port/port-set.ts'
import type { Loss } from '../rule/loss.ts'
import { PROFILES, type Protocol, type Rule } from '../rule/rule.ts'
import { ruleFaults } from '../rule/rule-faults.ts'
import { ruleOrLosses } from '../rule/rule-or-losses.ts'
import { decodeDocumentText } from './document-text.ts'
import { type DscContent, NO_CONTENT } from './dsc-content.ts'

const PORT_WORDS = ['RPC', 'RPC-EPMap', 'Teredo', 'IPHTTPSIn', 'IPHTTPSOut', 'PlayToDiscovery', 'mDNS']
const PROTOCOLS: ReadonlyMap<number, Protocol> = new Map([
  [1, 'icmp4'],
  [6, 'tcp'],
  [17, 'udp'],
  [58, 'icmp6'],
  [256, 'any'],
])

/** Reads a rule of `Microsoft.Windows/FirewallRuleList`. The document has no ids: the name stands in for it. */
export const readNativeRule = (given: Readonly<Record<string, unknown>>): DscContent => {
  const losses: Omit<Loss, 'rule'>[] = []
  const name = decodeDocumentText(String(given.name ?? '')) ?? ''
  const lost = (field: string, reason: string): void => void losses.push({ field, reason })
  if (name === '') lost('name', 'a rule needs a name that is no expression')
  if (given._exist === false) lost('_exist', 'the document removes this rule')
  else
    for (const field of ['protocol', 'remoteAddresses', 'direction', 'action', 'enabled', 'profiles'])
      if (given[field] === undefined) lost(field, 'is left out: a rule that is there keeps its own')

  const text = (field: string): string => {
    const value = given[field]
    if (value === undefined) return ''
    const decoded = typeof value === 'string' ? decodeDocumentText(value) : null
    if (decoded === null) lost(field, 'is not a text, or an expression')
    return decoded ?? ''
  }
  const words = (field: string): readonly string[] => {
    const value = given[field] ?? []
    return Array.isArray(value) ? value.map(String) : [String(value)]
  }
  const list = (field: string, read: (entry: string) => string | null): readonly string[] => {
    const entries = text(field)
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
    if (entries.includes('*')) return []
    return entries.map((entry) => {
      const known = read(entry)
      if (known === null) lost(field, `${JSON.stringify(entry)} was not understood`)
      return known ?? entry
    })
  }
  const port = (entry: string): string | null =>
    parsePorts(entry) === null ? (PORT_WORDS.find((word) => word.toLowerCase() === entry.toLowerCase()) ?? null) : entry
  const number = given.protocol === undefined ? 256 : Number(given.protocol)
  if (!Number.isInteger(number) || number < 0 || number > 256) lost('protocol', `${number} is not a protocol`)
  const profiles = words('profiles').map((word) => word.toLowerCase())
  const interfaces = words('interfaceTypes')
  if (given.profiles !== undefined && profiles.length === 0) lost('profiles', 'is empty')
  if (profiles.includes('all') && profiles.length > 1) lost('profiles', 'All stands beside others')
  const program = text('applicationName')
  const service = text('serviceName')
  const rule: Rule = {
    id: name,
    displayName: name,
    description: text('description'),
    group: text('grouping'),
    direction: given.direction === 'Outbound' ? 'out' : 'in',
    action: given.action === 'Block' ? 'block' : 'allow',
    enabled: given.enabled !== false,
    profiles: profiles.includes('all') ? [] : PROFILES.filter((profile) => profiles.includes(profile)),
    protocol: PROTOCOLS.get(number) ?? number,
    localPorts: list('localPorts', port),
    remotePorts: list('remotePorts', port),
    icmpTypes: [],
    localAddresses: list('localAddresses', readAddressText),
    remoteAddresses: list('remoteAddresses', readAddressText),
    program: program === '' ? null : program,
    service: service === '' ? null : service,
    interfaceTypes: interfaces.includes('All') ? [] : interfaces,
    flows: [],
    ...(given.edgeTraversal === true && { other: { EdgeTraversalPolicy: 'Allow' } }),
  }
  return {
    ...NO_CONTENT,
    ...ruleOrLosses(rule, losses.length === 0 ? ruleFaults(rule) : losses, JSON.stringify(given)),
  }
}
