// SPDX-License-Identifier: MIT
import type { Catalog, CatalogFlow } from '../catalog/catalog-flow.ts'
import { DIAGNOSTICS } from '../diagnostics/diagnostic-table.ts'
import type { Estate } from '../estate/estate.ts'
import type { Flow } from '../flows/flow.ts'
import { flowRecord } from '../flows/flow-record.ts'
import type { Party } from '../flows/party.ts'
import { whyNot } from '../flows/why-not.ts'
import {
  type AddressSet,
  formatAddressSet,
  intersectAddresses,
  isEmptyAddressSet,
  parseAddress,
  parseAddresses,
} from '../formats/address/address-set.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { uniqueSources } from '../preview/preview-note.ts'
import type { Policy } from '../rules/policy.ts'
import { documentRows } from './document-rows.ts'
import { explainedSource } from './document-url.ts'
import { explainRule, ownFlowsById, type RuleFacts } from './explain-rule.ts'
import type { Explanation } from './explanation.ts'
import { readPortQuery, ruleAnswers } from './port-query.ts'

export interface ExplainInput {
  readonly estate: Estate
  readonly catalog: Catalog
  readonly parties: readonly Party[]
  readonly flows: readonly Flow[]
  readonly policies: readonly Policy[]
}

interface Found {
  readonly kind: Explanation['kind']
  readonly subject: string
  readonly about?: readonly string[]
  /** The party that was asked for. */
  readonly host?: string
  readonly rules?: (policy: Policy, rule: Rule) => boolean
  readonly flows?: (flow: Flow) => boolean
  readonly entries?: readonly CatalogFlow[]
}

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

type Finder = (input: ExplainInput, what: string) => Found | null

const partyOf = ({ parties }: ExplainInput, name: string): Party | undefined =>
  parties.find((party) => (party.kind === 'host' ? party.name === name.toLowerCase() : party.name === name))

const belongsTo = (policy: Policy, party: Party): boolean =>
  (party.kind === 'host' ? policy.hosts : policy.clients).includes(party.name)

const meets = (one: AddressSet, other: AddressSet): boolean => !isEmptyAddressSet(intersectAddresses(one, other))

/** A rule of a shared policy that names local addresses is for the hosts that have them. */
const concerns = (policy: Policy, { localAddresses }: Rule, party: Party): boolean => {
  if (!belongsTo(policy, party)) return false
  const local = localAddresses.length === 0 ? null : parseAddresses(localAddresses, true)
  return local === null || meets(local, party.addresses)
}

const aboutParty = ({ catalog, policies }: ExplainInput, party: Party): string => {
  const roles = (party.host?.roles.map(({ role }) => role) ?? [party.group?.role ?? '']).map(
    (role) => catalog.roles.get(role)?.name ?? role,
  )
  const policy = policies.find((one) => belongsTo(one, party))
  const site = party.site === null ? 'serves every site' : `site ${party.site}`
  return `${[...new Set(roles)].join(', ') || 'no role'}; ${site}; ${formatAddressSet(party.addresses).slice(0, 4).join(', ')}; ${policy === undefined ? 'no policy' : `policy ${policy.id}`}`
}

const party: Finder = (input, what) => {
  const found = partyOf(input, what)
  if (found === undefined) return null
  return {
    kind: found.kind,
    subject: found.name,
    about: [aboutParty(input, found)],
    host: found.name,
    rules: (policy, rule) => concerns(policy, rule, found),
  }
}

const partyPort: Finder = (input, what) => {
  const [, name = '', port = ''] = /^(.+)\s+(\S+)$/s.exec(what.trim()) ?? []
  const [found, query] = [partyOf(input, name), readPortQuery(port)]
  if (found === undefined || query === null) return null
  return {
    kind: 'host-port',
    subject: `${found.name} ${port.toLowerCase()}`,
    about: [aboutParty(input, found)],
    host: found.name,
    rules: (policy, rule) => concerns(policy, rule, found) && ruleAnswers(rule, query, policy.dynamicRange),
  }
}

const port: Finder = (_, what) => {
  const query = readPortQuery(what)
  return query === null
    ? null
    : {
        kind: 'port',
        subject: what.toLowerCase(),
        rules: (policy, rule) => ruleAnswers(rule, query, policy.dynamicRange),
      }
}

const policy: Finder = ({ policies }, what) => {
  const found = policies.find(({ id, name }) => id === what || name === what)
  if (found === undefined) return null
  const members = [...found.hosts, ...found.clients]
  return {
    kind: 'policy',
    subject: found.id,
    about: [`${found.name}; for ${members.join(', ')}`],
    rules: (one) => one === found,
  }
}

/** A rule that was left out since others cover it is known still: an earlier output, or a server, may hold it. */
const rule: Finder = ({ policies }, what) => {
  const isMeant = ({ id, displayName }: Pick<Rule, 'id' | 'displayName'>): boolean =>
    id === what || displayName === what
  const covered = policies.flatMap((policy) => policy.covered.filter(isMeant).map((one) => ({ policy, one })))
  const wider = new Set(covered.flatMap(({ one }) => one.by))
  if (covered.length === 0 && !policies.some(({ rules }) => rules.some(isMeant))) return null
  return {
    kind: 'rule',
    subject: what,
    about: covered.map(
      ({ policy, one }) =>
        `“${one.displayName}” of ${policy.id} is not written: ${one.by.length === 1 ? 'a rule that stays for reasons of its own lets' : 'rules that stay for reasons of their own let'} all of it through.`,
    ),
    rules: (_, one) => isMeant(one) || wider.has(one.id),
  }
}

const ownFlow: Finder = ({ estate }, what) => {
  const id = [...ownFlowsById(estate)].find(([key, { name }]) => name === what || key === what)
  if (id === undefined) return null
  const [key, { name, reason, owner, expires }] = id
  return {
    kind: 'own-flow',
    subject: name,
    about: [`${reason}${owner === null ? '' : `; owner ${owner}`}${expires === null ? '' : `; expires ${expires}`}`],
    rules: (_, one) => one.flows.includes(key),
    flows: (flow) => flow.id === key,
  }
}

const flow: Finder = ({ flows }, what) =>
  flows.some(({ id }) => id === what)
    ? { kind: 'flow', subject: what, rules: (_, one) => one.flows.includes(what), flows: ({ id }) => id === what }
    : null

/** Rows of the catalogue, with the reason where the estate has no flow of one. */
const ofEntries = (
  input: ExplainInput,
  entries: readonly CatalogFlow[],
  more: Pick<Found, 'kind' | 'subject'>,
): Found => {
  const { estate, catalog, parties, flows } = input
  const ids = new Set(entries.map(({ id }) => id))
  const used = new Set(flows.filter(({ entry }) => entry !== null && ids.has(entry.id)).map(({ entry }) => entry?.id))
  const own = new Set(flows.filter(({ entry }) => entry !== null && ids.has(entry.id)).map(({ id }) => id))
  return {
    ...more,
    about: entries.map(
      (entry) =>
        `${entry.id}: ${entry.text}${used.has(entry.id) ? '' : ` Not part of this estate: ${whyNot(estate, catalog, parties, entry)}.`}`,
    ),
    entries,
    rules: (_, one) => one.flows.some((id) => own.has(id)),
    flows: ({ id }) => own.has(id),
  }
}

const entry: Finder = (input, what) => {
  const found = input.catalog.flows.filter(({ id }) => id === what)
  return found.length === 0 ? null : ofEntries(input, found, { kind: 'entry', subject: what })
}

const document: Finder = (input, what) => {
  const entries = documentRows(input.catalog, what)
  return entries === null ? null : ofEntries(input, entries, { kind: 'document', subject: what })
}

const role: Finder = ({ catalog, parties, flows }, what) => {
  const found =
    catalog.roles.get(what) ?? [...catalog.roles.values()].find(({ name }) => name.toLowerCase() === what.toLowerCase())
  if (found === undefined) return null
  const holders = parties.filter(({ roles }) => roles.has(found.id))
  const names = holders.map(({ name }) => name)
  const of = (end: 'fromRole' | 'toRole'): ReadonlySet<string> =>
    new Set(flows.filter((one) => one[end] === found.id).map(({ id }) => id))
  const [sent, answered] = [of('fromRole'), of('toRole')]
  return {
    kind: 'role',
    subject: found.id,
    about: [
      `${found.name}${found.note === null ? '' : `. ${found.note}`}`,
      names.length === 0
        ? 'Nobody in this estate holds it.'
        : `Held by ${names.slice(0, 10).join(', ')}${names.length > 10 ? ` and ${names.length - 10} more` : ''}.`,
    ],
    rules: (one, { flows: ids, direction }) =>
      holders.some((holder) => belongsTo(one, holder)) &&
      ids.some((id) => (direction === 'in' ? answered : sent).has(id)),
    flows: ({ id }) => sent.has(id) || answered.has(id),
  }
}

const owner: Finder = ({ estate }, what) => {
  const ids = [...ownFlowsById(estate)].filter(([, one]) => one.owner?.toLowerCase() === what.toLowerCase())
  const except = estate.except.filter((one) => one.owner?.toLowerCase() === what.toLowerCase())
  if (ids.length + except.length === 0) return null
  const keys = new Set(ids.map(([key]) => key))
  return {
    kind: 'owner',
    subject: what,
    about: [
      ...ids.map(
        ([, one]) => `flow ${one.name}: ${one.reason}${one.expires === null ? '' : `; expires ${one.expires}`}`,
      ),
      ...except.map(
        (one) =>
          `exception from ${one.flows.join(', ')}: ${one.reason}${one.expires === null ? '' : `; expires ${one.expires}`}`,
      ),
    ],
    rules: (_, { flows }) => flows.some((id) => keys.has(id)),
    flows: ({ id }) => keys.has(id),
  }
}

const addressRules = (addresses: AddressSet, own: readonly Party[]): NonNullable<Found['rules']> => {
  const known = new Map<string, boolean>()
  const names = (texts: readonly string[]): boolean => {
    const key = texts.join(' ')
    const set = known.has(key) ? null : parseAddresses(texts, true)
    if (!known.has(key)) known.set(key, set !== null && meets(set, addresses))
    return known.get(key) === true
  }
  return (one, { remoteAddresses }) =>
    own.some((holder) => belongsTo(one, holder)) || (remoteAddresses.length > 0 && names(remoteAddresses))
}

const address: Finder = (input, what) => {
  const addresses = parseAddress(what)
  if (addresses === null || addresses.keywords.length > 0) return null
  const { parties, estate } = input
  const holders = parties.filter((one) => meets(one.addresses, addresses))
  const networks = [...estate.networks]
    .filter(([, network]) => meets(addressesOf(network), addresses))
    .map(([name]) => name)
  const hosts = holders.filter(({ kind }) => kind === 'host')
  return {
    kind: 'address',
    subject: what,
    about: [
      ...(holders.length === 0
        ? ['No host or client group of the estate has it.']
        : holders.slice(0, 10).map((one) => `${one.name}: ${aboutParty(input, one)}`)),
      ...(networks.length === 0 ? [] : [`In the networks ${networks.join(', ')}.`]),
    ],
    rules: addressRules(addresses, hosts.length > 0 ? hosts : holders),
  }
}

const addressesOf = (network: unknown): AddressSet =>
  (network as { readonly addresses?: AddressSet }).addresses ?? (network as AddressSet)

const network: Finder = (input, what) => {
  const found = input.estate.networks.get(what)
  if (found === undefined) return null
  const addresses = addressesOf(found)
  return {
    kind: 'network',
    subject: what,
    about: [formatAddressSet(addresses).join(', ')],
    rules: addressRules(addresses, []),
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
