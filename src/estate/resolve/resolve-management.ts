// SPDX-License-Identifier: MIT
import { type AddressSet, unionAddresses } from '../../formats/address/address-set.ts'
import type { Firewall, Host } from '../estate.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Path } from '../problem.ts'
import { isLeftOut } from '../shape/check-shape.ts'
import { looksLikeAddress, readAddress } from './read-address.ts'
import type { EndNames } from './resolve-ends.ts'

type Hosts = ReadonlyMap<string, Host>

const addressesOf = (word: string, path: Path, { context, networks }: EndNames, hosts: Hosts): AddressSet | null => {
  const { names, report, suggest } = context
  const isHost = names.hosts.has(word.toLowerCase())
  if (isHost && names.networks.has(word)) {
    report('ambiguous-name', { name: word, kinds: 'a host and a network' }, path)
    return null
  }
  if (isHost) return hosts.get(word.toLowerCase())?.addresses ?? null
  if (names.networks.has(word)) return networks.get(word)?.addresses ?? null
  if (looksLikeAddress(word)) return readAddress(word, report, path)
  const known = (): Iterable<string> => [...names.networks, ...names.hosts.values()]
  report('unknown-end', () => ({ word, nearest: suggest(word, known()) }), path)
  return null
}

/** Where everything else is blocked, the policy has to say from where it can be changed again. */
const checkNeeded = (file: EstateFile, firewall: Firewall, hosts: Hosts, { context }: EndNames): void => {
  const settings = firewall.settings
  const both = firewall.direction === 'both' || [...hosts.values()].some((host) => host.firewall.direction === 'both')
  const key =
    settings?.defaultInbound === 'block'
      ? 'defaultInbound'
      : settings?.defaultOutbound === 'block' && both
        ? 'defaultOutbound'
        : null
  if (key === null || file.management !== undefined) return
  context.report('management-needed', { setting: `\`${key}: block\`` }, ['firewall', 'settings', key], 'key')
}

export const resolveManagement = (
  file: EstateFile,
  firewall: Firewall,
  hosts: Hosts,
  ends: EndNames,
): { readonly management: AddressSet; readonly managementGiven: boolean } => {
  const words = file.management ?? []
  checkNeeded(file, firewall, hosts, ends)
  if (file.management?.length === 0 && !isLeftOut(words))
    ends.context.report('empty-list', { key: 'management' }, ['management'], 'key')
  const sets = words.map((word, index) => addressesOf(word, ['management', index], ends, hosts))
  return { management: unionAddresses(sets.filter((set) => set !== null)), managementGiven: words.length > 0 }
}
