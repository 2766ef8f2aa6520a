// SPDX-License-Identifier: MIT
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type HostResult, summaryOf } from '../servers/host-result.ts'

/** The one document of `apply --json`; `diagnostics` says why there are no hosts. */
export const hostsJson = (hosts: readonly HostResult[], diagnostics: readonly Diagnostic[] = []): string =>
  `${JSON.stringify({ hosts, summary: summaryOf(hosts), diagnostics }, null, 2)}\n`
