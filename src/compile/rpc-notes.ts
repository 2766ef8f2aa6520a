// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import type { Estate } from '../estate/estate.ts'
import type { Flow } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import { defaultDynamicRange } from '../flows/usual-range.ts'
import { intersect } from '../formats/address/range.ts'
import { formatPortSet, parsePorts } from '../formats/port/port-set.ts'
import { firewallOf } from '../rules/dynamic-range.ts'

/** Microsoft asks for 100 ports; each role that answers RPC is given ten more. */
const LEAST = 100
const A_ROLE = 10

/** What the user should know about dynamic RPC: how many ports are open because of it, or how the restriction fits. */
export const rpcNotes = (estate: Estate, parties: readonly Party[], flows: readonly Flow[]): readonly Diagnostic[] => {
  const answering = rolesThatAnswer(flows)
  const hosts = parties.filter((party) => party.kind === 'host' && party.firewall && answering.has(party))
  const place = (party: Party): Span => {
    const own = party.host !== null && party.host.firewall.rpc !== estate.firewall.rpc
    return own
      ? estate.locate(['hosts', party.host?.writtenName ?? party.name, 'firewall', 'rpc'], 'key')
      : estate.locate(['firewall', 'rpc'], 'key')
  }
  return [
    ...unrestricted(estate, hosts),
    ...tight(estate, hosts, answering, place),
    ...ephemeral(estate, hosts, place),
    ...order(estate, hosts),
  ]
}

/** Roles by which a party answers dynamic RPC. */
const rolesThatAnswer = (flows: readonly Flow[]): ReadonlyMap<Party, ReadonlySet<string>> => {
  const answering = new Map<Party, Set<string>>()
  for (const flow of flows) {
    if (flow.protocol !== 'tcp' || !flow.ports.includes('dynamic')) continue
    for (const party of flow.to.parties) {
      const roles = answering.get(party) ?? new Set()
      roles.add(flow.toRole ?? flow.id)
      answering.set(party, roles)
    }
  }
  return answering
}

const unrestricted = (estate: Estate, hosts: readonly Party[]): readonly Diagnostic[] => {
  const open = hosts.filter((party) => firewallOf(estate, party).rpc === null)
  if (open.length === 0) return []
  if (estate.firewall.rpc !== null)
    return [diagnose('rpc-not-on', { hosts: open.map(({ name }) => name) }, estate.locate(['firewall', 'rpc'], 'key'))]
  const ranges = [...new Set(open.map((party) => defaultDynamicRange(party.host?.os ?? null)))].sort()
  const span = estate.locate(['product'], 'key')
  return [
    diagnose('rpc-unrestricted', { hosts: open.length, ranges }, span),
    ...(ranges.length > 1 ? [diagnose('rpc-mixed-systems', { ranges }, span)] : []),
  ]
}

const tight = (
  estate: Estate,
  hosts: readonly Party[],
  answering: ReadonlyMap<Party, ReadonlySet<string>>,
  place: (party: Party) => Span,
): readonly Diagnostic[] =>
  hosts.flatMap((party) => {
    const rpc = firewallOf(estate, party).rpc
    const roles = answering.get(party)?.size ?? 0
    if (rpc === null) return []
    const size = rpc.ports.reduce((sum, { first, last }) => sum + last - first + 1, 0)
    const wanted = LEAST + A_ROLE * roles
    return size >= wanted ? [] : [diagnose('rpc-range-tight', { host: party.name, size, roles, wanted }, place(party))]
  })

const ephemeral = (estate: Estate, hosts: readonly Party[], place: (party: Party) => Span): readonly Diagnostic[] => {
  const seen = new Set<string>()
  return hosts.flatMap((party) => {
    const rpc = firewallOf(estate, party).rpc
    const usual = parsePorts(defaultDynamicRange(party.host?.os ?? null))
    if (rpc === null || usual === null || intersect(rpc.ports, [usual]).length === 0) return []
    const range = formatPortSet(rpc.ports).join(', ')
    if (seen.has(range)) return []
    seen.add(range)
    return [
      diagnose('rpc-range-ephemeral', { range, usual: defaultDynamicRange(party.host?.os ?? null) }, place(party)),
    ]
  })
}

/** A Group Policy brings values and rules together, and the values wait for a restart. */
const order = (estate: Estate, hosts: readonly Party[]): readonly Diagnostic[] =>
  hosts.some((party) => firewallOf(estate, party).rpc?.rules === 'range')
    ? [diagnose('rpc-restart-first', {}, estate.locate(['firewall', 'rpc'], 'key'))]
    : []
