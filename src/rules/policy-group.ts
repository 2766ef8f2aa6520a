// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Estate, HostFirewall } from '../estate/estate.ts'
import type { Party } from '../flows/party.ts'
import { firewallOf } from './dynamic-range.ts'
import { fileName } from './file-name.ts'

/** The parties that share one policy. */
export interface PolicyGroup {
  readonly id: string
  readonly parties: readonly Party[]
  readonly firewall: HostFirewall
}

/** Who shares a policy: each host alone, or the hosts of a site with the same roles and the same firewall options. */
export const groupParties = (estate: Estate, parties: readonly Party[]): readonly PolicyGroup[] => {
  const groups = new Map<string, Party[]>()
  for (const party of parties) {
    if (party.firewall) getOrInsert(groups, labelOf(estate, party), () => []).push(party)
  }
  const taken = new Set<string>()
  return [...groups].map(([label, members]) => {
    let id = fileName(label)
    if (taken.has(id.toLowerCase())) id = `${id}-${shortHash(label)}`
    taken.add(id.toLowerCase())
    const first = members[0] as Party
    return { id, parties: members, firewall: firewallOf(estate, first) }
  })
}

const labelOf = (estate: Estate, party: Party): string => {
  if (party.host === null) return `clients-${party.name}`
  if (estate.firewall.scope === 'host') return party.name
  const roles = [...new Set(party.host.roles.map((role) => role.role))].sort()
  const own = firewallKey(party.host.firewall)
  const label = `${party.site ?? 'all-sites'}-${roles.length === 0 ? 'no-role' : roles.join('+')}`
  return own === firewallKey(estate.firewall) ? label : `${label}-${shortHash(own)}`
}

const firewallKey = ({ profiles, direction, remote, rpc }: HostFirewall): string =>
  JSON.stringify({ profiles, direction, remote, rpc })

export const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)
