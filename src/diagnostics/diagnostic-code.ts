// SPDX-License-Identifier: MIT
import type { DIAGNOSTICS } from './diagnostic-table.ts'

export type DiagnosticCode = keyof typeof DIAGNOSTICS
