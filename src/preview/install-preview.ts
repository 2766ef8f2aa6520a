// SPDX-License-Identifier: MIT
import type { Catalog, InstallMethod, Product } from '../catalog/catalog-flow.ts'
import type { ClientGroup, Estate } from '../estate/estate.ts'
import { compileFlows } from '../flows/compile-flows.ts'
import type { Flow } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { compilePolicies } from '../rules/compile-policies.ts'
import { bothDirections } from './both-directions.ts'
import { flowsOfParty, partiesIn } from './flows-of-party.ts'
import { installNotes } from './install-notes.ts'
import { installOf } from './install-of.ts'
import { installPrerequisites } from './install-prerequisites.ts'
import { type PredefinedGroup, predefinedGroups } from './predefined-groups.ts'
import type { PreviewNote } from './preview-note.ts'

export interface DirectionRules {
  readonly inbound: readonly Rule[]
  readonly outbound: readonly Rule[]
}

export interface ServerRules extends DirectionRules {
  readonly host: string
}

/** What the installation of a client group by one method opens, on the clients and on each server that takes part. */
export interface InstallPreview {
  readonly estate: string
  readonly product: Product
  readonly clients: string
  readonly method: InstallMethod
  readonly running: boolean
  readonly client: DirectionRules
  readonly servers: readonly ServerRules[]
  readonly flows: readonly Flow[]
  readonly notes: readonly PreviewNote[]
  readonly prerequisites: readonly string[]
  /** Rule groups of Windows that an administrator may enable instead of the client's inbound rules. */
  readonly alternatives: readonly PredefinedGroup[]
}

export interface InstallOptions {
  /** Also what the installed client needs afterwards. */
  readonly running: boolean
}

export const previewInstall = (
  estate: Estate,
  catalog: Catalog,
  group: ClientGroup,
  method: InstallMethod,
  options: InstallOptions,
): InstallPreview => previewInstalls(estate, catalog, method, options, [group])[0] as InstallPreview

/** The same for several groups at once: the flows are joined only once. */
export const previewInstalls = (
  estate: Estate,
  catalog: Catalog,
  method: InstallMethod,
  { running }: InstallOptions,
  groups: readonly ClientGroup[] = [...estate.clients.values()],
): readonly InstallPreview[] => {
  const asked = new Map(
    [...estate.clients].map(([name, group]): [string, ClientGroup] => [
      name,
      { ...group, install: [installOf(group, method)] },
    ]),
  )
  const rows = catalog.flows.filter((entry) => entry.installMethods.includes(method))
  const both = bothDirections(estate, asked)
  const derived: Estate = running ? both : { ...both, flows: [], firewall: { ...both.firewall, settings: null } }
  const compiled = compileFlows(derived, running ? catalog : { ...catalog, flows: rows, baseline: [] })
  return groups.map((group) => {
    const party = compiled.parties.find(({ kind, name }) => kind === 'clients' && name === group.name) as Party
    const own = flowsOfParty(compiled.flows, party)
    const policies = compilePolicies(derived, catalog, partiesIn(own, compiled.parties), own)
    const rulesOf = (name: string, kind: 'hosts' | 'clients'): DirectionRules => {
      const rules = policies.find((policy) => policy[kind].includes(name))?.rules ?? []
      return {
        inbound: rules.filter((rule) => rule.direction === 'in'),
        outbound: rules.filter((rule) => rule.direction === 'out'),
      }
    }
    const flows = [...new Map(own.map((flow) => [flow.id, flow])).values()]
    const client = rulesOf(group.name, 'clients')
    return {
      estate: estate.name,
      product: estate.product,
      clients: group.name,
      method,
      running,
      client,
      servers: policies
        .flatMap((policy) => policy.hosts)
        .map((host): ServerRules => ({ host, ...rulesOf(host, 'hosts') }))
        .filter(({ inbound, outbound }) => inbound.length + outbound.length > 0)
        .sort((a, b) => (a.host < b.host ? -1 : 1)),
      flows,
      notes: installNotes({ estate: derived, catalog, party, parties: compiled.parties, rows, flows }),
      prerequisites: installPrerequisites(estate.product, method),
      alternatives:
        client.inbound.length > 0 || rows.every((row) => row.product !== estate.product)
          ? predefinedGroups(estate.product, method)
          : [],
    }
  })
}
