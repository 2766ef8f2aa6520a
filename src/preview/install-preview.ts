// SPDX-License-Identifier: MIT

import { type Catalog, INSTALL_METHODS, type InstallMethod, type Product } from '../catalog/catalog-flow.ts'
import { methodFacts } from '../catalog/method-facts.ts'
import type { ClientGroup, Estate } from '../estate/estate.ts'
import { compileFlows } from '../flows/compile-flows.ts'
import { installNeeds } from '../flows/conditions.ts'
import type { Flow } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { compilePolicies } from '../rules/compile-policies.ts'
import type { Policy } from '../rules/policy.ts'
import { bothDirections } from './both-directions.ts'
import { indexFlows } from './flows-of-party.ts'
import { installNotes } from './install-notes.ts'
import { installOf } from './install-of.ts'
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
  /** The estate's policies, as a compile writes them; left out: they are compiled here. */
  readonly policies?: readonly Policy[]
}

export const previewInstall = (
  estate: Estate,
  catalog: Catalog,
  group: ClientGroup,
  method: InstallMethod,
  options: InstallOptions,
): InstallPreview => prepareInstalls(estate, catalog, options)(group, method)

/** Joins the flows of every group and method once, then shows one after the other. */
export const prepareInstalls = (
  estate: Estate,
  catalog: Catalog,
  { running, policies }: InstallOptions,
): ((group: ClientGroup, method: InstallMethod) => InstallPreview) => {
  const everyMethod = new Map(
    [...estate.clients].map(([name, group]): [string, ClientGroup] => [
      name,
      { ...group, install: INSTALL_METHODS.map((method) => installOf(group, method)) },
    ]),
  )
  const both = bothDirections(estate, everyMethod)
  const derived: Estate = running ? both : { ...both, flows: [], firewall: { ...both.firewall, settings: null } }
  const rows = catalog.flows.filter((entry) => entry.installMethods.length > 0)
  const { parties, flows } = compileFlows(derived, running ? catalog : { ...catalog, flows: rows, baseline: [] })
  const index = indexFlows(flows, parties)
  const held = new Set(parties.flatMap((party) => [...party.roles]))
  const written = leftOut(policies ?? policiesOf(estate, catalog))
  return (group, method) => {
    const party = parties.find(({ kind, name }) => kind === 'clients' && name === group.name) as Party
    const install = installOf(group, method)
    const own = index
      .flowsOf(party)
      .filter(
        ({ entry }) =>
          entry === null || entry.installMethods.length === 0 || installNeeds(derived, catalog, entry, install),
      )
    const drafted = compilePolicies(derived, catalog, index.partiesOf(own), own, running ? 'together' : 'apart')
    const client = rulesOf(drafted, group.name, 'clients', written)
    const servers = drafted
      .flatMap((policy) => policy.hosts)
      .map((host): ServerRules => ({ host, ...rulesOf(drafted, host, 'hosts', written) }))
      .filter(({ inbound, outbound }) => inbound.length + outbound.length > 0)
      .sort((a, b) => (a.host < b.host ? -1 : 1))
    const shown = [...new Map(own.map((flow) => [flow.id, flow])).values()]
    const printed = rows.filter((row) => row.installMethods.includes(method))
    return {
      estate: estate.name,
      product: estate.product,
      clients: group.name,
      method,
      running,
      client,
      servers,
      flows: shown,
      notes: [
        ...installNotes({ estate: derived, catalog, party, install, held, rows: printed, flows: shown }),
        ...writtenOtherwise(drafted, written),
      ],
      prerequisites: methodFacts(catalog, method)
        .needs.filter(({ products }) => products.includes(estate.product))
        .map(({ text }) => text),
      alternatives:
        client.inbound.length > 0 || printed.every((row) => row.product !== estate.product)
          ? predefinedGroups(estate.product, method)
          : [],
    }
  }
}

const policiesOf = (estate: Estate, catalog: Catalog): readonly Policy[] => {
  const { parties, flows } = compileFlows(estate, catalog)
  return compilePolicies(estate, catalog, parties, flows)
}

/** A rule that a compile does not write, and those of the policy that let its packets through. */
interface LeftOut {
  readonly displayName: string
  readonly by: readonly Rule[]
}

const leftOut = (policies: readonly Policy[]): ReadonlyMap<string, LeftOut> =>
  new Map(
    policies.flatMap(({ covered, rules }) =>
      covered.map(({ id, displayName, by }): readonly [string, LeftOut] => [
        id,
        { displayName, by: rules.filter((rule) => by.includes(rule.id)) },
      ]),
    ),
  )

/** A part of a rule that is not written is shown as a part of the one that is. */
const asWritten = (rule: Rule, written: ReadonlyMap<string, LeftOut>): Rule => {
  const names = namesOf(written.get(rule.id))
  const [by] = written.get(rule.id)?.by ?? []
  return by === undefined || names.length > 1 ? rule : { ...rule, id: by.id, displayName: by.displayName }
}

const namesOf = (left: LeftOut | undefined): readonly string[] => [
  ...new Set(left?.by.map(({ displayName }) => displayName)),
]

const writtenOtherwise = (
  drafted: readonly Policy[],
  written: ReadonlyMap<string, LeftOut>,
): readonly PreviewNote[] => {
  const ids = new Set(drafted.flatMap(({ rules }) => rules.map(({ id }) => id)))
  const texts = [...written].flatMap(([id, left]) =>
    ids.has(id)
      ? [
          `“${left.displayName}” is not written as a rule of its own: ${namesOf(left)
            .map((name) => `“${name}”`)
            .join(' and ')} of the same policy lets its packets through.`,
        ]
      : [],
  )
  return [...new Set(texts)].map((text) => ({ text, sources: [] }))
}

const rulesOf = (
  policies: readonly Policy[],
  name: string,
  kind: 'hosts' | 'clients',
  written: ReadonlyMap<string, LeftOut>,
): DirectionRules => {
  const rules = (policies.find((policy) => policy[kind].includes(name))?.rules ?? []).map((rule) =>
    asWritten(rule, written),
  )
  return {
    inbound: rules.filter((rule) => rule.direction === 'in'),
    outbound: rules.filter((rule) => rule.direction === 'out'),
  }
}
