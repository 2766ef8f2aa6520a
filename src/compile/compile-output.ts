// SPDX-License-Identifier: MIT
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { OutputFolder } from '../output/output-folder.ts'
import { OUTPUT_INDEX } from '../output/own-files.ts'
import type { Policy } from '../rules/policy.ts'
import type { OutputFile, Target, TargetOptions } from '../targets/target.ts'
import type { ArtifactRecord, CompiledEstate, OutputSummary, WrittenFile } from './compiled-estate.ts'
import { writeEstate } from './estate-artifacts.ts'
import { outputJson } from './output-json.ts'
import { sha256, writePolicy } from './policy-artifacts.ts'
import { writeShared } from './shared-artifacts.ts'

/** Where the files of an output go. */
export type OutputSink = Pick<OutputFolder, 'write' | 'append'>

/** Makes the files that belong to the estate as a whole: RPC and SQL scripts, the preview. */
export type Units = () => Promise<readonly OutputFile[]>

/** Called between policies, so that an interruption is heard and progress can be shown. */
export type Pause = (done: number, all: number) => Promise<void>

/** Writes every target of every policy into the folder and reads each back. The index is written by `writeIndex`. */
export const writeArtifacts = async (
  compiled: CompiledEstate,
  policies: readonly Policy[],
  targets: readonly Target[],
  options: TargetOptions,
  folder: OutputSink,
  pause: Pause,
  units: Units,
): Promise<OutputSummary> => {
  const files: WrittenFile[] = []
  const unverified: { path: string; differences: readonly string[] }[] = []
  // Names are compared without case on Windows. Nobody can prove a file that another one has overwritten.
  const names = new Set<string>()
  const put = (file: OutputFile): void => {
    const name = file.path.toLowerCase()
    if (names.has(name)) unverified.push({ path: file.path, differences: ['two artifacts have this name'] })
    names.add(name)
    // The folder may let the bytes go.
    files.push({ path: file.path, sha256: sha256(file.bytes) })
    folder.write(file)
  }
  const records = new Map<Policy, ArtifactRecord[]>(policies.map((policy) => [policy, []]))
  for (const [index, policy] of policies.entries()) {
    for (const target of targets) {
      const written = writePolicy(target, policy, options)
      for (const file of written.files) put(file)
      if (written.files.length > 0) records.get(policy)?.push(written.record)
      if (written.differences.length > 0)
        unverified.push({ path: written.record.path, differences: written.differences })
    }
    await pause(index + 1, policies.length)
  }
  for (const target of targets) {
    const shared = writeShared(target, policies, options)
    for (const file of shared.files) put(file)
    for (const [policy, record] of shared.records) records.get(policy)?.push(record)
    unverified.push(...shared.unverified)
  }
  const artifacts: ArtifactRecord[] = []
  for (const target of targets) {
    const whole = writeEstate(target, compiled, options)
    for (const file of whole.files) put(file)
    artifacts.push(...whole.records)
    unverified.push(...whole.unverified)
  }
  // After the targets, so that the page does not stand beside the largest artifact in memory.
  for (const file of await units()) put(file)
  return {
    policies: policies.map((policy) => ({ policy, artifacts: records.get(policy) ?? [] })),
    artifacts,
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    unverified,
  }
}

/** Writes `portwright.json`, piece by piece. */
export const writeIndex = (compiled: CompiledEstate, summary: OutputSummary, folder: OutputSink): void => {
  folder.write({ path: OUTPUT_INDEX, bytes: new Uint8Array() })
  let buffer = ''
  for (const piece of outputJson(compiled, summary)) {
    buffer += piece
    if (buffer.length > 1 << 20) {
      folder.append(OUTPUT_INDEX, buffer)
      buffer = ''
    }
  }
  folder.append(OUTPUT_INDEX, buffer)
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((diagnostic) => diagnostic.severity === 'error')
