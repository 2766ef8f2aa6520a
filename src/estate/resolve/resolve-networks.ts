// SPDX-License-Identifier: MIT
import { type AddressSet, NO_ADDRESS, unionAddresses } from '../../formats/address/address-set.ts'
import type { Network } from '../estate.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Path, Report } from '../problem.ts'
import { isLeftOut } from '../shape/check-shape.ts'
import { checkName } from './check-name.ts'
import { byCodeUnit, type Context } from './context.ts'
import { readAddress } from './read-address.ts'

/** Reads a list of addresses; repeated ones get a warning, an empty list an error. */
export const readAddresses = (texts: readonly string[], what: string, report: Report, path: Path): AddressSet => {
  const [only] = texts
  if (only !== undefined && texts.length === 1) return readAddress(only, report, [...path, 0]) ?? NO_ADDRESS
  const sets: AddressSet[] = []
  const seen = new Set<string>()
  if (texts.length === 0 && !isLeftOut(texts)) report('no-address', { what }, path, 'key')
  for (const [index, text] of texts.entries()) {
    if (seen.has(text)) report('repeated-address', { text }, [...path, index])
    seen.add(text)
    const set = readAddress(text, report, [...path, index])
    if (set !== null) sets.push(set)
  }
  return sets.length === 1 ? (sets[0] as AddressSet) : unionAddresses(sets)
}

export const resolveNetworks = (
  networks: EstateFile['networks'],
  { report }: Context,
): ReadonlyMap<string, Network> => {
  const resolved: [string, Network][] = []
  for (const [name, entry] of Object.entries(networks ?? {})) {
    const path = ['networks', name]
    const what = `the network “${name}”`
    checkName(name, 'a network', report, path)
    const network =
      'addresses' in entry
        ? {
            addresses: readAddresses(entry.addresses, what, report, [...path, 'addresses']),
            relays:
              entry.relays === undefined
                ? NO_ADDRESS
                : readAddresses(entry.relays, `the list of relays of ${what}`, report, [...path, 'relays']),
          }
        : { addresses: readAddresses(entry, what, report, path), relays: NO_ADDRESS }
    resolved.push([name, network])
  }
  return new Map(resolved.sort(([a], [b]) => byCodeUnit(a, b)))
}
