// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Estate, HostFirewall, HostRole } from '../estate/estate.ts'
import type { Party } from '../flows/party.ts'
import { formatPortSet } from '../formats/port/port-set.ts'
import { firewallOf } from './dynamic-range.ts'
import { fileName } from './file-name.ts'

/** The parties that share one policy. */
export interface PolicyGroup {
  readonly id: string
  /** What people read: every letter of the names is kept. */
  readonly title: string
  /** The name that the estate gives the policy; null where it follows from hosts and roles. */
  readonly named: string | null
  /** The id that it would have were it alone. */
  readonly wanted: string
  readonly parties: readonly Party[]
  readonly firewall: HostFirewall
}

interface Label {
  readonly id: string
  readonly title: string
  readonly named: string | null
}

/**
 * Who shares a policy: the hosts for which the estate names the same one; else each host alone, or the hosts of a site with
 * the same roles and the same firewall options.
 */
export const groupParties = (estate: Estate, parties: readonly Party[]): readonly PolicyGroup[] => {
  const groups = new Map<string, { readonly label: Label; readonly members: Party[] }>()
  for (const party of parties) {
    if (!party.firewall) continue
    const label = labelOf(estate, party)
    getOrInsert(groups, `${label.named === null ? '' : 'named '}${label.id}`, () => ({
      label,
      members: [],
    })).members.push(party)
  }
  const taken = new Set<string>()
  const titles = new Set<string>()
  return [...groups.values()].map(({ label, members }) => {
    const id = unique(taken, fileName(label.id), label.id)
    const title = unique(titles, label.title, label.id)
    const first = members[0] as Party
    return {
      id,
      title,
      named: label.named,
      wanted: fileName(label.id),
      parties: members,
      firewall: firewallOf(estate, first),
    }
  })
}

/** Names are compared without case on Windows. */
const unique = (taken: Set<string>, name: string, label: string): string => {
  const free = taken.has(name.toLowerCase()) ? `${name}-${shortHash(label)}` : name
  taken.add(free.toLowerCase())
  return free
}

const labelOf = (estate: Estate, party: Party): Label => {
  const { host } = party
  if (host === null) return plain(`clients-${party.name}`)
  if (host.policy !== null) return { ...plain(host.policy), named: host.policy }
  if (estate.firewall.scope === 'host') return plain(party.name)
  // Hosts that face the internet, or are members elsewhere, share a policy among themselves alone.
  const rolesOf = (held: readonly HostRole[]): readonly string[] => [...new Set(held.map(({ role }) => role))].sort()
  const roles = rolesOf(host.roles)
  const facing = rolesOf(host.roles.filter(({ internetFacing }) => internetFacing))
  const all = facing.length === roles.length
  const internet = facing.length === 0 ? '' : all ? '-internet' : `-internet-${shortHash(facing.join('+'))}`
  const edge =
    host.membership === 'workgroup' ? '-workgroup' : host.domain === estate.domain ? '' : `-${host.domain ?? 'no-name'}`
  const usual = host.usualFirewall
  const own = firewallKey(host.firewall)
  const isUsual = own === firewallKey(usual)
  const label = `${party.site ?? 'all-sites'}-${roles.length === 0 ? 'no-role' : roles.join('+')}${edge}`
  const id = `${label}${internet}${isUsual ? '' : `-${shortHash(own)}`}`
  const words = [
    ...(facing.length === 0 || all ? [] : [`internet: ${facing.join(', ')}`]),
    ...(isUsual ? [] : differences(host.firewall, usual)),
  ]
  const text = `${label}${all ? internet : ''}${words.length === 0 ? '' : ` (${words.join('; ')})`}`
  return { id, title: title(text, id), named: null }
}

const plain = (label: string): Label => ({ id: label, title: title(label, label), named: null })

/** A Group Policy object's name has at most 255 characters, and `DOMAIN\NAME` names one to Windows. */
const LONGEST = 150
const title = (text: string, label: string): string => {
  const clean = text.replaceAll('\\', '-')
  if (clean.length <= LONGEST) return clean
  return `${[...clean].slice(0, LONGEST - 10).join('')}… ${shortHash(label)}`
}

/** In words, what tells the firewall options of a policy from those of the estate. */
const differences = (own: HostFirewall, estate: HostFirewall): readonly string[] => {
  const isSame = (key: keyof HostFirewall): boolean => JSON.stringify(own[key]) === JSON.stringify(estate[key])
  return [
    ...(isSame('profiles') ? [] : [`profiles ${own.profiles.join(' and ')}`]),
    ...(isSame('direction') ? [] : [own.direction === 'both' ? 'both directions' : 'inbound alone']),
    ...(isSame('remote') ? [] : [own.remote === 'any' ? 'from any address' : 'from peers alone']),
    ...(isSame('rpc')
      ? []
      : [own.rpc === null ? 'RPC unrestricted' : `RPC ${formatPortSet(own.rpc.ports).join(' ')} ${own.rpc.rules}`]),
  ]
}

const firewallKey = ({ profiles, direction, remote, rpc }: HostFirewall): string =>
  JSON.stringify({ profiles, direction, remote, rpc })

export const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)
