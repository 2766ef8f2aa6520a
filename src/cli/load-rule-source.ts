// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { OutputIndex } from '../compile/output-index.ts'
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { fileStart } from '../diagnostics/file-start.ts'
import type { LoadedSource } from '../library/loaded-source.ts'
import type { OutputFile } from '../targets/target.ts'
import { filesOf } from './files-of.ts'
import { limitedBytes } from './limited-bytes.ts'
import { unreadable } from './load-estate.ts'
import { printDiagnostics } from './print-diagnostics.ts'
import type { Streams } from './streams.ts'

/**
 * The sets of rules behind one argument: an estate, the output folder of a compile (or its index), or an artifact that
 * `read` reads; `version` is another build of Configuration Manager than an estate says. Prints what is wrong and gives null otherwise.
 */
export const loadRuleSource = async (
  path: string,
  streams: Streams,
  version?: number,
): Promise<LoadedSource | null> => {
  const loaded = await load(path, streams, version)
  if (loaded === null || !('code' in loaded)) return loaded
  await printDiagnostics([loaded], 'text', [], streams, { quiet: streams.quiet })
  return null
}

const load = async (path: string, streams: Streams, version?: number): Promise<LoadedSource | Diagnostic | null> => {
  if (path !== '-') streams.touched?.(path)
  let files: readonly OutputFile[]
  let isFolder = false
  try {
    if (path !== '-' && (await isOutput(path))) return await fromFolder(path)
    isFolder = path !== '-' && statSync(path).isDirectory()
    files = isFolder
      ? filesOf(path)
      : [{ path: basename(path), bytes: path === '-' ? await streams.readInput() : limitedBytes(path) }]
  } catch (error) {
    return unreadable(fileStart(path).file, error)
  }
  const bytes = files[0]?.bytes ?? new Uint8Array()
  const again = (): Promise<LoadedSource | null> =>
    fromEstate(path, { ...streams, readInput: async () => bytes }, version)
  if (isFolder) return (await fromArtifact(path, files, true)) ?? diagnose('unknown-artifact', {}, fileStart(path))
  const { looksLikeEstate, looksLikeIndex } = await import('../read/looks-like.ts')
  if (looksLikeIndex(bytes)) return fromIndex(path, bytes)
  if (looksLikeEstate(path, bytes)) return again()
  const read = await fromArtifact(path, files, false)
  if (read !== null) return read
  if (bytes.length === 0) return diagnose('empty-artifact', {}, fileStart(path))
  // Whatever it is, its name says that it should be an estate: then the estate's own words say what is wrong.
  return /\.(?:yaml|yml)$/i.test(path) ? again() : diagnose('unknown-artifact', {}, fileStart(path))
}

const isOutput = async (folder: string): Promise<boolean> => {
  const { OUTPUT_INDEX } = await import('../output/own-files.ts')
  const { nodeFileSystem } = await import('../output/node-file-system.ts')
  const { runsFor } = await import('../output/output-run.ts')
  const index = statSync(join(folder, OUTPUT_INDEX), { throwIfNoEntry: false })
  // Where a compile is just swapping it, or was interrupted, the folder may be gone; reading it says so.
  return index !== undefined || runsFor(nodeFileSystem, nodeFileSystem.real(folder)).length > 0
}

const fromEstate = async (path: string, streams: Streams, version?: number): Promise<LoadedSource | null> => {
  const { compiledEstate } = await import('./compiled-estate.ts')
  const compiled = await compiledEstate(path, streams, version)
  if (compiled === null) return null
  const { estateSource } = await import('../compile/estate-source.ts')
  return { source: estateSource(path, compiled.compiled), compiled, inputs: compiled.inputs }
}

const fromFolder = async (path: string): Promise<LoadedSource | Diagnostic> => {
  const { nodeFileSystem } = await import('../output/node-file-system.ts')
  const { nodeProcesses } = await import('../output/processes.ts')
  const { readOutput } = await import('../output/read-output.ts')
  const { openIndex } = await import('../compile/open-index.ts')
  const { OUTPUT_INDEX } = await import('../output/own-files.ts')
  const world = { files: nodeFileSystem, processes: nodeProcesses }
  const read = await readOutput(world, path, (folder) => openIndex(nodeFileSystem, folder, path, true))
  if ('refused' in read) return read.refused
  return 'code' in read.value ? read.value : fromOutput(path, join(path, OUTPUT_INDEX), read.value)
}

const fromIndex = async (path: string, bytes: Uint8Array): Promise<LoadedSource | Diagnostic> => {
  const { readOutputIndex } = await import('../compile/output-index.ts')
  const { indexFault } = await import('../compile/open-index.ts')
  const index = readOutputIndex(bytes, true)
  return 'fault' in index ? indexFault(fileStart(path).file, index) : fromOutput(path, path, { index, bytes })
}

const fromOutput = async (
  path: string,
  file: string,
  { index, bytes }: { readonly index: OutputIndex; readonly bytes: Uint8Array },
): Promise<LoadedSource> => {
  const { outputSource } = await import('../compile/output-source.ts')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { source: outputSource(path, index), compiled: null, inputs: [{ path: file, sha256 }] }
}

const fromArtifact = async (
  path: string,
  files: readonly OutputFile[],
  isFolder: boolean,
): Promise<LoadedSource | Diagnostic | null> => {
  const { readRuleSets } = await import('../read/read-rule-sets.ts')
  const { refusal } = await import('../read/refusal.ts')
  try {
    const read = await readRuleSets(files, isFolder)
    return read === null ? null : { source: { path, estate: null, flows: [], parties: [], ...read }, compiled: null }
  } catch (error) {
    const known = refusal(error, fileStart(path))
    if (known === null) throw error
    return known
  }
}
