// SPDX-License-Identifier: MIT
import { hostAddress } from './boundary-addresses.ts'
import { bareHost } from './host-names.ts'
import { columnOf, distinct, type LiveRow } from './live-row.ts'

export interface HostAddresses {
  readonly addresses: readonly string[]
  readonly notes: readonly string[]
}

const listOf = (row: LiveRow, name: string): readonly string[] =>
  row.lists.get(name) ?? (columnOf(row, name) === '' ? [] : [columnOf(row, name)])

/**
 * Addresses of the hosts: what DNS said, else what discovery found. An address that two hosts claim is given to neither,
 * for no address of an estate belongs to two.
 */
export const hostAddresses = (
  hosts: readonly string[],
  dns: readonly LiveRow[],
  discovered: readonly LiveRow[],
  nameHost: (name: string) => string,
): ReadonlyMap<string, HostAddresses> => {
  const dnsOf = Map.groupBy(dns, (row) => nameHost(bareHost(columnOf(row, 'Host'))))
  const wanted = new Set(hosts)
  const foundOf = new Map<string, LiveRow[]>()
  for (const row of discovered)
    for (const name of distinct(
      [...listOf(row, 'resourcenames'), columnOf(row, 'Name')].map((one) => nameHost(bareHost(one))),
    ))
      if (wanted.has(name)) foundOf.set(name, [...(foundOf.get(name) ?? []), row])
  const drafts = hosts.map((host) => {
    const said = dnsOf.get(host) ?? []
    const byDns = distinct(said.flatMap((row) => listOf(row, 'addresses')).map((text) => hostAddress(text) ?? ''))
    const byFound = distinct(
      (foundOf.get(host) ?? []).flatMap((row) => listOf(row, 'ipaddresses')).map((text) => hostAddress(text) ?? ''),
    )
    const reason = distinct(said.map((row) => columnOf(row, 'Reason')))[0] ?? ''
    return {
      host,
      addresses: byDns.length > 0 ? byDns : byFound,
      isFound: byDns.length === 0,
      reason,
      asked: said.length > 0,
    }
  })
  const owners = new Map<string, string[]>()
  for (const { host, addresses } of drafts)
    for (const address of addresses) owners.set(address, [...(owners.get(address) ?? []), host])
  return new Map(
    drafts.map(({ host, addresses, isFound, reason, asked }) => {
      const own = addresses.filter((address) => owners.get(address)?.length === 1)
      const notes = addresses
        .filter((address) => !own.includes(address))
        .map((address) => `not imported: ${address}: ${others(owners.get(address) ?? [], host)} too`)
      if (own.length > 0 && isFound) notes.push('addresses: discovery data (SMS_R_System), which may be old')
      if (addresses.length === 0)
        notes.push(
          reason !== ''
            ? `not readable: addresses: ${reason}`
            : asked
              ? 'not readable: addresses: DNS has none that other computers reach'
              : 'not readable: addresses: nobody has asked DNS for them (portwright import --resolve does)',
        )
      return [host, { addresses: own, notes }] as const
    }),
  )
}

const others = (owners: readonly string[], host: string): string => {
  const rest = owners.filter((one) => one !== host)
  return rest.length === 1 ? `${rest[0]} has it` : `${rest.length} other hosts have it`
}
