// SPDX-License-Identifier: MIT
import { everyAddress, everyIpv4, everyIpv6, parseAddresses } from './address-line.ts'
import type { PolicyOutput, RuleOutput } from './compile-output.ts'
import { intersect, overlap, type Span, span } from './number-line.ts'
import { type Party, parsePorts } from './party.ts'
import { type Allowance, holderOf, put, type Traffic } from './traffic.ts'

const everyPort = [span(0, 65535)]

/** The keyword RPC is the dynamic range of the computer that the rule is on. */
export const portSpans = (tokens: readonly string[], party: Party): readonly Span[] =>
  tokens.flatMap((token) => {
    if (token === 'RPC') return party.dynamic
    return token === 'RPC-EPMap' ? [span(135)] : [parsePorts(token)]
  })

const icmpSpans = (types: readonly string[]): readonly Span[] =>
  types.map((text) => {
    const [type = '', code = '*'] = text.split(':')
    return code === '*' ? span(Number(type) * 256, Number(type) * 256 + 255) : span(Number(type) * 256 + Number(code))
  })

const portsOf = (rule: RuleOutput, party: Party): { protocol: string; ports: readonly Span[] } => {
  if (rule.protocol.startsWith('icmp')) {
    const ports = rule.icmpTypes.length === 0 ? everyPort : icmpSpans(rule.icmpTypes)
    return { protocol: rule.protocol, ports }
  }
  if (rule.direction === 'in') {
    if (rule.remotePorts.length > 0) throw new Error(`a rule of ${party.name} asks for remote ports inbound`)
    return {
      protocol: rule.protocol,
      ports: rule.localPorts.length === 0 ? everyPort : portSpans(rule.localPorts, party),
    }
  }
  if (rule.localPorts.length > 0 && rule.remotePorts.length === 0) {
    return { protocol: `${rule.protocol}-source`, ports: portSpans(rule.localPorts, party) }
  }
  return {
    protocol: rule.protocol,
    ports: rule.remotePorts.length === 0 ? everyPort : portSpans(rule.remotePorts, party),
  }
}

const allowance = (rule: RuleOutput, party: Party, reach: readonly Span[]): Allowance => {
  if (rule.action !== 'allow' || !rule.enabled) throw new Error(`a rule of ${party.name} does not allow`)
  const local = parseAddresses(rule.localAddresses)
  const within = local.length === 0 ? reach : intersect(reach, families(local))
  const family = rule.protocol === 'icmp4' ? everyIpv4 : rule.protocol === 'icmp6' ? everyIpv6 : everyAddress
  const remotes = rule.remoteAddresses.length === 0 ? family : parseAddresses(rule.remoteAddresses)
  return { ...portsOf(rule, party), remotes: intersect(remotes, within), why: rule.flows.join(', ') }
}

/** A rule with local addresses is only for who has one of them. */
const isFor = (rule: RuleOutput, party: Party, everyone: readonly Party[]): boolean =>
  rule.localAddresses.length === 0 || overlap(parseAddresses(rule.localAddresses), localOf(party, everyone))

const families = (addresses: readonly Span[]): readonly Span[] =>
  [everyIpv4, everyIpv6].flatMap((family) => (overlap(addresses, family) ? family : []))

const localOf = (party: Party, everyone: readonly Party[]): readonly Span[] => {
  const served = everyone.filter(({ members }) => members.includes(party.name))
  return [party, ...served].flatMap(({ addresses }) => addresses)
}

/** The families that the host has addresses of, with the names that it serves. */
export const reachOf = (party: Party, everyone: readonly Party[]): readonly Span[] => families(localOf(party, everyone))

/** What the rules of the policies let through, each at the hosts and client groups that get the policy. */
export const trafficOfRules = (policies: readonly PolicyOutput[], everyone: readonly Party[]): Traffic => {
  const traffic: Traffic = new Map()
  for (const policy of policies) {
    const hosts = policy.hosts.map((name) => name.toLowerCase())
    for (const party of everyone) {
      if (!(party.kind === 'host' ? hosts : policy.clients).includes(party.name)) continue
      const reach = reachOf(party, everyone)
      for (const rule of policy.rules) {
        if (!isFor(rule, party, everyone)) continue
        put(traffic, `${holderOf(party)} ${rule.direction}`, allowance(rule, party, reach))
      }
    }
  }
  return traffic
}
