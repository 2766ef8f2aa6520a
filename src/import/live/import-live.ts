// SPDX-License-Identifier: MIT
import type { Catalog } from '../../catalog/catalog-flow.ts'
import { lineFinder } from '../../formats/json/line-finder.ts'
import { readJsonValues } from '../../formats/json/read-json.ts'
import { readWmiJson } from '../../formats/wmi-json/read-wmi-json.ts'
import { type Resolver, resolveNames } from '../name-resolver.ts'
import { buildLiveEstate } from './build-live-estate.ts'
import { liveReport } from './live-report.ts'
import type { LiveRow } from './live-row.ts'
import { joinFacts, type LiveFacts, readLive } from './read-live.ts'
import { writeLiveEstate } from './write-live-estate.ts'

export interface LiveInput {
  readonly path: string
  readonly text: string
}

export interface LiveImport {
  /** Null where the facts are no description of a hierarchy, or no facts at all. */
  readonly estate: string | null
  /** For a terminal. */
  readonly report: string
}

const readInput = ({ path, text }: LiveInput): LiveFacts | { readonly fault: string } => {
  const json = readJsonValues(text)
  const lines = lineFinder(text)
  const place = (offset: number): string => {
    const { line, column } = lines(offset)
    return `${path}:${line}:${column}`
  }
  if ('fault' in json) return { fault: `${place(json.offset)}: ${json.fault}` }
  return readLive(readWmiJson(json.nodes), place)
}

const addressRow = (host: string, addresses: readonly string[], reason: string): LiveRow => ({
  class: 'PortwrightAddresses',
  place: 'DNS',
  values: new Map([
    ['host', host],
    ['reason', reason],
  ]),
  lists: new Map([['addresses', addresses]]),
  props: new Map(),
  propLists: new Map(),
})

/** Facts of a live site (answers of the AdminService, objects of WMI, of the console’s cmdlets or of the export script) as an estate. */
export const importLive = async (
  inputs: readonly LiveInput[],
  catalog: Catalog,
  resolve: Resolver | null,
): Promise<LiveImport> => {
  const read = inputs.map(readInput)
  const faults = read.flatMap((one) => ('fault' in one ? [one.fault] : []))
  if (faults.length > 0)
    return { estate: null, report: `${faults.map((fault) => `error: ${fault}.`).join('\n')}\nNo estate is written.\n` }
  const facts = joinFacts(read.flatMap((one) => ('fault' in one ? [] : [one])))
  let built = buildLiveEstate(facts, catalog)
  if (resolve !== null && built.unresolved.length > 0) {
    const answers = await resolveNames(built.unresolved, resolve)
    const rows = [...answers].map(([host, { addresses, reason }]) => addressRow(host, addresses, reason))
    built = buildLiveEstate({ ...facts, rows: [...facts.rows, ...rows] }, catalog)
  }
  const conflicts =
    built.estate.sites.length + built.estate.hosts.length === 0
      ? [...built.conflicts, 'No site and no host is among the facts']
      : built.conflicts
  return {
    estate: conflicts.length > 0 ? null : writeLiveEstate(built.estate),
    report: liveReport(inputs.length, facts, built, conflicts),
  }
}
