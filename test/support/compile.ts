// SPDX-License-Identifier: MIT

import type { Catalog } from '../../src/catalog/catalog-flow.ts'
import { compileEstate, type EstateResult } from '../../src/compile/compile-estate.ts'
import type { Estate } from '../../src/estate/estate.ts'
import { readEstate } from '../../src/estate/read-estate.ts'
import type { Policy } from '../../src/rules/policy.ts'
import { catalog } from './catalog.ts'

const TODAY = '2026-01-15'

/** Reads an estate from YAML text; throws what is wrong with it. */
export const estateOf = async (text: string, known: Catalog = catalog): Promise<Estate> => {
  const { estate, diagnostics } = await readEstate({
    path: 'estate.yaml',
    text,
    catalog: known,
    today: TODAY,
    readFile: () => '',
  })
  if (estate === null)
    throw new Error(diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`).join('\n'))
  return estate
}

/** Compiles an estate from YAML text. */
export const compiled = async (text: string, known: Catalog = catalog): Promise<EstateResult> =>
  compileEstate(await estateOf(text, known), known, { version: '0.0.0', inputs: [], diagnostics: [] })

/** The rules of the policy that holds a host or client group, one line each: `in tcp 445 <- 10.0.0.1`. */
export const rulesOf = (result: EstateResult, name: string): readonly string[] => {
  const policy = result.policies.find((one: Policy) => one.hosts.includes(name) || one.clients.includes(name))
  if (policy === undefined) throw new Error(`${name} has no policy`)
  return policy.rules.map((rule) => {
    const ports = [...rule.localPorts, ...rule.remotePorts, ...rule.icmpTypes].join(',')
    const arrow = rule.direction === 'in' ? '<-' : '->'
    const remotes = rule.remoteAddresses.length === 0 ? 'any' : rule.remoteAddresses.join(' ')
    const locals = rule.localAddresses.length === 0 ? '' : ` at ${rule.localAddresses.join(' ')}`
    return `${rule.direction} ${rule.protocol} ${ports} ${arrow} ${remotes}${locals}`
  })
}
