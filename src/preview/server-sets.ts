// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Rule } from '../formats/rule/rule.ts'
import type { DirectionRules, ServerRules } from './install-preview.ts'

/** Servers whose rules say the same. */
export interface ServerSet extends DirectionRules {
  readonly hosts: readonly string[]
}

/** What a rule lets through and why, whoever holds it. */
export const ruleContent = (rule: Rule): string =>
  JSON.stringify([
    rule.direction,
    rule.protocol,
    rule.localPorts,
    rule.remotePorts,
    rule.icmpTypes,
    rule.localAddresses,
    rule.remoteAddresses,
    rule.program,
    rule.service,
    rule.flows,
  ])

/** Servers with the same rules stand once: a hundred distribution points are one table. */
export const serverSets = (servers: readonly ServerRules[]): readonly ServerSet[] => {
  const sets = new Map<string, ServerSet & { readonly hosts: string[] }>()
  for (const { host, inbound, outbound } of servers) {
    const key = [...inbound, ...outbound].map(ruleContent).join('\n')
    getOrInsert(sets, key, () => ({ hosts: [], inbound, outbound })).hosts.push(host)
  }
  return [...sets.values()]
}

/** “dp01 and 93 more” */
export const hostsWord = (hosts: readonly string[], most = 2): string =>
  hosts.length <= most ? hosts.join(', ') : `${hosts.slice(0, most - 1).join(', ')} and ${hosts.length - most + 1} more`
