// SPDX-License-Identifier: MIT

/** What templates/servers/there.ps1 answers, step by step. */

export interface Facts {
  readonly version: string
  /** SSH_CONNECTION as the server has it; empty where there is none. */
  readonly client: string
  readonly privileged: boolean | null
  readonly missing: readonly string[]
  readonly profiles: readonly { readonly name: string; readonly enabled: string; readonly localRules: string }[]
  readonly groupPolicyRules: number | null
  readonly active: readonly string[]
  readonly service: string | null
  readonly addresses: readonly string[]
  readonly execution: string | null
  readonly tasks: readonly string[]
  /** Somebody else's run whose session lives; `until` is empty where it has no way back. */
  readonly living: { readonly started: string; readonly until: string } | null
  /** When an earlier run was put back; null where none was, or one has succeeded since. */
  readonly rolledBack: string | null
  readonly unread: readonly string[]
}

/** What a produced script did, or would do under -WhatIf. */
export interface ScriptReport {
  readonly steps: readonly {
    readonly action: string
    readonly displayName: string
    readonly detail: string
    readonly name: string
  }[]
  readonly same: number
  readonly exit: number
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
}

export interface RpcReport {
  readonly action: string
  readonly restartDue: string
  readonly detail: string
  readonly exit: number
  readonly errors: readonly string[]
}

export interface ValueCount {
  readonly added: number
  readonly changed: number
  readonly same: number
}

/** Of the steps `plan` and `apply`. */
export interface ChangeReport {
  readonly values: ValueCount | null
  readonly rpc: RpcReport | null
  /** Null where it never came to the rules. */
  readonly rules: ScriptReport | null
}

export interface Settled {
  readonly running: readonly string[]
  readonly putBack: number
}
export interface Prepared {
  readonly number: number
  readonly folder: string
}
export interface Guarded {
  readonly at: string
}
export interface Confirmed {
  readonly putBack: boolean
  readonly left: string
}
export interface RunState {
  readonly state: string
}
export interface RolledBack {
  readonly number: number
  readonly kept: readonly string[]
  readonly actions: readonly string[]
}
export interface Tested {
  readonly rpc: TesterOutput | null
  readonly sql: TesterOutput | null
}
export interface TesterOutput {
  readonly json: string
  readonly errors: readonly string[]
}
export interface Live {
  readonly records: readonly object[]
  readonly profiles: readonly Readonly<Record<string, string>>[]
  /** Of the values that were asked for, those that are there; `kind` as .NET names it. */
  readonly registry: readonly {
    readonly key: string
    readonly name: string
    readonly kind: string
    readonly data: string | number | readonly string[]
  }[]
}
