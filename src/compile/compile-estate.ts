// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Estate } from '../estate/estate.ts'
import { compileFlows } from '../flows/compile-flows.ts'
import { compilePolicies } from '../rules/compile-policies.ts'
import { dynamicRange, firewallOf } from '../rules/dynamic-range.ts'
import type { Policy } from '../rules/policy.ts'
import { acknowledge } from './acknowledge.ts'
import type { CompiledEstate } from './compiled-estate.ts'
import { estateNotes } from './estate-notes.ts'

export interface CompileFacts {
  readonly version: string
  readonly inputs: readonly { readonly path: string; readonly given: string; readonly sha256: string }[]
  readonly diagnostics: readonly Diagnostic[]
}

export interface EstateResult extends CompiledEstate {
  readonly policies: readonly Policy[]
}

/** From a checked estate to flows and policies. Pure: the same estate gives the same result. */
export const compileEstate = (estate: Estate, catalog: Catalog, facts: CompileFacts): EstateResult => {
  const { parties, flows } = compileFlows(estate, catalog)
  const policies = compilePolicies(estate, catalog, parties, flows)
  return {
    portwright: facts.version,
    estate: estate.name,
    inputs: facts.inputs.map(({ path, sha256 }) => ({ path, sha256 })),
    names: new Map(facts.inputs.map(({ path, given }) => [given, path])),
    flows,
    parties,
    policies,
    rpcRanges: new Map(
      parties
        .filter((party) => firewallOf(estate, party).rpc !== null)
        .map((party) => [party, dynamicRange(estate, party).join(' ')]),
    ),
    except: estate.except,
    diagnostics: acknowledge(estate, [...facts.diagnostics, ...estateNotes(estate, catalog, parties, flows, policies)]),
  }
}
