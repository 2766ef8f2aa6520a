// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { DiagnosticCode } from '../diagnostics/diagnostic-code.ts'
import type { DiagnosticParameters } from '../diagnostics/diagnostic-table.ts'

/** What is wrong with an output folder, as the user named it. */
export const outputFault = <C extends DiagnosticCode>(
  given: string,
  code: C,
  parameters: DiagnosticParameters<C>,
): Diagnostic => diagnose(code, parameters, { file: given, line: 1, column: 1, endLine: 1, endColumn: 1 })
