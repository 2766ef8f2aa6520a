// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { Estate } from '../estate/estate.ts'
import type { Flow } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'

/** What logs are held against. */
export interface TrafficInput {
  readonly estate: Estate
  readonly catalog: Catalog
  readonly parties: readonly Party[]
  readonly flows: readonly Flow[]
  /** What a rule of the estate is called, by its id; asked where a log says that a rule dropped something. */
  readonly ruleName: (id: string) => string | undefined
  /** Whose log every file is; null where the logs say it, or nobody knows. */
  readonly host: Party | null
  /** Seconds on the clock of the log; null: everything. */
  readonly since: number | null
}
