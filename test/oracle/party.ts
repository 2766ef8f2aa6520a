// SPDX-License-Identifier: MIT
import { everyAddress, parseAddresses } from './address-line.ts'
import type { ClientsInput, EstateInput, FirewallInput, HostInput, MethodOptions, RpcInput } from './estate-input.ts'
import { type Span, span } from './number-line.ts'
import { isController, roles, withMeant } from './vocabulary.ts'

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
  /** It runs Windows, and a version of it that knows rules. */
  readonly windows: boolean
  /** It gets a policy. */
  readonly firewalled: boolean
  /** The domain that it is a member of, empty for the nameless one; undefined outside of every domain. */
  readonly domain: string | undefined
  readonly onInternet: boolean
  /** Its roles that clients on the internet reach. */
  readonly facing: ReadonlySet<string>
  readonly firewall: FirewallInput
  readonly dynamic: readonly Span[]
  /** What the system takes for answers of no port of their own (TFTP); RPC has nothing to do with it. */
  readonly ephemeral: readonly Span[]
}

export const parsePorts = (text: string): Span => {
  const [low = '', high = low] = text.split('-')
  return span(Number(low), Number(high))
}

const old = /^windows-(xp|2000|server-2003)/

const systemRange = (os: string | undefined): readonly Span[] => [
  old.test(os ?? '') ? span(1025, 5000) : span(49152, 65535),
]

const dynamicRange = (firewall: FirewallInput, os: string | undefined): readonly Span[] => {
  const own = firewall.rpc?.ports
  if (own !== undefined) return [own].flat().map((text) => parsePorts(String(text)))
  return systemRange(os)
}

/** Whom the RPC range of the estate is for. */
const estateRpc = (
  { firewall }: EstateInput,
  name: string,
  kind: 'host' | 'clients',
  held: readonly string[],
): RpcInput | undefined => {
  const on = firewall?.rpc?.on
  if (on !== undefined) {
    const words = [on].flat().map((word) => word.toLowerCase())
    const named = words.includes('all') || words.includes(name.toLowerCase())
    return named || held.some((role) => withMeant(role).some((one) => words.includes(one))) ? firewall?.rpc : undefined
  }
  const serves = held.some((role) => ['site-system', 'server'].includes(roles[role]?.kind ?? ''))
  return kind === 'host' && serves && !held.some(isController) ? firewall?.rpc : undefined
}

const domainOf = (estate: EstateInput, { membership, domain }: HostInput | ClientsInput): string | undefined =>
  (membership ?? 'domain') === 'domain' ? (domain ?? estate.domain ?? '').toLowerCase() : undefined

const host = (estate: EstateInput, name: string, input: HostInput): Party => {
  const given = input.roles.map((role): Party['roles'][number] =>
    typeof role === 'string' ? { role, options: {} } : { role: role.role, options: role },
  )
  const held = given.map(({ role }) => role)
  const { rpc: _, ...common } = estate.firewall ?? {}
  const rpc = input.firewall?.rpc ?? estateRpc(estate, name, 'host', held)
  const firewall = { ...common, ...input.firewall, ...(rpc === undefined ? {} : { rpc }) }
  const windows = input.os !== 'other' && !given.some(({ role }) => roles[role]?.firewall === false)
  const holds = new Set(given.flatMap(({ role }) => withMeant(role)))
  // A name that several hosts serve is no computer of its own.
  const computer = windows && (input.members ?? []).length === 0
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
    windows,
    firewalled: windows && input.managed !== false && !old.test(input.os ?? ''),
    domain: domainOf(estate, input),
    onInternet: false,
    facing: new Set(
      given.filter(({ options }) => options.internetFacing === true).flatMap(({ role }) => withMeant(role)),
    ),
    firewall,
    dynamic: dynamicRange(firewall, input.os),
    ephemeral: systemRange(input.os),
  }
}

const clients = (estate: EstateInput, name: string, input: ClientsInput): Party => {
  const role = input.role ?? 'client'
  const { rpc: _, ...common } = estate.firewall ?? {}
  const rpc = estateRpc(estate, name, 'clients', [role])
  const firewall = { ...common, ...(rpc === undefined ? {} : { rpc }) }
  const windows = input.os !== 'other' && roles[role]?.firewall !== false
  return {
    name,
    kind: 'clients',
    addresses:
      input.networks === 'any'
        ? everyAddress
        : parseAddresses(input.networks.flatMap((network) => estate.networks?.[network] ?? [network])),
    site: input.site,
    roles: [{ role, options: {} }],
    holds: new Set(withMeant(role)),
    install: (input.install ?? []).map((method) => (typeof method === 'string' ? { method } : method)),
    siteServerInitiates: false,
    members: [],
    windows,
    firewalled: windows && !old.test(input.os ?? ''),
    domain: domainOf(estate, input),
    onInternet: input.membership === 'internet',
    facing: new Set<string>(),
    firewall,
    dynamic: dynamicRange(firewall, input.os),
    ephemeral: systemRange(input.os),
  }
}

export const parties = (estate: EstateInput): readonly Party[] => [
  ...Object.entries(estate.hosts).map(([name, input]) => host(estate, name, input)),
  ...Object.entries(estate.clients ?? {}).map(([name, input]) => clients(estate, name, input)),
]
