// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { settingsDifference } from '../analysis/settings-difference.ts'
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Loss } from '../formats/rule/loss.ts'
import { meaningDifference } from '../packets/meaning-difference.ts'
import type { Policy } from '../rules/policy.ts'
import type { OutputFile, Target, TargetOptions } from '../targets/target.ts'
import type { ArtifactRecord } from './compiled-estate.ts'
import { modelFor } from './model-for.ts'

export const sha256 = (bytes: Uint8Array): string =>
  getOrInsert(HASHES, bytes, () => createHash('sha256').update(bytes).digest('hex'))

/** The first file of an artifact stands in two places of the index. */
const HASHES = new WeakMap<Uint8Array, string>()

export interface WrittenPolicy {
  readonly files: readonly OutputFile[]
  readonly record: ArtifactRecord
  /** How what was read back differs from the policy; empty where it is verified. */
  readonly differences: readonly string[]
}

/** Writes a policy for one target, reads it back with the target's reader, and compares the two by meaning. */
export const writePolicy = (target: Target, policy: Policy, options: TargetOptions): WrittenPolicy => {
  const { files, losses } = target.write(policy, options)
  const first = files[0]
  const differences = first === undefined ? [] : compareArtifact(target, policy, files, losses)
  return {
    files,
    differences,
    record: {
      target: target.name,
      path: first?.path ?? '',
      sha256: first === undefined ? '' : sha256(first.bytes),
      files: files.map((file) => file.path),
      verified: differences.length === 0,
      losses,
    },
  }
}

/** How what a target's reader sees in the files differs from the policy, rules that are declared lost left aside. */
export const compareArtifact = (
  target: Target,
  policy: Policy,
  files: readonly OutputFile[],
  losses: readonly Loss[],
): readonly string[] => {
  const lost = new Set(losses.map((loss) => loss.rule))
  try {
    const read = target.read(files)
    const model = modelFor(target.capabilities, policy)
    const registry = target.capabilities.registryValues ? registryDifference(policy, read.registry) : []
    return [
      ...meaningDifference(
        model.filter((rule) => !lost.has(rule.id)),
        read.rules.filter((rule) => !lost.has(rule.id)),
      ),
      ...registry,
      ...(target.capabilities.profileSettings && !lost.has(null)
        ? settingsDifference(policy.profiles, policy.settings, read.registry, !target.capabilities.registryValues)
        : []),
    ]
  } catch (error) {
    return [`the reader failed: ${error instanceof Error ? error.message : String(error)}`]
  }
}

const registryDifference = (policy: Policy, read: Policy['registry']): readonly string[] => {
  const text = (value: Policy['registry'][number]): string =>
    `${value.key.toLowerCase()}\\${value.name.toLowerCase()} ${value.type} ${JSON.stringify(value.data)}`
  const found = new Set(read.map(text))
  return policy.registry.filter((value) => !found.has(text(value))).map((value) => `- ${text(value)}`)
}
