// SPDX-License-Identifier: MIT
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Estate } from '../estate/estate.ts'
import type { Policy } from '../rules/policy.ts'
import type { Target, TargetOptions } from '../targets/target.ts'
import { hasErrors, type OutputSink, type Pause, type Units, writeArtifacts, writeIndex } from './compile-output.ts'
import type { CompiledEstate, OutputSummary } from './compiled-estate.ts'
import { lossDiagnostics } from './loss-diagnostics.ts'

export interface OutputRequest {
  readonly compiled: CompiledEstate
  readonly policies: readonly Policy[]
  readonly options: TargetOptions
  readonly units: Units
  readonly allowLoss: boolean
  readonly locate: Estate['locate']
}

export interface MadeOutput {
  readonly diagnostics: readonly Diagnostic[]
  /** Null where the estate, or what a target cannot say of it, is an error. */
  readonly summary: OutputSummary | null
  /** Whether every file is made and proved, the index too. */
  readonly isWhole: boolean
}

/** Makes every file of an output, wherever they go. */
export const makeOutput = async (
  { compiled, policies, options, units, allowLoss, locate }: OutputRequest,
  targets: readonly Target[],
  folder: OutputSink,
  pause: Pause,
): Promise<MadeOutput> => {
  const summary = await writeArtifacts(compiled, policies, targets, options, folder, pause, units)
  const diagnostics = [...compiled.diagnostics, ...lossesOf(summary, locate, allowLoss)]
  const isProved = summary.unverified.length === 0
  if (hasErrors(diagnostics) || !isProved) return { diagnostics, summary: isProved ? null : summary, isWhole: false }
  writeIndex({ ...compiled, diagnostics }, summary, folder)
  return { diagnostics, summary, isWhole: true }
}

const lossesOf = (summary: OutputSummary, locate: Estate['locate'], allowed: boolean): readonly Diagnostic[] =>
  lossDiagnostics(
    [...summary.policies, { policy: null, artifacts: summary.artifacts }].flatMap(({ policy, artifacts }) =>
      artifacts.flatMap(({ target, losses }) => losses.map((loss) => ({ target, policy: policy?.id ?? null, loss }))),
    ),
    locate,
    allowed,
  )
