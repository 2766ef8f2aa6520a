// SPDX-License-Identifier: MIT
import type { CatalogFlow } from '../catalog/catalog-flow.ts'
import { whyNot } from '../flows/why-not.ts'
import { documentRows } from './document-rows.ts'
import type { ExplainInput, Finder, Found } from './finder.ts'
import { belongsTo } from './party-facts.ts'

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

export const entry: Finder = (input, what) => {
  const found = input.catalog.flows.filter(({ id }) => id === what)
  return found.length === 0 ? null : ofEntries(input, found, { kind: 'entry', subject: what })
}

export const document: Finder = (input, what) => {
  const entries = documentRows(input.catalog, what)
  return entries === null ? null : ofEntries(input, entries, { kind: 'document', subject: what })
}

export const role: Finder = ({ catalog, parties, flows }, what) => {
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
