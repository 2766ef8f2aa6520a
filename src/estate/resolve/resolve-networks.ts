// SPDX-License-Identifier: MIT
import { type AddressSet, unionAddresses } from '../../formats/address/address-set.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Path, Report } from '../problem.ts'
import { isLeftOut } from '../shape/check-shape.ts'
import { checkName } from './check-name.ts'
import { byCodeUnit, type Context } from './context.ts'
import { readAddress } from './read-address.ts'

/** Reads a list of addresses; repeated ones get a warning, an empty list an error. */
export const readAddresses = (texts: readonly string[], what: string, report: Report, path: Path): AddressSet => {
  const sets: AddressSet[] = []
  const seen = new Set<string>()
  if (texts.length === 0 && !isLeftOut(texts)) report('no-address', { what }, path, 'key')
  for (const [index, text] of texts.entries()) {
    if (seen.has(text)) report('repeated-address', { text }, [...path, index])
    seen.add(text)
    const set = readAddress(text, report, [...path, index])
    if (set !== null) sets.push(set)
  }
  return unionAddresses(sets)
}

export const resolveNetworks = (
  networks: EstateFile['networks'],
  { report }: Context,
): ReadonlyMap<string, AddressSet> => {
  const resolved: [string, AddressSet][] = []
  for (const [name, addresses] of Object.entries(networks ?? {})) {
    checkName(name, 'a network', report, ['networks', name])
    resolved.push([name, readAddresses(addresses, `the network “${name}”`, report, ['networks', name])])
  }
  return new Map(resolved.sort(([a], [b]) => byCodeUnit(a, b)))
}
