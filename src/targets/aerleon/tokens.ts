// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import {
  type AddressSet,
  formatAddressSet,
  isAnyAddress,
  isEmptyAddressSet,
} from '../../formats/address/address-set.ts'
import { toNetworks } from '../../formats/address/to-networks.ts'
import { parsePorts } from '../../formats/port/port-set.ts'
import type { YamlValue } from '../../formats/yaml/format-yaml.ts'
import { uniqueWords } from './unique-words.ts'

/** Addresses under a name; two names for the same addresses are one network. */
interface Network {
  /** Hosts and client groups; what only a flow calls them stands behind. */
  readonly parties: Set<string>
  readonly words: Set<string>
  readonly addresses: AddressSet
}

/** Collects what terms name, and gives each a token once everything is known. */
export interface TokenTable {
  /** A reference to the addresses, for `tokensOf`; null where there are none. */
  readonly network: (name: string, addresses: AddressSet, isParty?: boolean) => string | null
  readonly service: (protocol: 'tcp' | 'udp', ports: string) => string
  /** Ends the collecting. */
  readonly close: () => Tokens
}

export interface Tokens {
  readonly tokenOf: (reference: string) => string
  readonly networks: { readonly [token: string]: YamlValue }
  readonly services: { readonly [token: string]: YamlValue }
}

const PREFIX = 'PW'

export const tokenTable = (): TokenTable => {
  const networks = new Map<string, Network>()
  const services = new Map<string, { readonly protocol: string; readonly ports: string }>()
  return {
    network: (name, addresses, isParty = false) => {
      if (isEmptyAddressSet(addresses)) return null
      const reference = formatAddressSet(addresses).join(' ')
      const network = getOrInsert(networks, reference, () => ({
        parties: new Set<string>(),
        words: new Set<string>(),
        addresses,
      }))
      ;(isParty ? network.parties : network.words).add(isAnyAddress(addresses) ? 'any' : name)
      return reference
    },
    service: (protocol, ports) => {
      const token = `${PREFIX}-${protocol.toUpperCase()}-${ports}`
      services.set(token, { protocol, ports })
      return token
    },
    close: () => {
      const sorted = [...networks].sort(([a], [b]) => (a < b ? -1 : 1))
      const labels = sorted.map(([reference, network]) => ({ reference, label: namesOf(network)[0] as string }))
      const words = uniqueWords(
        labels.map(({ reference, label }) => ({
          key: `${label}|${reference}`,
          text: `${PREFIX}-${label}`.toUpperCase(),
        })),
      )
      const tokens = new Map(
        labels.map(({ reference, label }) => [reference, words.get(`${label}|${reference}`) as string]),
      )
      return {
        tokenOf: (reference) => tokens.get(reference) ?? reference,
        networks: byKey(
          sorted
            .sort(([a], [b]) => ((tokens.get(a) as string) < (tokens.get(b) as string) ? -1 : 1))
            .map(([reference, network]) => [
              tokens.get(reference) as string,
              {
                values: toNetworks(network.addresses).map((address) => ({
                  address,
                  comment: namesOf(network).join(', '),
                })),
              },
            ]),
        ),
        services: byKey(
          [...services]
            .sort(([, a], [, b]) => firstPort(a.ports) - firstPort(b.ports))
            .map(([token, { protocol, ports }]) => [token, [{ port: ports, protocol }]]),
        ),
      }
    },
  }
}

const namesOf = ({ parties, words }: Network): readonly string[] => [
  ...new Set([...[...parties].sort(), ...[...words].sort()]),
]

const firstPort = (ports: string): number => parsePorts(ports)?.first ?? 0

const byKey = (entries: readonly (readonly [string, YamlValue])[]): { readonly [token: string]: YamlValue } =>
  Object.fromEntries(entries)
