// SPDX-License-Identifier: MIT
import { possibleRoles } from '../../catalog/implied-roles.ts'
import { ordinaryClient } from '../../catalog/ordinary-client.ts'
import { quote } from '../../diagnostics/quote.ts'
import { formatPortSet, parsePorts } from '../../formats/port/port-set.ts'
import type { Estate, Ports, RpcRange } from '../estate.ts'
import type { Path } from '../problem.ts'
import type { Context } from './context.ts'
import { type ListeningPort, listeningPorts } from './listening-ports.ts'

type Checked = Omit<Estate, 'locate'>

/** Something that listens: a role of a host or of a client group, with the ports that the file gives it. */
interface Listener {
  readonly owner: string
  readonly path: Path
  readonly role: string
  readonly site: string | null
  readonly ports: Ports
  readonly rpc: RpcRange
  readonly rpcPath: Path
}

interface Clash {
  readonly port: string
  readonly what: string
  /** Where the file says the port; null where it is the printed one. */
  readonly written: Path | null
  readonly first: Pick<Listener, 'owner' | 'path' | 'rpc' | 'rpcPath'>
  readonly owners: Set<string>
}

const NO_PORTS: Ports = new Map()
const ESTATE_RPC: Path = ['firewall', 'rpc', 'ports']

const overlaps = (port: string, { ports }: RpcRange): boolean => {
  const range = parsePorts(port)
  return range !== null && ports.some(({ first, last }) => first <= range.last && range.first <= last)
}

const listenersOf = (estate: Checked, { catalog }: Context): readonly Listener[] => {
  const listeners: Listener[] = []
  const estateRpc = estate.firewall.rpc
  const placed = (rpc: RpcRange, ...owner: readonly string[]): Pick<Listener, 'rpc' | 'rpcPath'> => ({
    rpc,
    rpcPath: rpc === estateRpc ? ESTATE_RPC : [...owner, 'firewall', 'rpc', 'ports'],
  })
  for (const host of estate.hosts.values()) {
    if (host.os === 'other') continue
    const path: Path = ['hosts', host.writtenName]
    // What a name with members answers, its members answer: their ranges count.
    const answering = host.members === null ? [host] : host.members.flatMap((name) => estate.hosts.get(name) ?? [])
    for (const { writtenName, firewall } of answering) {
      if (firewall.rpc === null) continue
      const common = {
        owner: quote(host.writtenName),
        site: host.site,
        ...placed(firewall.rpc, 'hosts', writtenName),
      }
      // Flows of the user lead to a host whatever its roles.
      listeners.push({ ...common, path, role: '', ports: NO_PORTS })
      for (const { role, ports, path: where } of host.roles) listeners.push({ ...common, path: where, role, ports })
      if (estate.clientOnServers) listeners.push({ ...common, path, role: ordinaryClient(catalog), ports: NO_PORTS })
    }
  }
  for (const { name, role, site, firewall } of estate.clients.values()) {
    if (firewall.rpc === null) continue
    const owner = `the client group ${quote(name)}`
    const common = { owner, site, ...placed(firewall.rpc, 'clients', name) }
    listeners.push({ ...common, path: ['clients', name], role, ports: NO_PORTS })
  }
  return listeners
}

/** The ports of a listener after the file's parameters, and where the file sets them. */
const portsOf = (
  { port, parameter }: ListeningPort,
  listener: Listener,
  estate: Checked,
  { catalog }: Context,
): { readonly ports: readonly string[]; readonly written: Path | null } => {
  const facts = parameter === null ? undefined : catalog.parameters.get(parameter)
  if (facts === undefined) return { ports: [port], written: null }
  if (facts.scope === 'role') {
    const own = listener.ports.get(facts.id)
    return {
      ports: own ?? [facts.default],
      written: own === undefined ? null : [...listener.path, ...facts.key.split('.')],
    }
  }
  const own = estate.sites.get(listener.site ?? '')?.ports.get(facts.id)
  return {
    ports: own ?? [facts.default],
    written: own === undefined ? null : ['sites', listener.site ?? '', 'ports', facts.key],
  }
}

/** RPC gives the ports of its range to whatever asks first, so nothing with a fixed port may have it inside. */
export const checkStaticPorts = (estate: Checked, context: Context): void => {
  const { catalog, report } = context
  const listeners = listenersOf(estate, context)
  if (listeners.length === 0) return
  const held = new Set([...estate.hosts.values()].flatMap(({ roles }) => roles.map(({ role }) => role)))
  const isOn = (feature: string): boolean =>
    estate.features.has(feature) || (catalog.features.get(feature)?.roles ?? []).some((role) => held.has(role))
  const known = listeningPorts(context, isOn)
  const implied = new Map([...catalog.roles.keys()].map((role) => [role, possibleRoles(catalog, role)]))
  const clashes = new Map<string, Clash>()

  const note = (first: Clash['first'], port: string, what: string, written: Path | null): void => {
    if (!overlaps(port, first.rpc)) return
    const key = JSON.stringify([first.rpcPath, port, written])
    const clash = clashes.get(key) ?? { port, what, written, first, owners: new Set<string>() }
    clash.owners.add(first.owner)
    clashes.set(key, clash)
  }
  for (const listener of listeners)
    for (const role of implied.get(listener.role) ?? [])
      for (const listening of known.get(role) ?? []) {
        const { ports, written } = portsOf(listening, listener, estate, context)
        for (const port of ports) note(listener, port, listening.service, written)
      }
  // The way in of the administrators is open on every computer with a policy.
  if (estate.managementGiven)
    for (const { set, protocol, ports, service } of catalog.baseline)
      if (set === 'management' && protocol === 'tcp')
        for (const listener of listeners) for (const port of ports) note(listener, port, service, null)
  for (const flow of estate.flows)
    for (const end of flow.to) {
      const hit = listeners.filter(({ role, path }) => {
        if (end.kind === 'role') return implied.get(role)?.has(end.role) ?? false
        if (end.kind === 'clients') return path[0] === 'clients' && path[1] === end.name
        return end.kind === 'host' && path[0] === 'hosts' && String(path[1]).toLowerCase() === end.name
      })
      for (const listener of hit)
        for (const port of flow.ports)
          if (port !== 'dynamic')
            note(listener, port, flow.name, [...flow.path, flow.service === null ? 'ports' : 'service'])
    }

  for (const { port, what, written, first, owners } of clashes.values()) {
    const range = formatPortSet(first.rpc.ports).join(', ')
    const other = written === null ? first.path : first.rpcPath
    const message = written === null ? `${first.owner} listens on it.` : 'The RPC range stands here.'
    const parameters = { port, what, owner: first.owner, more: owners.size - 1, range }
    report('static-port-in-rpc-range', parameters, written ?? first.rpcPath, 'value', [{ message, path: other }])
  }
}
