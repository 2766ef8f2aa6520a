// SPDX-License-Identifier: MIT
import { readFirewallPolicy } from '../formats/registry-pol/read-firewall-policy.ts'
import { readRegistryPol } from '../formats/registry-pol/read-registry-pol.ts'
import type { ReadResult } from './read-result.ts'

export const readPol = (bytes: Uint8Array): ReadResult => {
  const { records, fault } = readRegistryPol(bytes)
  const { rules, registry, losses } = readFirewallPolicy(records)
  const damage = fault === null ? [] : [{ rule: null, field: `byte ${fault.offset}`, reason: fault.reason }]
  return { format: 'registry.pol', rules, registry, losses: [...damage, ...losses] }
}
