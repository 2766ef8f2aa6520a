// SPDX-License-Identifier: MIT

import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Estate } from '../estate/estate.ts'
import { outputFault } from '../output/output-fault.ts'
import { type OutputFolder, openOutput, unwritable } from '../output/output-folder.ts'
import type { OutputWorld } from '../output/output-run.ts'
import type { Policy } from '../rules/policy.ts'
import type { Target, TargetOptions } from '../targets/target.ts'
import type { TargetName } from '../targets/target-names.ts'
import { hasErrors, type Units } from './compile-output.ts'
import type { CompiledEstate, OutputSummary } from './compiled-estate.ts'
import { loadTargets } from './load-targets.ts'
import { makeOutput } from './make-output.ts'

export interface CompileRun {
  readonly compiled: CompiledEstate
  readonly policies: readonly Policy[]
  readonly targets: readonly TargetName[]
  readonly options: TargetOptions
  readonly units: Units
  readonly folder: string
  /** Whether policies of the estate are left out. */
  readonly partial: boolean
  readonly world: OutputWorld
  readonly allowLoss: boolean
  readonly locate: Estate['locate']
  /** Gets what cleans up should the command end before its time; null takes it back. */
  readonly onExit: (clean: (() => void) | null) => void
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
  const opened = await openOutput(run.world, run.folder)
  if ('refused' in opened) return refused(run, opened.refused)
  const { output } = opened
  run.onExit(output.discard)
  try {
    return await writeOutput(run, targets, output)
  } catch (error) {
    return refused(run, [...output.notes, unwritable(run.folder, run.folder, error)])
  } finally {
    output.discard()
    run.onExit(null)
  }
}

const refused = (run: CompileRun, diagnostics: readonly Diagnostic[]): CompileResult => ({
  diagnostics: [...run.compiled.diagnostics, ...diagnostics],
  summary: null,
})

const writeOutput = async (
  run: CompileRun,
  targets: readonly Target[],
  output: OutputFolder,
): Promise<CompileResult> => {
  const more = run.partial ? leftOut(run, output) : []
  if (more.length > 0)
    return refused(run, [outputFault(run.folder, 'partial-over-whole', { folder: run.folder, more })])
  const { diagnostics, summary, isWhole } = await makeOutput(run, targets, output, pauseWith(run.progress))
  if (!isWhole) return { diagnostics: [...diagnostics, ...output.notes], summary }
  const said = output.commit()
  return hasErrors(said)
    ? { diagnostics: [...diagnostics, ...output.notes, ...said], summary: null }
    : { diagnostics: [...diagnostics, ...output.notes, ...said], summary }
}

/** Policies that stand in the folder now and that a partial compile would take away. */
const leftOut = (run: CompileRun, output: OutputFolder): readonly string[] => {
  const part = new Set(run.policies.map(({ id }) => id))
  return output.policies.filter((id) => !part.has(id))
}

/** Lets an interruption be heard every now and then, and shows progress where somebody looks. */
const pauseWith = (progress: CompileRun['progress']) => {
  // Node.js loads ten modules for `performance`.
  let last = process.uptime()
  return async (done: number, all: number): Promise<void> => {
    const now = process.uptime()
    if (now - last < 0.05 && done < all) return
    last = now
    progress?.(done === all ? '\r\u001B[K' : `\r${done} of ${all} policies`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
