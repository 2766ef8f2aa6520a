// SPDX-License-Identifier: MIT
import type { Catalog, Product } from '../catalog/catalog-flow.ts'
import type { Estate, Host } from '../estate/estate.ts'
import { compileFlows } from '../flows/compile-flows.ts'
import type { Flow } from '../flows/flow.ts'
import type { RegistryValue } from '../formats/rule/registry-value.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { compilePolicies } from '../rules/compile-policies.ts'
import type { Widened } from '../rules/policy.ts'
import { groupParties } from '../rules/policy-group.ts'
import { bothDirections } from './both-directions.ts'
import { notesOfFlows, type PreviewNote } from './preview-note.ts'

/** Everything about one host: its policy's rules both ways, whatever direction is compiled, and why each is there. */
export interface HostPreview {
  readonly estate: string
  readonly product: Product
  readonly host: string
  readonly site: string | null
  readonly os: string | null
  readonly roles: readonly string[]
  /** Null where no Windows Firewall policy applies to the host. */
  readonly policy: { readonly id: string; readonly name: string; readonly hosts: readonly string[] } | null
  readonly inbound: readonly Rule[]
  readonly outbound: readonly Rule[]
  readonly registry: readonly RegistryValue[]
  readonly widened: readonly Widened[]
  readonly flows: readonly Flow[]
  readonly notes: readonly PreviewNote[]
}

export const previewHost = (estate: Estate, catalog: Catalog, host: Host): HostPreview => {
  const derived = bothDirections(estate)
  const { parties, flows } = compileFlows(derived, catalog)
  const isHost = (party: { readonly kind: string; readonly name: string }): boolean =>
    party.kind === 'host' && party.name === host.name
  // Only the policy of the host is drafted: the other policies are nobody's question here.
  const sharing = groupParties(derived, parties).find((group) => group.parties.some(isHost))
  const names = new Set(sharing?.parties.map((party) => party.name) ?? [])
  const served = [...derived.hosts.values()]
    .filter((other) => other.members?.includes(host.name) === true)
    .map((other) => other.name)
  const mine = new Set([host.name, ...served])
  const policy =
    sharing === undefined
      ? undefined
      : compilePolicies(derived, catalog, sharing.parties, flows).find((one) =>
          one.hosts.some((name) => names.has(name)),
        )
  const rules = policy?.rules ?? []
  const ids = new Set(rules.flatMap((rule) => rule.flows))
  const concerns = (flow: Flow): boolean =>
    ids.has(flow.id) ||
    [...flow.from.parties, ...flow.to.parties].some((party) => party.kind === 'host' && mine.has(party.name))
  const own = flows.filter(concerns)
  return {
    estate: estate.name,
    product: estate.product,
    host: host.name,
    site: host.site,
    os: host.os,
    roles: host.roles.map((role) => role.role),
    policy: policy === undefined ? null : { id: policy.id, name: policy.name, hosts: policy.hosts },
    inbound: rules.filter((rule) => rule.direction === 'in'),
    outbound: rules.filter((rule) => rule.direction === 'out'),
    registry: policy?.registry ?? [],
    widened: (policy?.widened ?? []).filter((one) => one.host === host.name),
    flows: own,
    notes: [
      ...(policy === undefined
        ? [{ text: `${host.name} has no Windows Firewall policy of its own.`, sources: [] }]
        : []),
      ...(host.members === null
        ? []
        : [
            { text: `${host.name} is a name that ${host.members.join(', ')} serve: they hold its rules.`, sources: [] },
          ]),
      ...notesOfFlows(catalog, own),
    ],
  }
}
