// SPDX-License-Identifier: MIT
import type { Catalog, CatalogFlow } from '../catalog/catalog-flow.ts'
import { inVersion } from '../catalog/in-version.ts'
import { ordinaryClient } from '../catalog/ordinary-client.ts'
import type { Estate, Install } from '../estate/estate.ts'
import { featureApplies, installNeeds, modeApplies } from '../flows/conditions.ts'
import type { Flow } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import { notesOfFlows, type PreviewNote } from './preview-note.ts'

export interface InstallFacts {
  readonly estate: Estate
  readonly catalog: Catalog
  readonly party: Party
  readonly install: Install
  /** Every role that somebody in the estate holds. */
  readonly held: ReadonlySet<string>
  /** Every row of the method, of any product and kind. */
  readonly rows: readonly CatalogFlow[]
  readonly flows: readonly Flow[]
}

/** What a reader of the rules has to know: gaps first, then what the documents say is not needed, then the rows' notes. */
export const installNotes = (facts: InstallFacts): readonly PreviewNote[] => [
  ...withoutRows(facts),
  ...withoutPolicy(facts),
  ...gaps(facts),
  ...notNeeded(facts),
  ...notesOfFlows(facts.catalog, facts.flows),
]

const current = ({ estate, rows }: InstallFacts): readonly CatalogFlow[] =>
  rows.filter((row) => row.product === estate.product && (estate.version === null || inVersion(row, estate.version)))

const withoutRows = (facts: InstallFacts): readonly PreviewNote[] => {
  if (facts.rows.some((row) => row.product === facts.estate.product)) return []
  const document = [...facts.catalog.documents.values()].find((one) => one.product === facts.estate.product)
  return [
    {
      text: 'The port document of this product prints no ports by installation method: nothing is opened for the installation.',
      sources: document === undefined ? [] : [{ document: document.id, section: document.title, line: null }],
    },
  ]
}

const withoutPolicy = ({ party, catalog }: InstallFacts): readonly PreviewNote[] => [
  ...(party.firewall
    ? []
    : [{ text: `${party.name} has no Windows Firewall policy: only the servers get rules.`, sources: [] }]),
  ...(party.roles.has(ordinaryClient(catalog))
    ? []
    : [
        {
          text: `${party.name} holds the role ${catalog.roles.get(party.group?.role ?? '')?.name ?? party.group?.role}, which is not installed by these methods.`,
          sources: [],
        },
      ]),
]

/** Rows that would apply if somebody held the role on the other side. */
const gaps = (facts: InstallFacts): readonly PreviewNote[] => {
  const { estate, catalog, party, install, held, flows } = facts
  const client = ordinaryClient(catalog)
  if (!party.roles.has(client)) return []
  const site = party.site === null ? null : (estate.sites.get(party.site) ?? null)
  const seen = new Set(flows.map((flow) => flow.entry?.id))
  const left = new Map(estate.except.flatMap((one) => one.flows.map((id): [string, string] => [id, one.reason])))
  return current(facts)
    .filter((row) => row.kind === 'flow' && !seen.has(row.id))
    .filter(
      (row) =>
        featureApplies(estate, catalog, held, row) &&
        installNeeds(estate, catalog, row, install) &&
        modeApplies(site, row),
    )
    .map((row) => {
      const other = row.from === client ? row.to : (row.from as string)
      const reason = left.get(row.id)
      const where = party.site === null ? 'The estate' : `Site ${party.site}`
      return {
        text:
          reason === undefined
            ? `${where} has no host with the role “${catalog.roles.get(other)?.name ?? other}”, so this row opens nothing: ${row.text}`
            : `Left out by the estate (${reason}): ${row.text}`,
        sources: row.sources,
      }
    })
}

const notNeeded = (facts: InstallFacts): readonly PreviewNote[] =>
  current(facts)
    .filter((row) => row.kind === 'not-required' || row.kind === 'not-recommended')
    .map((row) => ({
      text: `${row.kind === 'not-required' ? 'Not needed' : 'Not recommended'}: ${row.text}`,
      sources: row.sources,
    }))
