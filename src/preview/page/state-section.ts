// SPDX-License-Identifier: MIT

import type { Parameter } from '../../catalog/catalog-flow.ts'
import { endpointParameter } from '../../catalog/endpoint-parameter.ts'
import { getOrInsert } from '../../collections/get-or-insert.ts'
import type { Estate, Host, HostRole } from '../../estate/estate.ts'
import { defaultDynamicRange } from '../../flows/usual-range.ts'
import { formatPortSet } from '../../formats/port/port-set.ts'
import { inboundDynamicPorts } from '../../rules/dynamic-range.ts'
import type { PageInput } from '../page-input.ts'
import { type NameList, nameList } from './name-list.ts'

export interface RpcRow {
  readonly hosts: NameList
  readonly state: string
  readonly range: string
  readonly rules: string
}

export interface SqlRow {
  readonly host: string
  readonly role: string
  readonly instance: string
  readonly port: string
  readonly broker: string
}

/** Which hosts answer dynamic RPC on which ports. */
export const rpcRows = (
  { estate, policies }: PageInput,
  only: string | null,
  once: (list: NameList) => NameList,
): readonly RpcRow[] => {
  const rows = new Map<string, { hosts: string[]; host: Host }>()
  for (const name of policies.flatMap((policy) => policy.hosts)) {
    const host = estate.hosts.get(name)
    if (host === undefined || (only !== null && name !== only)) continue
    const key = JSON.stringify([host.firewall.rpc, host.firewall.rpc === null ? defaultDynamicRange(host.os) : ''])
    getOrInsert(rows, key, () => ({ hosts: [], host })).hosts.push(name)
  }
  return [...rows.values()].map(({ hosts, host }) => {
    const { rpc } = host.firewall
    return {
      hosts: once(nameList(hosts, 6)),
      state: rpc === null ? 'Unrestricted' : 'Restricted; in force after the next restart',
      range: rpc === null ? defaultDynamicRange(host.os) : formatPortSet(rpc.ports).join(', '),
      rules: inboundDynamicPorts(host.firewall).join(', '),
    }
  })
}

/** Where SQL Server answers. */
export const sqlRows = ({ estate, catalog }: PageInput, only: string | null): readonly SqlRow[] => {
  const sql = endpointParameter(catalog, 'tsql')
  const broker = endpointParameter(catalog, 'service-broker')
  return [...estate.hosts.values()]
    .filter((host) => only === null || host.name === only)
    .flatMap((host) =>
      host.roles
        .filter(({ role }) => sql.roles.includes(role))
        .map((held) => ({
          host: host.name,
          role: catalog.roles.get(held.role)?.name ?? held.role,
          instance: held.instance ?? 'default instance',
          port: portWord(held, sql),
          broker: usesIt(estate, held, broker) ? portWord(held, broker) : 'not used',
        })),
    )
}

const portWord = ({ ports }: HostRole, { id, default: usual }: Parameter): string =>
  ports.get(id)?.join(', ') ?? `${usual} (default)`

const usesIt = ({ product }: Estate, { role }: HostRole, { products, roles }: Parameter): boolean =>
  products.includes(product) && roles.includes(role)
