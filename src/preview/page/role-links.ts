// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import type { Flow } from '../../flows/flow.ts'
import type { Party } from '../../flows/party.ts'
import type { PageInput } from '../page-input.ts'

/** Everything that one role opens to another. */
export interface RoleLink {
  readonly from: string
  readonly to: string
  /** `TCP 445`, in the order of the numbers. */
  readonly ports: readonly string[]
  readonly services: readonly string[]
}

export interface RoleNode {
  readonly role: string
  readonly name: string
  /** Hosts and client groups that take part; 0 for addresses of nobody. */
  readonly hosts: number
  readonly groups: number
}

export interface RoleGraph {
  readonly nodes: readonly RoleNode[]
  readonly links: readonly RoleLink[]
}

const portWord = (flow: Flow): readonly string[] =>
  flow.protocol === 'icmp'
    ? ['ICMP']
    : flow.ports.map((port) => `${flow.protocol.toUpperCase()} ${port === 'dynamic' ? 'dynamic RPC' : port}`)

const order = (port: string): number => {
  const number = Number.parseInt(port.replace(/^\D+/, ''), 10)
  return Number.isNaN(number) ? 1e6 : number
}

/** The estate as roles and what passes between them: the flows of every site together. */
export const roleGraph = ({ catalog, flows }: PageInput): RoleGraph => {
  const holders = new Map<string, Set<Party>>()
  const links = new Map<string, { from: string; to: string; ports: Set<string>; services: Set<string> }>()
  for (const flow of flows) {
    const { fromRole, toRole } = flow
    if (fromRole === null || toRole === null) continue
    for (const [role, end] of [
      [fromRole, flow.from],
      [toRole, flow.to],
    ] as const) {
      const known = getOrInsert(holders, role, () => new Set<Party>())
      for (const party of end.parties) known.add(party)
    }
    const link = getOrInsert(links, `${fromRole}|${toRole}`, () => ({
      from: fromRole,
      to: toRole,
      ports: new Set<string>(),
      services: new Set<string>(),
    }))
    for (const port of portWord(flow)) link.ports.add(port)
    link.services.add(flow.service)
  }
  return {
    nodes: [...holders].map(([role, parties]) => {
      const groups = [...parties].filter(({ kind }) => kind === 'clients').length
      return { role, name: catalog.roles.get(role)?.name ?? role, hosts: parties.size - groups, groups }
    }),
    links: [...links.values()].map(({ from, to, ports, services }) => ({
      from,
      to,
      ports: [...ports].sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1)),
      services: [...services],
    })),
  }
}
