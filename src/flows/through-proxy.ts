// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { Flow } from './flow.ts'
import type { FlowContext } from './flow-context.ts'
import { idWord } from './id-word.ts'
import type { Party } from './party.ts'

/** The role by which a party is a proxy server. */
export const proxyRole = (catalog: Catalog, party: Party): string | null =>
  [...party.roles].find((role) => catalog.roles.get(role)?.proxy === true) ?? null

/** What hosts that name a proxy send to roles that are anywhere, or to proxies, goes to their own proxy alone. */
export const throughProxy = (context: FlowContext, flow: Flow, site: string | null): readonly Flow[] => {
  const { catalog, ends, proxies } = context
  const role = catalog.roles.get(flow.toRole ?? '')
  const named = flow.from.parties.filter((party) => party.host?.proxy != null)
  if (named.length === 0 || flow.protocol !== 'tcp' || !(role?.anywhere || role?.proxy)) return [flow]
  const others = flow.from.parties.filter((party) => party.host?.proxy == null)
  const direct = others.length === 0 ? [] : [{ ...flow, from: ends.ofParties(others) }]
  const carried = [...Map.groupBy(named, (party) => party.host?.proxy as string)].flatMap(([name, all]) => {
    const proxy = proxies.get(name)
    const senders = all.filter((party) => party !== proxy)
    if (proxy === undefined || senders.length === 0) return []
    return [
      {
        ...flow,
        id: `${flow.id}:via-${idWord(name)}`,
        toRole: proxyRole(catalog, proxy),
        from: ends.ofParties(senders),
        to: ends.ofParties([proxy]),
        ports: portsOfProxy(context, proxy, site),
      },
    ]
  })
  return [...direct, ...carried]
}

/** All connections take the one port of the proxy. */
const portsOfProxy = ({ estate, catalog }: FlowContext, proxy: Party, site: string | null): readonly string[] => {
  const role = proxyRole(catalog, proxy)
  const parameter = [...catalog.parameters.values()].find(
    ({ scope, roles }) => scope === 'role' && role !== null && roles.includes(role),
  )
  if (parameter === undefined) throw new Error(`${role} has no port in the catalogue`)
  const own = proxy.host?.roles.find((held) => held.role === role)?.ports.get(parameter.id)
  const ofSite = estate.sites.get(proxy.site ?? site ?? '')?.ports
  return own ?? (parameter.siteDefault === null ? undefined : ofSite?.get(parameter.siteDefault)) ?? [parameter.default]
}
