// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { Estate, OwnFlow } from '../estate/estate.ts'
import type { Flow } from '../flows/flow.ts'
import { idWord } from '../flows/id-word.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { uniqueSources } from '../preview/preview-note.ts'
import type { Policy } from '../rules/policy.ts'
import { explainedSource } from './document-url.ts'
import type { ExplainedRule } from './explanation.ts'
import { listeningPorts, overlaps } from './port-query.ts'

export interface RuleFacts {
  readonly estate: Estate
  readonly catalog: Catalog
  readonly flows: ReadonlyMap<string, Flow>
  /** The estate's own flows by the id of what they became. */
  readonly own: ReadonlyMap<string, OwnFlow>
}

export const ownFlowsById = (estate: Estate): ReadonlyMap<string, OwnFlow> =>
  new Map(estate.flows.map((flow) => [`own/${idWord(flow.name)}`, flow]))

const joined = (texts: readonly (string | null | undefined)[]): string | null =>
  [...new Set(texts.filter((text) => text != null && text !== ''))].join('; ') || null

/** A rule of a policy with reason, owner and documents; `host` is the one that was asked for. */
export const explainRule = (facts: RuleFacts, policy: Policy, rule: Rule, host: string | null): ExplainedRule => {
  const flows = rule.flows.flatMap((id) => facts.flows.get(id) ?? [])
  const own = rule.flows.flatMap((id) => facts.own.get(id) ?? [])
  const members = [...policy.hosts, ...policy.clients]
  const wider = widerBy(facts, policy, rule, flows, host)
  return {
    rule,
    policy: policy.id,
    host: host ?? (members.length === 1 ? (members[0] as string) : null),
    reason: [...new Set(flows.map(({ id, text }) => facts.own.get(id)?.reason ?? text))].join(' '),
    owner: joined(own.map(({ owner }) => owner)),
    ticket: joined(own.map((flow) => (flow as { readonly ticket?: string | null }).ticket)),
    expires:
      own
        .map(({ expires }) => expires)
        .filter((date) => date !== null)
        .sort()[0] ?? null,
    narrow: wider.length === 0,
    wider,
    sources: uniqueSources(flows.flatMap(({ sources }) => sources)).map((source) =>
      explainedSource(facts.catalog, source),
    ),
  }
}

/** What passes beyond the flows: any sender, hosts of a shared policy that do not need it, all of dynamic RPC. */
const widerBy = (
  { estate }: RuleFacts,
  policy: Policy,
  rule: Rule,
  flows: readonly Flow[],
  host: string | null,
): readonly string[] => {
  if (rule.direction !== 'in' || rule.action !== 'allow') return []
  const anySender = rule.remoteAddresses.length === 0 && !flows.some(({ from }) => from.any !== null)
  const ports = listeningPorts(rule, policy.dynamicRange)
  const shared = policy.widened.filter(
    (one) =>
      (host === null || one.host === host) &&
      (one.protocol === rule.protocol || (one.protocol === 'icmp' && String(rule.protocol).startsWith('icmp'))) &&
      overlaps(ports, listeningPorts({ ...rule, localPorts: one.ports }, policy.dynamicRange)),
  )
  return [
    ...(anySender && estate.firewall.remote === 'any'
      ? ['Any address may call: the estate says `firewall.remote: any`.']
      : []),
    ...(rule.localPorts.includes('RPC')
      ? [`Dynamic RPC is not restricted here (${policy.dynamicRange}): \`firewall.rpc\` limits it to a range.`]
      : []),
    ...new Set(
      shared.map((one) => `${one.from} may reach ${one.host} without a need of that host: ${one.reason}`).slice(0, 5),
    ),
  ]
}
