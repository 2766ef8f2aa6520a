// SPDX-License-Identifier: MIT
import { parseAddresses } from './address-line.ts'
import type { ClientsInput, EstateInput, FirewallInput, HostInput, MethodOptions } from './estate-input.ts'
import { type Span, span } from './number-line.ts'
import { roles, withMeant } from './vocabulary.ts'

/** A host or a client group: what a flow can have at an end. */
export interface Party {
  readonly name: string
  readonly kind: 'host' | 'clients'
  readonly addresses: readonly Span[]
  readonly site: string | undefined
  /** Role to what stands beside it; a role comes twice where two instances of it run. */
  readonly roles: readonly { readonly role: string; readonly options: Readonly<Record<string, unknown>> }[]
  readonly holds: ReadonlySet<string>
  readonly install: readonly MethodOptions[]
  readonly siteServerInitiates: boolean
  /** Hosts that serve the name; empty for anything else. */
  readonly members: readonly string[]
  readonly firewalled: boolean
  readonly firewall: FirewallInput
  readonly dynamic: readonly Span[]
}

export const parsePorts = (text: string): Span => {
  const [low = '', high = low] = text.split('-')
  return span(Number(low), Number(high))
}

const old = /^windows-(xp|2000|server-2003)/

const dynamicRange = (firewall: FirewallInput, os: string | undefined): readonly Span[] => {
  const own = firewall.rpc?.ports
  if (own !== undefined) return [own].flat().map((text) => parsePorts(String(text)))
  return [old.test(os ?? '') ? span(1025, 5000) : span(49152, 65535)]
}

const host = (estate: EstateInput, name: string, input: HostInput): Party => {
  const given = input.roles.map((role) =>
    typeof role === 'string' ? { role, options: {} } : { role: role.role, options: role },
  )
  const firewall = { ...estate.firewall, ...input.firewall }
  const firewalled = input.os !== 'other' && !given.some(({ role }) => roles[role]?.firewall === false)
  const holds = new Set(given.flatMap(({ role }) => withMeant(role)))
  // A name that several hosts serve is no computer of its own.
  const computer = firewalled && (input.members ?? []).length === 0
  if (estate.clientOnServers === true && computer && input.site !== undefined) holds.add('client')
  return {
    name: name.toLowerCase(),
    kind: 'host',
    addresses: parseAddresses(input.addresses),
    site: input.site,
    roles: given,
    holds,
    install: [],
    siteServerInitiates: input.siteServerInitiates === true,
    members: (input.members ?? []).map((member) => member.toLowerCase()),
    firewalled,
    firewall,
    dynamic: dynamicRange(firewall, input.os),
  }
}

const clients = (estate: EstateInput, name: string, input: ClientsInput): Party => {
  const role = input.role ?? 'client'
  const firewall = estate.firewall ?? {}
  return {
    name,
    kind: 'clients',
    addresses: parseAddresses(input.networks.flatMap((network) => estate.networks?.[network] ?? [network])),
    site: input.site,
    roles: [{ role, options: {} }],
    holds: new Set(withMeant(role)),
    install: (input.install ?? []).map((method) => (typeof method === 'string' ? { method } : method)),
    siteServerInitiates: false,
    members: [],
    firewalled: input.os !== 'other' && roles[role]?.firewall !== false,
    firewall,
    dynamic: dynamicRange(firewall, input.os),
  }
}

export const parties = (estate: EstateInput): readonly Party[] => [
  ...Object.entries(estate.hosts).map(([name, input]) => host(estate, name, input)),
  ...Object.entries(estate.clients ?? {}).map(([name, input]) => clients(estate, name, input)),
]
