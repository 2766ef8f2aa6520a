// SPDX-License-Identifier: MIT
import type { Span } from '../diagnostics/diagnostic.ts'
import type { ServerLink } from './server-link.ts'
import type { SentFile, ServerTarget } from './server-target.ts'

/** How far a host is; `until` is when the way back goes off. */
export interface HostStep {
  readonly host: string
  readonly step:
    | 'connect'
    | 'look'
    | 'plan'
    | 'prepare'
    | 'guarded'
    | 'changed'
    | 'confirm'
    | 'wait'
    | 'put-back'
    | 'rollback'
    | 'test'
  readonly until?: string
}

/** What the work on one host needs of the world; passed in, so that tests bring their own. */
export interface HostWorld {
  readonly link: (target: ServerTarget) => ServerLink
  readonly isLocal: (target: ServerTarget) => boolean
  /** Our end of the connection, where the server cannot say it. */
  readonly ownAddress: (target: ServerTarget) => Promise<string | null>
  readonly now: () => number
  readonly wait: (milliseconds: number) => Promise<void>
  readonly tell: (step: HostStep) => void
  readonly estateHash: string
  readonly putBack: SentFile
  /** For each step, in milliseconds. */
  readonly timeout: number
  /** Until a change has to be confirmed, in milliseconds; null: it needs no confirming. */
  readonly confirmWithin: number | null
  readonly span: Span
}
