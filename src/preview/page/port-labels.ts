// SPDX-License-Identifier: MIT
import type { Estate } from '../../estate/estate.ts'
import type { Flow } from '../../flows/flow.ts'
import { dynamicRange, firewallOf } from '../../rules/dynamic-range.ts'

export interface PortLabel {
  /** `TCP 445`, `TCP RPC 50000-50199`, `TCP RPC, unrestricted`, `ICMP`. */
  readonly title: string
  readonly order: number
}

/** The ports of a flow as people name them. Dynamic RPC is the range of whoever answers, where it is restricted. */
export const portLabels = (estate: Estate, flow: Flow): readonly PortLabel[] => {
  if (flow.protocol === 'icmp') return [{ title: 'ICMP', order: 1e6 }]
  const protocol = flow.protocol.toUpperCase()
  return flow.ports.flatMap((port) =>
    port === 'dynamic'
      ? rangesOf(estate, flow).map((range) => ({
          title: range === null ? `${protocol} RPC, unrestricted` : `${protocol} RPC ${range}`,
          order: 9e5,
        }))
      : [{ title: `${protocol} ${port}`, order: Number.parseInt(port, 10) }],
  )
}

/** Null: not restricted. */
const rangesOf = (estate: Estate, flow: Flow): readonly (string | null)[] => {
  const ranges = new Set(
    flow.to.parties.map((party) =>
      firewallOf(estate, party).rpc === null ? null : dynamicRange(estate, party).join(', '),
    ),
  )
  return ranges.size === 0 ? [null] : [...ranges]
}

/** `445`, `RPC`, `UDP 69`: TCP goes without saying where ports stand close together. */
export const shortPort = (title: string): string => title.replace(/^TCP /, '').replace(/^RPC, unrestricted$/, 'RPC')

/**
 * Ports over which a computer is managed or gives away its data: what an intruder tries first.
 * They are shown first and marked, as a reader of the page expects of 445 beside DHCP.
 */
const SENSITIVE = /^(TCP (135|445|1433|2701|3389|4022|5985|5986|RPC.*)|UDP 1434)$/
export const isSensitive = (title: string): boolean => SENSITIVE.test(title)
