// SPDX-License-Identifier: MIT
import type { InstallMethod } from '../catalog/catalog-flow.ts'
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Rule } from '../formats/rule/rule.ts'
import type { InstallPreview } from './install-preview.ts'
import { hostsWord, serverSets } from './server-sets.ts'
import { portWords, protocolWord } from './words.ts'

export interface MatrixRow {
  readonly side: 'client inbound' | 'client outbound' | 'server inbound' | 'server outbound'
  /** The servers; null for the clients. */
  readonly host: string | null
  readonly protocol: string
  readonly ports: string
  readonly methods: ReadonlySet<InstallMethod>
}

/** Which method opens which port, on the clients and on each server: the rows are in the order of the methods. */
export const methodMatrix = (previews: readonly InstallPreview[]): readonly MatrixRow[] => {
  const rows = new Map<string, MatrixRow & { readonly methods: Set<InstallMethod> }>()
  const put = (side: MatrixRow['side'], host: string | null, rule: Rule, method: InstallMethod): void => {
    const protocol = protocolWord(rule)
    const ports = portWords(rule).join(', ')
    getOrInsert(rows, [side, host, protocol, ports].join('|'), () => ({
      side,
      host,
      protocol,
      ports,
      methods: new Set<InstallMethod>(),
    })).methods.add(method)
  }
  for (const { client, method } of previews) {
    for (const rule of client.inbound) put('client inbound', null, rule, method)
    for (const rule of client.outbound) put('client outbound', null, rule, method)
  }
  for (const preview of previews) {
    for (const server of serverSets(preview.servers)) {
      const hosts = hostsWord(server.hosts)
      for (const rule of server.inbound) put('server inbound', hosts, rule, preview.method)
      for (const rule of server.outbound) put('server outbound', hosts, rule, preview.method)
    }
  }
  return [...rows.values()].sort(
    (a, b) => SIDES.indexOf(a.side) - SIDES.indexOf(b.side) || (a.host ?? '').localeCompare(b.host ?? '', 'en'),
  )
}

const SIDES: readonly MatrixRow['side'][] = ['client inbound', 'client outbound', 'server inbound', 'server outbound']
