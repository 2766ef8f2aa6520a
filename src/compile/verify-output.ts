// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { FileSystem } from '../output/file-system.ts'
import { outputEntry } from '../output/output-entry.ts'
import { outputFault } from '../output/output-fault.ts'
import type { OutputWorld } from '../output/output-run.ts'
import { OUTPUT_INDEX } from '../output/own-files.ts'
import { readOutput } from '../output/read-output.ts'
import { unknownFiles } from '../output/unknown-files.ts'
import { meaningDifference } from '../packets/meaning-difference.ts'
import type { Policy } from '../rules/policy.ts'
import type { OutputFile, Target } from '../targets/target.ts'
import type { TargetName } from '../targets/target-names.ts'
import { TARGETS } from '../targets/targets.ts'
import type { ArtifactRecord, WrittenFile } from './compiled-estate.ts'
import { compareEstate } from './estate-artifacts.ts'
import { loadTargets } from './load-targets.ts'
import { modelFor } from './model-for.ts'
import { LARGEST, openIndex } from './open-index.ts'
import type { OutputIndex } from './output-index.ts'
import { compareArtifact, sha256 } from './policy-artifacts.ts'
import { stripSignature } from './strip-signature.ts'

export interface VerifiedArtifact {
  /** Null where it says the flows of the whole estate. */
  readonly policy: string | null
  readonly target: string
  readonly path: string
  readonly verified: boolean
  /** A file of it carries an Authenticode signature block, which was left aside. */
  readonly signed: boolean
  readonly differences: readonly string[]
}

export interface VerifiedOutput {
  readonly verified: boolean
  readonly estateHash: string
  /** Of portwright.json. */
  readonly sha256: string
  readonly policies: readonly { readonly policy: string; readonly hash: string }[]
  readonly artifacts: readonly VerifiedArtifact[]
  /** What stands in the output's own folders and no compile wrote. */
  readonly unknown: readonly string[]
  /** Files that the compile wrote and that are gone. */
  readonly missing: readonly string[]
  /** Files that are not, byte for byte, what the compile wrote. */
  readonly changed: readonly string[]
  /** Scripts that are what the compile wrote, but for a signature block. */
  readonly signed: readonly string[]
}

/**
 * Reads every artifact of an output folder with its reader and compares it with the rules of the index, by meaning; whatever
 * else stands in the output's own folders is named. Changes nothing.
 */
export const verifyOutput = async (world: OutputWorld, given: string): Promise<VerifiedOutput | Diagnostic> => {
  const read = await readOutput(world, given, (folder) => verifyFolder(world.files, folder, given))
  return 'refused' in read ? read.refused : read.value
}

const verifyFolder = async (files: FileSystem, folder: string, given: string): Promise<VerifiedOutput | Diagnostic> => {
  const opened = openIndex(files, folder, given)
  if ('code' in opened) return opened
  const { index, bytes } = opened
  const outside = index.files.find(({ path }) => outputEntry(files, folder, path) === 'outside')
  if (outside !== undefined) return outputFault(join(given, OUTPUT_INDEX), 'index-path-outside', { path: outside.path })
  return compare(files, folder, index, sha256(bytes))
}

const compare = async (
  files: FileSystem,
  folder: string,
  index: OutputIndex,
  hash: string,
): Promise<VerifiedOutput> => {
  const states = new Map(index.files.map((file) => [file.path, stateOf(files, folder, file)]))
  const of = (wanted: State): readonly string[] =>
    [...states].filter(([, state]) => state === wanted).map(([path]) => path)
  const targets = await targetsOf(index)
  const shared = new Map<string, ReturnType<NonNullable<Target['readShared']>> | string>()
  const verified = (policy: Policy | null, artifact: ArtifactRecord): VerifiedArtifact => {
    const target = targets.get(artifact.target)
    const read = readArtifactFiles(artifact, files, folder, states)
    const differences =
      target === undefined
        ? [`the target ${artifact.target} is unknown`]
        : typeof read === 'string'
          ? [read]
          : policy === null
            ? compareFlows(target, index, artifact, read)
            : check(target, policy, artifact, read, shared)
    return {
      policy: policy?.id ?? null,
      target: artifact.target,
      path: artifact.path,
      verified: differences.length === 0,
      signed: artifact.files.some((path) => states.get(path) === 'signed'),
      differences,
    }
  }
  const artifacts = [
    ...index.policies.flatMap((policy) => policy.artifacts.map((artifact) => verified(policy, artifact))),
    ...index.artifacts.map((artifact) => verified(null, artifact)),
  ]
  const listed = new Set([OUTPUT_INDEX, ...states.keys()])
  const [unknown, missing, changed] = [unknownFiles(files, folder, listed), of('missing'), of('changed')]
  return {
    verified: artifacts.every((one) => one.verified) && unknown.length + missing.length + changed.length === 0,
    estateHash: index.estateHash,
    sha256: hash,
    policies: index.policies.map((policy) => ({ policy: policy.id, hash: policy.hash })),
    artifacts,
    unknown,
    missing,
    changed,
    signed: of('signed'),
  }
}

const targetsOf = async ({ policies, artifacts }: OutputIndex): Promise<ReadonlyMap<string, Target>> => {
  const all = [...policies.flatMap((policy) => policy.artifacts), ...artifacts]
  const named = new Set(all.map(({ target }) => target))
  const known = Object.keys(TARGETS).filter((name) => named.has(name)) as TargetName[]
  return new Map((await loadTargets(known)).map((target) => [target.name, target]))
}

type State = 'same' | 'signed' | 'changed' | 'missing'

const stateOf = (files: FileSystem, folder: string, { path, sha256: wanted }: WrittenFile): State => {
  const entry = outputEntry(files, folder, path)
  if (entry !== 'file') return entry === 'missing' ? 'missing' : 'changed'
  const bytes = readFile(files, folder, path)
  if (bytes === null) return 'changed'
  if (sha256(bytes) === wanted) return 'same'
  const bare = path.endsWith('.ps1') ? stripSignature(bytes) : null
  return bare !== null && sha256(bare) === wanted ? 'signed' : 'changed'
}

const readFile = (files: FileSystem, folder: string, path: string): Uint8Array | null =>
  files.facts(join(folder, path)).size > LARGEST ? null : files.read(join(folder, path))

const readArtifactFiles = (
  artifact: ArtifactRecord,
  files: FileSystem,
  folder: string,
  states: ReadonlyMap<string, State>,
): readonly OutputFile[] | string => {
  const read: OutputFile[] = []
  for (const path of artifact.files.length === 0 ? [artifact.path] : artifact.files) {
    const state = states.get(path)
    if (state === undefined) return `${path} is not listed under “files”`
    const bytes = outputEntry(files, folder, path) === 'file' ? readFile(files, folder, path) : null
    if (bytes === null) return `${path} ${state === 'missing' ? 'is missing' : 'is no file that a compile writes'}`
    read.push({ path, bytes: state === 'signed' ? (stripSignature(bytes) ?? bytes) : bytes })
  }
  return read
}

const compareFlows = (
  target: Target,
  { flows, parties }: OutputIndex,
  { losses }: ArtifactRecord,
  read: readonly OutputFile[],
): readonly string[] =>
  target.estate === undefined
    ? [`${target.name} says no flows`]
    : compareEstate(target.estate, flows, parties, read, losses)

const check = (
  target: Target,
  policy: Policy,
  artifact: ArtifactRecord,
  read: readonly OutputFile[],
  shared: Map<string, ReturnType<NonNullable<Target['readShared']>> | string>,
): readonly string[] => {
  if (target.readShared === undefined) return compareArtifact(target, policy, read, artifact.losses)
  let policies = shared.get(artifact.path)
  if (policies === undefined) {
    try {
      policies = target.readShared(read)
    } catch (error) {
      policies = `the reader failed: ${error instanceof Error ? error.message : String(error)}`
    }
    shared.set(artifact.path, policies)
  }
  if (typeof policies === 'string') return [policies]
  return meaningDifference(modelFor(target.capabilities, policy), policies.get(policy.id)?.rules ?? [])
}
