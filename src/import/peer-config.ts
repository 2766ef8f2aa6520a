// SPDX-License-Identifier: MIT

/** A text and its place in the file. */
export interface Placed {
  readonly value: string
  readonly offset: number
}

/** The configuration file of New-ConfigMgrFirewallRuleDefinition.ps1, as it stands, before anything is concluded from it. */
export interface PeerConfig {
  readonly systems: readonly PeerSystem[]
  readonly rules: readonly PeerRule[]
  readonly services: readonly PeerService[]
}

export interface PeerSystem {
  readonly offset: number
  readonly name: Placed
  /** Blank: the peer asks DNS. */
  readonly addresses: Placed
  readonly site: Placed
  readonly parent: Placed
  readonly description: Placed
  readonly roles: readonly Placed[]
}

export interface PeerRule {
  readonly offset: number
  readonly name: Placed
  readonly source: Placed
  readonly destination: Placed
  readonly direction: Placed
  readonly action: Placed
  readonly profile: Placed
  readonly group: Placed
  readonly description: Placed
  readonly ignoreSiteCode: Placed
  readonly services: readonly Placed[]
}

export interface PeerService {
  readonly offset: number
  readonly name: Placed
  readonly protocol: Placed
  readonly port: Placed
  readonly program: Placed
  readonly description: Placed
}
