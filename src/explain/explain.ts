// SPDX-License-Identifier: MIT
import { DIAGNOSTICS } from '../diagnostics/diagnostic-table.ts'
import { flowRecord } from '../flows/flow-record.ts'
import { uniqueSources } from '../preview/preview-note.ts'
import { explainedSource } from './document-url.ts'
import { explainRule, ownFlowsById, type RuleFacts } from './explain-rule.ts'
import type { Explanation } from './explanation.ts'
import { address, network } from './find-addresses.ts'
import { document, entry, role } from './find-documents.ts'
import { party, partyPort, policy, port } from './find-parties.ts'
import { flow, owner, ownFlow, rule } from './find-rules.ts'
import type { ExplainInput, Finder, Found } from './finder.ts'

/** What a word means in an estate, and which rules, flows and document lines stand behind it; null where nothing is called so. */
export const explain = (input: ExplainInput, what: string): Explanation | null => {
  const found = FINDERS.reduce<Found | null>((known, find) => known ?? find(input, what), null)
  return found === null ? null : answer(input, found)
}

/** The help of a diagnostic; needs no estate. */
export const explainCode = (what: string): Explanation | null => {
  if (!Object.hasOwn(DIAGNOSTICS, what)) return null
  const { severity, help } = DIAGNOSTICS[what as keyof typeof DIAGNOSTICS]
  return {
    kind: 'code',
    subject: what,
    about: [`${what} (${severity})`, help],
    sources: [],
    rules: [],
    flows: [],
    notes: [],
  }
}

/** Every name that `explain` knows, for a near word. */
export const explainableNames = ({ estate, catalog, parties, flows, policies }: ExplainInput): readonly string[] => [
  ...parties.map(({ name }) => name),
  ...policies.map(({ id }) => id),
  ...estate.flows.flatMap(({ name, owner }) => [name, ...(owner === null ? [] : [owner])]),
  ...estate.networks.keys(),
  ...catalog.roles.keys(),
  ...flows.map(({ id }) => id),
  ...catalog.flows.map(({ id }) => id),
  ...Object.keys(DIAGNOSTICS),
]

const answer = (input: ExplainInput, found: Found): Explanation => {
  const { estate, catalog, policies } = input
  const facts: RuleFacts = {
    estate,
    catalog,
    flows: new Map(input.flows.map((flow) => [flow.id, flow])),
    own: ownFlowsById(estate),
  }
  const rules = policies.flatMap((policy) =>
    policy.rules
      .filter((rule) => found.rules?.(policy, rule) === true)
      .map((rule) => explainRule(facts, policy, rule, found.host ?? null)),
  )
  const behind = new Set(rules.flatMap(({ rule }) => rule.flows))
  const flows = input.flows.filter((flow) => behind.has(flow.id) || found.flows?.(flow) === true)
  const notes = new Set([
    ...flows.flatMap(({ entry }) => entry?.notes ?? []),
    ...(found.entries ?? []).flatMap((one) => one.notes),
  ])
  return {
    kind: found.kind,
    subject: found.subject,
    about: found.about ?? [],
    sources: uniqueSources((found.entries ?? []).flatMap(({ sources }) => sources)).map((source) =>
      explainedSource(catalog, source),
    ),
    rules,
    flows: flows.map(flowRecord),
    notes: [...notes].map((id) => ({ id, text: catalog.notes.get(id) ?? '' })),
  }
}

/** In the order in which a word is looked for: names of the estate before anything that only looks like one. */
const FINDERS: readonly Finder[] = [
  party,
  partyPort,
  policy,
  rule,
  ownFlow,
  network,
  flow,
  entry,
  role,
  owner,
  port,
  document,
  address,
]
