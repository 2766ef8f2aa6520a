// SPDX-License-Identifier: MIT
import type { CanSide } from '../analysis/can.ts'
import { findSides, type Names, type Talker } from '../analysis/find-side.ts'
import type { Catalog } from '../catalog/catalog-flow.ts'
import { impliedRoles } from '../catalog/implied-roles.ts'
import { nearName } from '../diagnostics/near-name.ts'
import { UsageError } from '../diagnostics/usage-error.ts'
import {
  type AddressSet,
  ANY_ADDRESS,
  isAnyAddress,
  NO_ADDRESS,
  parseAddress,
  parseAddresses,
} from '../formats/address/address-set.ts'
import type { LoadedSource } from './loaded-source.ts'

/** Finds whom a word of a question means in an estate, an output or, as an address, in a file. */
export const sideFinder = async (
  loaded: LoadedSource,
  openCatalog: () => Promise<Catalog>,
): Promise<(word: string) => readonly CanSide[]> => {
  const { source, compiled } = loaded
  if (source.estate === null) return addressOf
  const { names, talkers } =
    compiled === null
      ? recorded(loaded, await openCatalog())
      : { names: compiled.estate as Names, talkers: compiled.compiled.parties as readonly Talker[] }
  return (word) => {
    const sides = findSides(names, talkers, word)
    if (sides.length > 0)
      return sides.map(({ addresses, party }) => ({ addresses, name: party?.name ?? word, kind: party?.kind ?? null }))
    const near = nearName(word, [...talkers.map(({ name }) => name), ...names.networks.keys()])
    throw new UsageError(
      `the ${compiled === null ? 'output' : 'estate'} knows no “${word}”`,
      near === null ? null : `did you mean “${near}”?`,
    )
  }
}

const addressOf = (word: string): readonly CanSide[] => {
  const addresses = word.toLowerCase() === 'any' ? ANY_ADDRESS : parseAddress(word)
  if (addresses === null || addresses.keywords.length > 0)
    throw new UsageError(
      `“${word}” is no address`,
      'a file knows no names: write an address, a network, a range, or any',
    )
  return [{ name: word, kind: null, addresses }]
}

/** A question is about one network of thousands. */
const lazily = (texts: readonly string[]): { readonly addresses: AddressSet } => ({
  get addresses() {
    return parseAddresses(texts, true) ?? NO_ADDRESS
  },
})

/** An output knows its parties, and networks only as ends of flows. */
const recorded = ({ source }: LoadedSource, catalog: Catalog): { names: Names; talkers: readonly Talker[] } => {
  const talkers = source.parties.map(({ kind, name, site, roles, addresses, members }): Talker => {
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
    source.flows
      .flatMap(({ from, to }) => [from, to])
      .flatMap(({ name, addresses }) =>
        name === undefined || addresses === undefined ? [] : [[name, lazily(addresses)]],
      ),
  )
  const sites = new Set(talkers.flatMap(({ site }) => (site === null ? [] : [site])))
  return { names: { networks, sites, management: NO_ADDRESS }, talkers }
}
