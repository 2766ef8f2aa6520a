// SPDX-License-Identifier: MIT
import { meaningDifference } from '../packets/meaning-difference.ts'
import type { Policy } from '../rules/policy.ts'
import type { OutputFile, Target, TargetOptions } from '../targets/target.ts'
import type { ArtifactRecord } from './compiled-estate.ts'
import { modelFor } from './model-for.ts'
import { sha256 } from './policy-artifacts.ts'

export interface SharedArtifacts {
  readonly files: readonly OutputFile[]
  readonly records: readonly (readonly [Policy, ArtifactRecord])[]
  readonly unverified: readonly { readonly path: string; readonly differences: readonly string[] }[]
}

/** Files of a target that hold all policies; where the target can read the policies back from them, each is verified. */
export const writeShared = (target: Target, policies: readonly Policy[], options: TargetOptions): SharedArtifacts => {
  const files = target.shared?.(policies, options) ?? []
  const first = files[0]
  if (target.readShared === undefined || first === undefined) return { files, records: [], unverified: [] }
  const read = target.readShared(files)
  const hash = sha256(first.bytes)
  const checked = policies.map((policy) => ({
    policy,
    differences: meaningDifference(modelFor(target.capabilities, policy), read.get(policy.id)?.rules ?? []),
  }))
  return {
    files,
    records: checked.map(({ policy, differences }) => [
      policy,
      {
        target: target.name,
        path: first.path,
        sha256: hash,
        files: [first.path],
        verified: differences.length === 0,
        losses: [],
      },
    ]),
    unverified: checked
      .filter(({ differences }) => differences.length > 0)
      .map(({ differences }) => ({ path: first.path, differences })),
  }
}
