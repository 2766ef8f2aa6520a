// SPDX-License-Identifier: MIT

/** An entry of `catalog --json`. */
export interface CatalogRow {
  readonly id: string
  readonly kind: string
  readonly from: string | null
  readonly to: string
  readonly direction: 'initiates' | 'either'
  readonly service: string
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  readonly ports: readonly string[]
  readonly alternates: readonly string[]
  readonly parameter: string | null
  readonly installMethods: readonly string[]
  readonly mode: string | null
  readonly when: string | null
  readonly since: number | null
  readonly until: number | null
  readonly sites: string | null
  readonly members: string | null
  readonly internet: boolean
  readonly join: readonly string[]
  readonly firstPacket: readonly string[]
  readonly notes: readonly string[]
}
