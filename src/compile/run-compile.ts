// SPDX-License-Identifier: MIT

import type { TargetName } from '../catalog/target-names.ts'
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import type { Policy } from '../rules/policy.ts'
import type { OutputFile, Target, TargetOptions } from '../targets/target.ts'
import { TARGETS } from '../targets/targets.ts'
import { hasErrors, type OutputSummary, writeArtifacts, writeIndex } from './compile-output.ts'
import type { CompiledEstate } from './compiled-estate.ts'
import type { FileSystem } from './file-system.ts'
import { foreignFiles, OUTPUT_INDEX, openOutput } from './output-folder.ts'

export interface CompileRun {
  readonly compiled: CompiledEstate
  readonly policies: readonly Policy[]
  readonly targets: readonly TargetName[]
  readonly options: TargetOptions
  /** Files that belong to the estate as a whole: RPC and SQL scripts, the preview. */
  readonly units: readonly OutputFile[]
  readonly folder: string
  readonly files: FileSystem
  readonly allowLoss: boolean
  readonly progress: ((text: string) => void) | null
}

export interface CompileResult {
  readonly diagnostics: readonly Diagnostic[]
  /** Null where nothing was written. */
  readonly summary: OutputSummary | null
}

/** Writes the output of a compile, or nothing at all. */
export const runCompile = async (run: CompileRun): Promise<CompileResult> => {
  if (hasErrors(run.compiled.diagnostics)) return { diagnostics: run.compiled.diagnostics, summary: null }
  const targets = await loadTargets(run.targets)
  const folder = openOutput(run.files, run.folder)
  let summary: OutputSummary
  try {
    summary = await writeArtifacts(
      run.compiled,
      run.policies,
      targets,
      run.options,
      folder,
      pauseWith(run.progress),
      run.units,
    )
  } catch (error) {
    folder.discard()
    throw error
  }
  const span: Span = { file: run.compiled.inputs[0]?.path ?? run.folder, line: 1, column: 1, endLine: 1, endColumn: 1 }
  const losses = summary.policies.flatMap(({ artifacts }) =>
    artifacts.flatMap((artifact) =>
      artifact.losses.map((loss) =>
        diagnose(
          run.allowLoss ? 'loss-allowed' : 'loss',
          { path: artifact.path, rule: loss.rule, field: loss.field, reason: loss.reason },
          span,
        ),
      ),
    ),
  )
  const own = new Set([...summary.files.map(({ path }) => path), OUTPUT_INDEX])
  const taken = foreignFiles(run.files, run.folder).filter((path) => own.has(path))
  const diagnostics = [
    ...run.compiled.diagnostics,
    ...losses,
    ...taken.map((path) => diagnose('output-in-use', { path }, span)),
  ]
  if (hasErrors(diagnostics) || summary.unverified.length > 0) {
    folder.discard()
    return { diagnostics, summary: summary.unverified.length > 0 ? summary : null }
  }
  writeIndex({ ...run.compiled, diagnostics }, summary, folder)
  folder.commit()
  return { diagnostics, summary }
}

export const loadTargets = (names: readonly TargetName[]): Promise<readonly Target[]> =>
  Promise.all(names.map((name) => TARGETS[name]()))

/** Lets an interruption be heard every now and then, and shows progress where somebody looks. */
const pauseWith = (progress: CompileRun['progress']) => {
  let last = performance.now()
  return async (done: number, all: number): Promise<void> => {
    const now = performance.now()
    if (now - last < 50 && done < all) return
    last = now
    progress?.(done === all ? '\r\u001B[K' : `\r${done} of ${all} policies`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
