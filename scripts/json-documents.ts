// SPDX-License-Identifier: MIT
import type { Adoption } from '../src/adopt/adoption.ts'
import type { CatalogFlow } from '../src/catalog/catalog-flow.ts'
import type { Plan } from '../src/change/plan.ts'
import type { VerifiedOutput } from '../src/compile/verify-output.ts'
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts'
import type { Explanation } from '../src/explain/explanation.ts'
import type { flowRecord } from '../src/flows/flow-record.ts'
import type { Loss } from '../src/formats/rule/loss.ts'
import type { FlowAnswer } from '../src/library/can.ts'
import type { CompileDocument } from '../src/library/compile-document.ts'
import type { LibraryDiagnostic } from '../src/library/library-diagnostic.ts'
import type { HostPreview } from '../src/preview/host-preview.ts'
import type { InstallPreview } from '../src/preview/install-preview.ts'
import type { ReadResult } from '../src/read/read-result.ts'
import type { HostResult, summaryOf } from '../src/servers/host-result.ts'
import type { Traffic } from '../src/traffic/traffic.ts'

type Flows = { readonly flows: readonly ReturnType<typeof flowRecord>[] }

/** What each command prints as JSON; its schema is made from here. */
export interface JsonDocuments {
  readonly adopt: Adoption & { readonly losses: readonly Loss[] }
  readonly apply: {
    readonly hosts: readonly HostResult[]
    readonly summary: ReturnType<typeof summaryOf>
    readonly diagnostics: readonly Diagnostic[]
  }
  readonly can: Omit<FlowAnswer, 'diagnostics'>
  readonly catalog: readonly CatalogFlow[]
  readonly check: readonly LibraryDiagnostic[]
  readonly compile: CompileDocument
  readonly explain: Explanation
  readonly lint: readonly LibraryDiagnostic[]
  readonly plan: Plan
  readonly preview: (Omit<InstallPreview, 'flows'> & Flows) | (Omit<HostPreview, 'flows'> & Flows)
  readonly read: ReadResult
  readonly traffic: Traffic
  readonly verify: VerifiedOutput
}
