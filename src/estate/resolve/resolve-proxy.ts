// SPDX-License-Identifier: MIT
import { roleHas } from '../../catalog/role-has.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Path } from '../problem.ts'
import { type Context, entriesOf } from './context.ts'

/** Names of the hosts that are proxy servers, as written. */
export const proxiesOf = (hosts: EstateFile['hosts'], { catalog }: Context): readonly string[] => {
  const proxies = new Set([...catalog.roles.keys()].filter((role) => roleHas(catalog, role, 'proxy')))
  const found: string[] = []
  for (const [name, { roles = [] }] of entriesOf(hosts))
    if (roles.some((role) => proxies.has(typeof role === 'string' ? role : role.role))) found.push(name)
  return found
}

/** The proxy server of a host, lower case; null where it has none. */
export const resolveProxy = (
  proxy: string | true | undefined,
  proxies: readonly string[],
  path: Path,
  { names, report, suggest }: Context,
): string | null => {
  if (proxy === undefined) return null
  if (proxy === true) {
    if (proxies.length !== 1) report('no-only-proxy', { proxies }, path)
    return proxies.length === 1 ? String(proxies[0]).toLowerCase() : null
  }
  const name = proxy.toLowerCase()
  if (!names.hosts.has(name))
    report('unknown-host', () => ({ word: proxy, nearest: suggest(proxy, names.hosts.values()) }), path)
  else if (!proxies.some((one) => one.toLowerCase() === name)) report('not-a-proxy', { host: proxy, proxies }, path)
  else return name
  return null
}
