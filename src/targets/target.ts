// SPDX-License-Identifier: MIT
import type { Flow } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import type { Loss } from '../formats/rule/loss.ts'
import type { RegistryValue } from '../formats/rule/registry-value.ts'
import type { Rule } from '../formats/rule/rule.ts'
import type { Policy } from '../rules/policy.ts'
import type { OptionValues } from './options.ts'
import type { TargetName } from './target-names.ts'

/** What the targets need to know beside the policies. */
export interface TargetOptions extends OptionValues {
  readonly estate: string
  readonly version: string
  /** A part of the policies is compiled: others of the estate are not known. */
  readonly partial?: boolean
}

/** A file of the output; the path is relative to the output folder, with `/`. */
export interface OutputFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** What a policy became in one target. The first file stands for the artifact; its path and hash go into portwright.json. */
export interface WrittenArtifact {
  readonly policy: string
  readonly files: readonly OutputFile[]
  readonly losses: readonly Loss[]
}

export interface ReadArtifact {
  readonly rules: readonly Rule[]
  readonly registry: readonly RegistryValue[]
  readonly losses: readonly Loss[]
}

/** What a format can say; what it cannot is a loss where it changes the set of packets, and no loss where it is listed here. */
export interface Capabilities {
  readonly directions: readonly ('in' | 'out')[]
  readonly rpcKeywords: boolean
  readonly icmpTypes: boolean
  readonly addressKeywords: boolean
  readonly ipv6: boolean
  readonly programs: boolean
  readonly services: boolean
  readonly groups: boolean
  readonly descriptions: boolean
  readonly registryValues: boolean
  readonly profileSettings: boolean
}

/** A format that can say everything; a target says where its own cannot. */
export const EVERYTHING: Capabilities = {
  directions: ['in', 'out'],
  rpcKeywords: true,
  icmpTypes: true,
  addressKeywords: true,
  ipv6: true,
  programs: true,
  services: true,
  groups: true,
  descriptions: true,
  registryValues: true,
  profileSettings: true,
}

/** What files for a whole estate are made of: who opens connections to whom. */
export interface EstateFlows {
  readonly flows: readonly Flow[]
  readonly parties: readonly Party[]
  /** The ports of dynamic RPC, joined by blanks, of whoever it is restricted for. */
  readonly rpcRanges: ReadonlyMap<Party, string>
}

/** Files that say the flows of an estate: no policy's, and the same whichever policies are written. */
export interface EstateFiles {
  /** The first file stands for the artifact. A loss names a flow. */
  readonly write: (
    estate: EstateFlows,
    options: TargetOptions,
  ) => { readonly files: readonly OutputFile[]; readonly losses: readonly Loss[] }
  /** What of the flows the format cannot say: what `write` gives as losses, without writing. */
  readonly unsayable?: (estate: EstateFlows, options: TargetOptions) => readonly Loss[]
  /** Reads back what `write` made, as rules at the listener: inbound, from the addresses of whoever opens the connection. Left out: the files are a table for people. */
  readonly read?: (files: readonly OutputFile[]) => ReadArtifact
}

/** A back end: one folder, one line in targets.ts. It never looks at the estate. */
export interface Target {
  readonly name: TargetName
  readonly capabilities: Capabilities
  /** What of a policy the format cannot say: what `write` gives as losses, without writing. */
  readonly unsayable: (policy: Policy, options: TargetOptions) => readonly Loss[]
  /** One artifact a policy. No files where all policies stand in a shared file. */
  readonly write: (policy: Policy, options: TargetOptions) => WrittenArtifact
  /** Files that belong to all policies together (a manifest, an import script). */
  readonly shared?: (policies: readonly Policy[], options: TargetOptions) => readonly OutputFile[]
  /** Reads back what `write` made, from its files alone. */
  readonly read: (files: readonly OutputFile[]) => ReadArtifact
  /** Reads the policies back from a shared file, by policy id. */
  readonly readShared?: (files: readonly OutputFile[]) => ReadonlyMap<string, ReadArtifact>
  /** Files for the whole estate, beside the policies. */
  readonly estate?: EstateFiles
}
