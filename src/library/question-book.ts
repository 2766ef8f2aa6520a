// SPDX-License-Identifier: MIT

import type { Names, Talker } from '../analysis/find-side.ts'
import type { AnsweringSet } from '../analysis/verdict.ts'
import type { Catalog } from '../catalog/catalog-flow.ts'
import { impliedRoles } from '../catalog/implied-roles.ts'
import type { FlowRecord } from '../flows/flow-record.ts'
import { type AddressSet, isAnyAddress, NO_ADDRESS, parseAddresses } from '../formats/address/address-set.ts'
import type { LoadedSource } from './loaded-source.ts'

/** Who answers for a flow of the user's own. */
export interface AnsweredFlow {
  readonly id: string
  readonly reason: string
  readonly owner: string | null
  readonly ticket: string | null
  readonly expires: string | null
}

/** Null for a flow of the catalogue: nobody has to say why it is there. */
const answeredFlow = ({ id, reason, owner, ticket, expires }: FlowRecord): AnsweredFlow | null =>
  reason == null ? null : { id, reason, owner: owner ?? null, ticket: ticket ?? null, expires: expires ?? null }

/** All that questions about an estate or an output are answered from. */
export interface QuestionBook {
  readonly of: 'estate' | 'output'
  readonly names: Names
  readonly talkers: readonly Talker[]
  readonly sets: readonly AnsweringSet[]
  /** Those of the user's own among these flows. */
  readonly flowsOf: (ids: readonly string[]) => readonly AnsweredFlow[]
}

/** The book of an estate, or of an output, which knows networks only as ends of flows. */
export const bookOf = async (
  { source, compiled }: LoadedSource,
  openCatalog: () => Promise<Catalog>,
): Promise<QuestionBook> => {
  const { sets } = source
  const own = new Map(source.flows.flatMap((flow) => answeredFlow(flow) ?? []).map((flow) => [flow.id, flow]))
  const flowsOf = (ids: readonly string[]): readonly AnsweredFlow[] => ids.flatMap((id) => own.get(id) ?? [])
  return compiled === null
    ? { of: 'output', ...recorded(source, await openCatalog()), sets, flowsOf }
    : { of: 'estate', names: compiled.estate, talkers: compiled.compiled.parties, sets, flowsOf }
}

/** A question is about one of thousands. */
export const lazyAddresses = (texts: readonly string[]): { readonly addresses: AddressSet } => {
  let set: AddressSet | undefined
  return {
    get addresses() {
      set ??= parseAddresses(texts, true) ?? NO_ADDRESS
      return set
    },
  }
}

const recorded = (
  { parties, flows }: LoadedSource['source'],
  catalog: Catalog,
): Pick<QuestionBook, 'names' | 'talkers'> => {
  const talkers = parties.map(({ kind, name, site, roles, addresses, members }): Talker => {
    const set = parseAddresses(addresses, true) ?? NO_ADDRESS
    return {
      kind,
      name,
      site,
      addresses: set,
      roles: impliedRoles(catalog, roles),
      onInternet: kind === 'clients' && isAnyAddress(set),
      host: kind === 'host' ? { members } : null,
    }
  })
  const networks = new Map(
    flows
      .flatMap(({ from, to }) => [from, to])
      .flatMap(({ name, addresses }) =>
        name === undefined || addresses === undefined ? [] : [[name, lazyAddresses(addresses)]],
      ),
  )
  const sites = new Set(talkers.flatMap(({ site }) => (site === null ? [] : [site])))
  return { names: { networks, sites, management: NO_ADDRESS }, talkers }
}
