// SPDX-License-Identifier: MIT

import { parseAddress } from '../../formats/address/address-set.ts'
import { formatIPv4, formatIPv6 } from '../../formats/address/ip.ts'
import type { Host } from '../estate.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Path } from '../problem.ts'
import type { Context } from './context.ts'

const addressPath = (host: Host, address: string, file: EstateFile['hosts']): Path => {
  const texts = file?.[host.writtenName]?.addresses ?? []
  const wanted = JSON.stringify(keyOf(address))
  const index = texts.findIndex((text) => JSON.stringify(keyOf(text)) === wanted)
  return ['hosts', host.writtenName, 'addresses', ...(index < 0 ? [] : [index])]
}

const keyOf = (text: string): string | null => {
  const set = parseAddress(text)
  const [v4, v6] = [set?.v4[0], set?.v6[0]]
  return v4 !== undefined ? formatIPv4(v4.first) : v6 !== undefined ? formatIPv6(v6.first) : null
}

/** No address belongs to two hosts, but to a name that several serve. */
export const checkAddressOwners = (hosts: readonly Host[], file: EstateFile['hosts'], { report }: Context): void => {
  const owners = new Map<number | bigint, Host>()
  const claim = (value: number | bigint, host: Host): void => {
    const other = owners.get(value)
    if (other === undefined) owners.set(value, host)
    if (other === undefined || other.name === host.name) return
    const address = typeof value === 'number' ? formatIPv4(value) : formatIPv6(value)
    const related = [{ message: `${other.writtenName} has it here.`, path: addressPath(other, address, file) }]
    const parameters = { address, host: host.writtenName, other: other.writtenName }
    report('duplicate-address', parameters, addressPath(host, address, file), 'value', related)
  }
  for (const host of hosts) {
    if (host.members !== null) continue
    for (const { first, last } of host.addresses.v4)
      for (let at = first; at <= last && last - first < 256; at++) claim(at, host)
    for (const { first, last } of host.addresses.v6)
      for (let at = first; at <= last && last - first < 256n; at++) claim(at, host)
  }
}

/** A site has one site server, and members are hosts without members of their own. */
export const checkHostTogether = (
  hosts: readonly Host[],
  byName: ReadonlyMap<string, Host>,
  file: EstateFile['hosts'],
  { catalog, report }: Context,
): void => {
  const servers = new Map<string, { readonly host: Host; readonly path: Path }>()
  for (const host of hosts) {
    for (const { role, path } of host.roles) {
      if (catalog.roles.get(role)?.onePerSite !== true || host.site === null) continue
      const key = `${role} ${host.site}`
      const other = servers.get(key)
      if (other === undefined) servers.set(key, { host, path })
      else {
        const related = [{ message: 'The first one stands here.', path: other.path }]
        const parameters = { site: host.site, host: host.writtenName, other: other.host.writtenName }
        report('second-site-server', parameters, path, 'value', related)
      }
    }
    for (const [index, member] of (file?.[host.writtenName]?.members ?? []).entries()) {
      const found = byName.get(member.toLowerCase())
      if (found?.members && found !== host)
        report('member-with-members', { name: found.writtenName }, ['hosts', host.writtenName, 'members', index])
    }
  }
}
