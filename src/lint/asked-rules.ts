// SPDX-License-Identifier: MIT
import { formatAddressSet, isAnyAddress } from '../formats/address/address-set.ts'
import type { Rule } from '../formats/rule/rule.ts'
import type { RuleSet } from '../rules/rule-set.ts'

/**
 * What the flows of a policy's computers ask for, as rules: a flow knows no profile, program or service. Formats without the
 * keyword `RPC` say its numbers, so both count.
 * `placed`: at the addresses of its computers alone, for rules of which nobody knows whose they are.
 */
export const askedRules = ({ rules, dynamicRange, addresses }: RuleSet, placed: boolean): readonly Rule[] => {
  const own = addresses === null || isAnyAddress(addresses) ? [] : formatAddressSet(addresses)
  const numbers = dynamicRange === null ? [] : [dynamicRange]
  const withNumbers = (ports: readonly string[]): readonly string[] =>
    ports.includes('RPC') ? [...ports, ...numbers] : ports
  return rules
    .filter(({ enabled, action }) => enabled && action === 'allow')
    .map((rule) => ({
      ...rule,
      profiles: [],
      program: null,
      service: null,
      localPorts: withNumbers(rule.localPorts),
      remotePorts: withNumbers(rule.remotePorts),
      localAddresses: placed && rule.localAddresses.length === 0 ? own : rule.localAddresses,
    }))
}
