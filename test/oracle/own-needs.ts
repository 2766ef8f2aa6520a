// SPDX-License-Identifier: MIT
import { everyAddress, isAddress, parseAddresses } from './address-line.ts'
import type { EstateInput, OwnFlowInput } from './estate-input.ts'
import { holdsRole } from './holds-role.ts'
import type { End, Need } from './needs.ts'
import { intersect, overlap, type Span, subtract } from './number-line.ts'
import { type Party, parsePorts } from './party.ts'
import { anyRoles, roles } from './vocabulary.ts'

const runsWindowsServer = (estate: EstateInput, party: Party): boolean => {
  const os = Object.entries(estate.hosts).find(([name]) => name.toLowerCase() === party.name)?.[1].os
  return party.kind === 'host' && party.windows && (os ?? 'windows-server').startsWith('windows-server')
}

/** Clients that may be anywhere are in no network in particular. */
const isAnywhere = ({ addresses }: Party): boolean => subtract(everyAddress, addresses).length === 0

/** Addresses that belong to hosts are those hosts, by these addresses alone; what is left of them lies in client groups. */
export const byAddress = (addresses: readonly Span[], everyone: readonly Party[]): readonly End[] => {
  const hosts = everyone.filter((party) => party.kind === 'host' && overlap(party.addresses, addresses))
  const ofHosts = everyone.filter((party) => party.kind === 'host').flatMap((party) => party.addresses)
  const others = subtract(addresses, ofHosts)
  const groups = everyone.filter(
    (party) => party.kind !== 'host' && !isAnywhere(party) && overlap(party.addresses, others),
  )
  return [
    { party: undefined, addresses },
    ...hosts.map((party) => ({ party, addresses: intersect(party.addresses, addresses) })),
    ...groups.map((party) => ({ party, addresses: intersect(party.addresses, others) })),
  ]
}

const ends = (estate: EstateInput, name: string, everyone: readonly Party[]): readonly End[] => {
  if (name === 'any') return [{ party: undefined, addresses: everyAddress }]
  const end = (party: Party): End => ({ party, addresses: party.addresses })
  const named = everyone.filter((party) => party.name === (party.kind === 'host' ? name.toLowerCase() : name))
  if (named.length > 0) return named.map(end)
  const network = estate.networks?.[name]
  if (network !== undefined) return byAddress(parseAddresses(network), everyone)
  if (isAddress(name)) return byAddress(parseAddresses([name]), everyone)
  if (name === 'windows-server')
    return everyone.filter((one) => one.holds.has(name) || runsWindowsServer(estate, one)).map(end)
  if (roles[name] === undefined) throw new Error(`no end is called ${name}`)
  // The user's own words: who stands by for a site server is not one.
  const means = (party: Party): boolean =>
    name === 'site-server' ? party.holds.has(name) : holdsRole(estate, party, name)
  const holders = everyone.filter(means).map(end)
  return holders.length === 0 && anyRoles.includes(name) ? [{ party: undefined, addresses: everyAddress }] : holders
}

const oneFlow = (estate: EstateInput, flow: OwnFlowInput, everyone: readonly Party[]): readonly Need[] => {
  const service = flow.service === undefined ? flow : estate.services?.[flow.service]
  const ports = [service?.ports ?? []].flat().map((port) => parsePorts(String(port)))
  const protocol = (service?.protocol ?? 'tcp') as Need['protocol']
  const needs: Need[] = []
  for (const from of [flow.from].flat().flatMap((name) => ends(estate, name, everyone))) {
    for (const to of [flow.to].flat().flatMap((name) => ends(estate, name, everyone))) {
      if (from.party !== undefined && from.party === to.party && from.party.kind === 'host') continue
      needs.push({ why: flow.name, from, to, protocol, ports, atSource: false })
    }
  }
  return needs
}

export const ownNeeds = (estate: EstateInput, everyone: readonly Party[]): readonly Need[] =>
  (estate.flows ?? []).flatMap((flow) => oneFlow(estate, flow, everyone))
