// SPDX-License-Identifier: MIT
import type { Direction, Profile, Protocol } from '../formats/rule/rule.ts'

/** Packets that two sets of rules treat differently, said like a rule. An empty list means any, null means any. */
export interface Change {
  readonly direction: Direction
  readonly protocol: Protocol
  /** Of the side that listens: local when in, remote when out. */
  readonly ports: readonly string[]
  readonly icmpTypes: readonly string[]
  readonly localAddresses: readonly string[]
  readonly remoteAddresses: readonly string[]
  readonly profiles: readonly Profile[]
  readonly program: string | null
  readonly service: string | null
  /** Both sides as in a rule, where the calling side is restricted. */
  readonly localPorts?: readonly string[]
  readonly remotePorts?: readonly string[]
  readonly interfaceTypes?: readonly string[]
  /** What the rules ask for beyond their keys: users, packages, protection by IPsec. */
  readonly condition?: string
  /** Any but these. */
  readonly except?: Except
  /** Rules that let these packets through, and blocks of the other side that stop them. */
  readonly rules: readonly string[]
}

export interface Except {
  readonly protocols?: readonly Protocol[]
  readonly programs?: readonly string[]
  /** `*` stands for every service. */
  readonly services?: readonly string[]
  readonly icmpTypes?: readonly string[]
  /** Keywords, which cannot be left out of every number otherwise. */
  readonly localPorts?: readonly string[]
  readonly remotePorts?: readonly string[]
  readonly localAddresses?: readonly string[]
  readonly remoteAddresses?: readonly string[]
  readonly interfaceTypes?: readonly string[]
  readonly conditions?: readonly string[]
}
