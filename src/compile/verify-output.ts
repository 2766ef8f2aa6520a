// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import type { TargetName } from '../catalog/target-names.ts'
import type { FileSystem } from '../output/file-system.ts'
import { OUTPUT_INDEX } from '../output/own-files.ts'
import { meaningDifference } from '../packets/meaning-difference.ts'
import type { Policy } from '../rules/policy.ts'
import type { OutputFile, Target } from '../targets/target.ts'
import type { ArtifactRecord } from './compiled-estate.ts'
import { modelFor } from './model-for.ts'
import { compareArtifact, sha256 } from './policy-artifacts.ts'
import { loadTargets } from './run-compile.ts'

export interface VerifiedOutput {
  readonly verified: boolean
  readonly artifacts: readonly {
    readonly policy: string
    readonly target: string
    readonly path: string
    readonly verified: boolean
    readonly differences: readonly string[]
  }[]
  /** Files that the compile wrote and that are gone. */
  readonly missing: readonly string[]
  /** Files that are not, byte for byte, what the compile wrote. */
  readonly changed: readonly string[]
}

interface Index {
  readonly policies: readonly (Policy & { readonly artifacts: readonly ArtifactRecord[] })[]
  readonly files: readonly { readonly path: string; readonly sha256: string }[]
}

/** Reads every artifact of an output folder with its reader and compares it with the rules of the index, by meaning. */
export const verifyOutput = async (files: FileSystem, folder: string): Promise<VerifiedOutput | null> => {
  const index = readIndex(files, folder)
  if (index === null) return null
  const names = [
    ...new Set(index.policies.flatMap((policy) => policy.artifacts.map((artifact) => artifact.target as TargetName))),
  ]
  const targets = new Map((await loadTargets(names)).map((target): [string, Target] => [target.name, target]))
  const shared = new Map<string, ReturnType<NonNullable<Target['readShared']>> | string>()
  const artifacts = index.policies.flatMap((policy) =>
    policy.artifacts.map((artifact) => {
      const target = targets.get(artifact.target)
      const differences =
        target === undefined
          ? [`the target ${artifact.target} is unknown`]
          : check(target, policy, artifact, files, folder, shared)
      return {
        policy: policy.id,
        target: artifact.target,
        path: artifact.path,
        verified: differences.length === 0,
        differences,
      }
    }),
  )
  const states = index.files.map((file) => ({ path: file.path, state: stateOf(files, folder, file) }))
  const of = (wanted: string): readonly string[] =>
    states.filter(({ state }) => state === wanted).map(({ path }) => path)
  const [missing, changed] = [of('missing'), of('changed')]
  const verified = missing.length === 0 && changed.length === 0 && artifacts.every((one) => one.verified)
  return { verified, artifacts, missing, changed }
}

const readOrNull = (files: FileSystem, path: string): Uint8Array | null => {
  try {
    return files.read(path)
  } catch {
    // A folder where the file should be.
    return null
  }
}

const stateOf = (files: FileSystem, folder: string, file: Index['files'][number]): 'missing' | 'changed' | 'same' => {
  const bytes = readOrNull(files, join(folder, file.path))
  return bytes === null ? 'missing' : sha256(bytes) === file.sha256 ? 'same' : 'changed'
}

const readIndex = (files: FileSystem, folder: string): Index | null => {
  try {
    const bytes = files.read(join(folder, OUTPUT_INDEX))
    if (bytes === null) return null
    const index = JSON.parse(new TextDecoder().decode(bytes)) as Index
    return Array.isArray(index.policies) && Array.isArray(index.files) ? index : null
  } catch {
    return null
  }
}

const check = (
  target: Target,
  policy: Policy,
  artifact: ArtifactRecord,
  files: FileSystem,
  folder: string,
  shared: Map<string, ReturnType<NonNullable<Target['readShared']>> | string>,
): readonly string[] => {
  const read: OutputFile[] = []
  for (const path of artifact.files ?? [artifact.path]) {
    const bytes = readOrNull(files, join(folder, path))
    if (bytes === null) return [`${path} is missing`]
    read.push({ path, bytes })
  }
  if (target.readShared === undefined) return compareArtifact(target, policy, read, artifact.losses)
  let policies = shared.get(artifact.path)
  if (policies === undefined) {
    try {
      policies = target.readShared(read)
    } catch (error) {
      policies = error instanceof Error ? error.message : String(error)
    }
    shared.set(artifact.path, policies)
  }
  if (typeof policies === 'string') return [policies]
  return meaningDifference(modelFor(target.capabilities, policy), policies.get(policy.id)?.rules ?? [])
}
