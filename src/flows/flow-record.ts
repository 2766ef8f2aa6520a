// SPDX-License-Identifier: MIT
import type { Source } from '../catalog/catalog-flow.ts'
import { formatAddressSet, isAnyAddress } from '../formats/address/address-set.ts'
import type { Flow, FlowEnd, Responsible } from './flow.ts'

/** One side of a flow: hosts, client groups, and what has no party: any address in a role, or addresses under a name. */
export interface EndRecord {
  readonly hosts?: readonly string[]
  readonly clients?: readonly string[]
  readonly any?: string
  readonly addresses?: readonly string[]
  readonly name?: string
}

/** A flow as portwright.json holds it. */
export interface FlowRecord extends Partial<Responsible> {
  readonly id: string
  readonly catalog: string | null
  readonly service: string
  /** Roles that the row joins; null for flows that no row asks for. */
  readonly fromRole: string | null
  readonly toRole: string | null
  readonly from: EndRecord
  readonly to: EndRecord
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  readonly ports: readonly string[]
  readonly icmp4?: readonly string[]
  readonly icmp6?: readonly string[]
  readonly text: string
  readonly notes: readonly string[]
  readonly sources: readonly Source[]
}

const endRecord = (end: FlowEnd): EndRecord => {
  const hosts = end.parties.filter((party) => party.kind === 'host').map((party) => party.name)
  const clients = end.parties.filter((party) => party.kind === 'clients').map((party) => party.name)
  return {
    ...(hosts.length > 0 && { hosts }),
    ...(clients.length > 0 && { clients }),
    ...(end.any !== null &&
      (isAnyAddress(end.named) ? { any: end.any } : { addresses: formatAddressSet(end.named), name: end.any })),
  }
}

export const flowRecord = (flow: Flow): FlowRecord => ({
  id: flow.id,
  catalog: flow.entry?.id ?? null,
  service: flow.service,
  fromRole: flow.fromRole,
  toRole: flow.toRole,
  from: endRecord(flow.from),
  to: endRecord(flow.to),
  protocol: flow.protocol,
  ports: flow.ports,
  ...(flow.icmp !== null && { icmp4: flow.icmp.v4, icmp6: flow.icmp.v6 }),
  text: flow.text,
  ...(flow.own !== null && flow.own),
  notes: flow.entry?.notes ?? [],
  sources: flow.sources,
})
