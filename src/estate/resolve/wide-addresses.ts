// SPDX-License-Identifier: MIT
import { type AddressSet, ANY_ADDRESS, addressesCover, parseAddress } from '../../formats/address/address-set.ts'
import type { WideAddresses } from '../estate.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Path } from '../problem.ts'

/** As many addresses as a /8 of IPv4 and a /16 of IPv6 have. */
const WIDEST_V4 = 2 ** 24
const WIDEST_V6 = 2n ** 112n

const isWide = ({ v4, v6 }: AddressSet): boolean =>
  v4.some(({ first, last }) => last - first + 1 > WIDEST_V4) ||
  v6.some(({ first, last }) => last - first + 1n > WIDEST_V6)

/** Whether a set holds every address of IPv4 or of IPv6. */
export const isWholeFamily = ({ v4, v6 }: AddressSet): boolean =>
  addressesCover({ ...ANY_ADDRESS, v4, keywords: [] }, { ...ANY_ADDRESS, v6: [] }) ||
  addressesCover({ ...ANY_ADDRESS, v6, keywords: [] }, { ...ANY_ADDRESS, v4: [] })

type Text = readonly [text: string, path: Path]

const list = (texts: string | readonly string[] | undefined, path: Path): readonly Text[] =>
  texts === undefined
    ? []
    : typeof texts === 'string'
      ? [[texts, path]]
      : texts.map((text, index): Text => [text, [...path, index]])

const textsOf = ({ networks, clients, flows, management }: EstateFile): readonly Text[] => [
  ...Object.entries(networks ?? {}).flatMap(([name, network]) =>
    'addresses' in network
      ? list(network.addresses, ['networks', name, 'addresses'])
      : list(network, ['networks', name]),
  ),
  ...Object.entries(clients ?? {}).flatMap(([name, group]) => list(group.networks, ['clients', name, 'networks'])),
  ...(flows ?? []).flatMap(({ from, to }, index) => [
    ...list(from, ['flows', index, 'from']),
    ...list(to, ['flows', index, 'to']),
  ]),
  ...list(management, ['management']),
]

/** Every entry of the file that is wider than a network of one's own usually is. */
export const wideAddresses = (file: EstateFile): readonly WideAddresses[] =>
  textsOf(file).flatMap(([text, path]) => {
    const addresses = /[-/]/.test(text) ? parseAddress(text) : null
    return addresses !== null && isWide(addresses) ? [{ text, addresses, path }] : []
  })
