// SPDX-License-Identifier: MIT
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Exception } from '../estate/estate.ts'
import type { Flow } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import type { Loss } from '../formats/rule/loss.ts'
import type { Policy } from '../rules/policy.ts'

export interface InputFile {
  /** Relative to the folder of the estate, with `/`. */
  readonly path: string
  readonly sha256: string
}

/** What `compile --json` says of one file that a policy became. */
export interface ArtifactRecord {
  readonly target: string
  readonly path: string
  readonly sha256: string
  /** Every file of the artifact; the first is `path`. */
  readonly files: readonly string[]
  /** True only if what its reader read back means exactly what the policy means. */
  readonly verified: boolean
  readonly losses: readonly Loss[]
}

export interface CompiledPolicy {
  readonly policy: Policy
  readonly artifacts: readonly ArtifactRecord[]
}

export interface CompiledEstate {
  readonly portwright: string
  readonly estate: string
  readonly inputs: readonly InputFile[]
  /** Name of an input in the output, by the path the user gave: the output names no place of this computer. */
  readonly names: ReadonlyMap<string, string>
  readonly flows: readonly Flow[]
  readonly parties: readonly Party[]
  readonly rpcRanges: RpcRanges
  /** Catalogue flows that the estate does without. */
  readonly except: readonly Exception[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The ports of dynamic RPC, joined by blanks, of whoever it is restricted for. */
export type RpcRanges = ReadonlyMap<Party, string>

/** What a compile wrote. */
export interface OutputSummary {
  readonly policies: readonly CompiledPolicy[]
  /** Those that say the flows of the whole estate. */
  readonly artifacts: readonly ArtifactRecord[]
  readonly files: readonly WrittenFile[]
  /** Artifacts whose reader did not see what the writer wrote: a fault of the program. */
  readonly unverified: readonly { readonly path: string; readonly differences: readonly string[] }[]
}

/** Every file of the output with its hash, as the index lists them. */
export interface WrittenFile {
  readonly path: string
  readonly sha256: string
}
