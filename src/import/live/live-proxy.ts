// SPDX-License-Identifier: MIT
import { bareHost, isHostName } from './host-names.ts'
import { type LiveRow, propertyNumbers, propertyPorts, propertyTexts } from './live-row.ts'

export interface HostProxy {
  /** Null where the host uses none, or none that can be named. */
  readonly host: string | null
  readonly ports: readonly number[]
  readonly note: string | null
}

/** The proxy of a host, from its rows `SMS Site System`. */
export const hostProxy = (rows: readonly LiveRow[], own: string, nameHost: (name: string) => string): HostProxy => {
  const none = (note: string | null): HostProxy => ({ host: null, ports: [], note })
  if (propertyNumbers(rows, 'UseProxy').length === 0) return none(null)
  const names = [
    ...new Set(
      propertyTexts(rows, 'ProxyName').map((text) => nameHost(bareHost(text.replace(/^https?:\/\/|\/.*$/gi, '')))),
    ),
  ]
  const [host] = names
  if (host === undefined) return none('not readable: proxy: it uses one, and no row names it')
  if (names.length > 1 || host === own || !isHostName(host))
    return none(`not imported: proxy ${names.join(', ')}: give that host a name, the role proxy-server and an address`)
  return { host, ports: propertyPorts(rows, 'ProxyServerPort'), note: null }
}
