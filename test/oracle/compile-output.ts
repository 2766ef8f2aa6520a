// SPDX-License-Identifier: MIT

/** The part of `compile --json` that the oracle compares. */
export interface CompileOutput {
  readonly policies: readonly PolicyOutput[]
  readonly flows: readonly FlowOutput[]
  readonly diagnostics: readonly { readonly code: string; readonly message: string }[]
}

export interface PolicyOutput {
  readonly id: string
  readonly hosts: readonly string[]
  readonly clients: readonly string[]
  readonly rules: readonly RuleOutput[]
  readonly widened: readonly WidenedOutput[]
}

export interface RuleOutput {
  readonly direction: 'in' | 'out'
  readonly action: string
  readonly enabled: boolean
  readonly profiles: readonly string[]
  readonly protocol: string
  readonly localPorts: readonly string[]
  readonly remotePorts: readonly string[]
  readonly icmpTypes: readonly string[]
  readonly localAddresses: readonly string[]
  readonly remoteAddresses: readonly string[]
  readonly flows: readonly string[]
}

export interface WidenedOutput {
  readonly host: string
  readonly from: string
  readonly protocol: string
  readonly ports: readonly string[]
}

export interface FlowEnd {
  readonly hosts?: readonly string[]
  readonly clients?: readonly string[]
  readonly addresses?: readonly string[]
  readonly any?: string
}

export interface FlowOutput {
  readonly id: string
  readonly catalog: string | null
  readonly from: FlowEnd
  readonly to: FlowEnd
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  readonly ports: readonly string[]
  readonly notes: readonly string[]
}
