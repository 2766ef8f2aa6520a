// SPDX-License-Identifier: MIT
import { type Data, isMap } from '../source/data.ts'

/**
 * The names that the file defines, also those of entries with mistakes in them: a reference to such an entry is no mistake.
 * Hosts are by lower case, with the name as written.
 */
export interface KnownNames {
  readonly sites: ReadonlySet<string>
  readonly networks: ReadonlySet<string>
  readonly hosts: ReadonlyMap<string, string>
  readonly clients: ReadonlySet<string>
  readonly services: ReadonlySet<string>
}

export const knownNames = (data: Data): KnownNames => {
  const keysOf = (key: string): readonly string[] => {
    const value = isMap(data) ? data[key] : undefined
    return isMap(value) ? Object.keys(value) : []
  }
  const hosts = new Map<string, string>()
  for (const name of keysOf('hosts')) if (!hosts.has(name.toLowerCase())) hosts.set(name.toLowerCase(), name)
  return {
    sites: new Set(keysOf('sites')),
    networks: new Set(keysOf('networks')),
    hosts,
    clients: new Set(keysOf('clients')),
    services: new Set(keysOf('services')),
  }
}
