// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Estate } from '../estate/estate.ts'
import type { EndFactory } from './flow-end.ts'
import type { Party } from './party.ts'
import type { RoleIndex } from './role-index.ts'

/** What every join of the catalogue's rows needs. */
export interface FlowContext {
  readonly estate: Estate
  readonly catalog: Catalog
  readonly index: RoleIndex
  readonly ends: EndFactory
  /** Who may take a role's place at its site. */
  readonly standIns: ReadonlyMap<string, readonly string[]>
  /** Hosts that carry the connections of others to the internet, by name. */
  readonly proxies: ReadonlyMap<string, Party>
  /** The domains that hosts and client groups of a site are members of. */
  readonly domainsIn: ReadonlyMap<string, ReadonlySet<string>>
  /** Chosen parts of a list of holders, kept so that equal parts stay one object. */
  readonly parts: Map<string, readonly Party[]>
}

/** A part of a list of holders; the same key has to mean the same part. */
export const part = ({ parts }: FlowContext, key: string, choose: () => readonly Party[]): readonly Party[] =>
  getOrInsert(parts, key, choose)
