// SPDX-License-Identifier: MIT
import type { Entry } from './entry.ts'
import { ACKNOWLEDGE } from './table/acknowledge.ts'
import { ADVICE } from './table/advice.ts'
import { COMPILE } from './table/compile.ts'
import { EDGES } from './table/edges.ts'
import { FIREWALL } from './table/firewall.ts'
import { LINT } from './table/lint.ts'
import { NAMES } from './table/names.ts'
import { OUTPUT } from './table/output.ts'
import { PLAN } from './table/plan.ts'
import { READ } from './table/read.ts'
import { SCHEMA } from './table/schema.ts'
import { SERVERS } from './table/servers.ts'
import { SITES } from './table/sites.ts'
import { SYNTAX } from './table/syntax.ts'
import { TRAFFIC } from './table/traffic.ts'

/** Every diagnostic of the program. A code that is not here, or parameters that do not fit it, do not compile. */
export const DIAGNOSTICS = {
  ...SYNTAX,
  ...SCHEMA,
  ...NAMES,
  ...SITES,
  ...FIREWALL,
  ...EDGES,
  ...ACKNOWLEDGE,
  ...COMPILE,
  ...OUTPUT,
  ...ADVICE,
  ...READ,
  ...PLAN,
  ...LINT,
  ...SERVERS,
  ...TRAFFIC,
} as const satisfies Record<string, Entry<never>>

export type DiagnosticParameters<C extends keyof typeof DIAGNOSTICS> = Parameters<(typeof DIAGNOSTICS)[C]['message']>[0]
