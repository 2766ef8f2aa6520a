// SPDX-License-Identifier: MIT

import { count } from '../../diagnostics/count.ts'
import type { OwnFlow } from '../../estate/estate.ts'
import type { PageFocus, PageInput } from '../page-input.ts'
import { drawDiagram } from './diagram.ts'
import { hostSection } from './host-section.ts'
import { installSection } from './install-section.ts'
import { portSection } from './port-section.ts'
import { roleGraph } from './role-links.ts'
import { rpcRows, sqlRows } from './state-section.ts'
import { warningSection } from './warning-section.ts'
import { widenedRows } from './widened-section.ts'

const PRODUCT_NAMES = {
  cm2007: 'Configuration Manager 2007',
  cm2012: 'Configuration Manager 2012',
  cmcb: 'Configuration Manager, current branch',
} as const

const MOST_OWN = 500

/** Everything that stands on the page, in words; the template only arranges it. */
export const pageView = (input: PageInput, focus: PageFocus | null): object => {
  const { estate, policies, flows, parties } = input
  const host = focus?.kind === 'host' ? focus.name : null
  const whole = focus === null
  const groups = [...estate.clients.keys()]
  const rules = policies.reduce((sum, policy) => sum + policy.rules.length, 0)
  const graph = roleGraph(input)
  const names = new Map(graph.nodes.map(({ role, name }) => [role, name]))
  const ids = new Map(graph.nodes.map(({ role }, index) => [role, `n${index}`]))
  const hosts = focus?.kind === 'client' ? null : hostSection(input, host)
  const ports = focus?.kind === 'client' ? [] : portSection(input, host)
  const rpc = focus?.kind === 'client' ? [] : rpcRows(input, host)
  const sql = focus?.kind === 'client' ? [] : sqlRows(input, host)
  const widened = focus?.kind === 'client' ? [] : widenedRows(input, host)
  const install = focus?.kind === 'host' ? null : installSection(input, focus)
  const subject = focus === null ? null : focus.name
  return {
    title: [subject, estate.name, 'Windows Firewall policy'].filter((part) => part !== null).join(' – '),
    heading: subject ?? estate.name,
    facts: [
      { name: 'Estate', value: estate.name },
      {
        name: 'Product',
        value: `${PRODUCT_NAMES[estate.product]}${estate.version === null ? '' : ` ${estate.version}`}`,
      },
      { name: 'Sites', value: [...estate.sites.keys()].join(', ') || 'none' },
      { name: 'Hosts', value: count(parties.filter(({ kind }) => kind === 'host').length, 'host') },
      {
        name: 'Client groups',
        value: groups.length > 12 ? count(groups.length, 'group') : groups.join(', ') || 'none',
      },
      {
        name: 'Policies',
        value: `${count(policies.length, 'policy', 'policies')}, ${count(rules, 'rule')}, ${count(flows.length, 'flow')}`,
      },
      { name: 'Profiles', value: estate.firewall.profiles.join(', ') },
      { name: 'Directions', value: estate.firewall.direction === 'both' ? 'inbound and outbound' : 'inbound' },
      {
        name: 'One policy for',
        value: estate.firewall.scope === 'host' ? 'each host' : 'the hosts of a site with the same roles',
      },
      { name: 'Remote addresses', value: estate.firewall.remote === 'any' ? 'any' : 'exactly the peers' },
    ],
    version: input.version,
    warnings: warningSection(input),
    install,
    hasInstall: install !== null,
    whole,
    diagram: whole && graph.nodes.length > 0 ? drawDiagram(graph) : null,
    roles: graph.nodes.map(({ role, name }, index) => ({ id: `n${index}`, role, name })),
    links: graph.links.map(({ from, to, ports: list, services }) => ({
      from: names.get(from) ?? from,
      to: names.get(to) ?? to,
      ends: `${ids.get(from)} ${ids.get(to)}`,
      ports: list.join(', '),
      services: services.join(', '),
    })),
    hosts,
    hasHosts: hosts !== null && hosts.sets.length > 0,
    ports,
    hasPorts: ports.length > 0,
    rpc,
    sql,
    hasSql: sql.length > 0,
    hasState: rpc.length + sql.length > 0,
    widened,
    hasWidened: widened.length > 0,
    showWidened: focus?.kind !== 'client',
    exceptions: whole ? estate.except.map(exceptionView) : [],
    ownFlows: whole ? estate.flows.slice(0, MOST_OWN).map(ownFlowView) : [],
    moreOwnFlows: whole && estate.flows.length > MOST_OWN ? count(estate.flows.length - MOST_OWN, 'more flow') : '',
    hasExceptions: whole && estate.except.length > 0,
    hasOwnFlows: whole && estate.flows.length > 0,
    hasOwn: whole && estate.except.length + estate.flows.length > 0,
    documents: documentsOf(input),
  }
}

const exceptionView = (one: PageInput['estate']['except'][number]): object => ({
  flows:
    one.flows.length <= 8
      ? one.flows.join(', ')
      : `${one.flows.slice(0, 7).join(', ')} and ${one.flows.length - 7} more`,
  reason: one.reason,
  owner: one.owner ?? 'not named',
  expires: one.expires ?? 'never',
})

const ownFlowView = (flow: OwnFlow): object => ({
  name: flow.name,
  ports: flow.protocol === 'icmp' ? 'ICMP' : `${flow.protocol.toUpperCase()} ${flow.ports.join(', ')}`,
  reason: flow.reason,
  owner: flow.owner ?? 'not named',
  expires: flow.expires ?? 'never',
})

/** The documents that the flows cite, for whoever wants to look a line up. */
const documentsOf = ({ catalog, flows }: PageInput): readonly object[] => {
  const cited = new Set([
    ...flows.flatMap((flow) => flow.sources.map(({ document }) => document)),
    ...catalog.flows
      .filter(({ product, installMethods }) => installMethods.length > 0 && product === flows[0]?.entry?.product)
      .flatMap((row) => row.sources.map(({ document }) => document)),
  ])
  return [...cited].sort().map((id) => ({ id, title: catalog.documents.get(id)?.title ?? id }))
}
