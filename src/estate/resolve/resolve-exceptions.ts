// SPDX-License-Identifier: MIT
import type { CatalogFlow } from '../../catalog/catalog-flow.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import { quote } from '../../diagnostics/quote.ts'
import type { Exception } from '../estate.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Path } from '../problem.ts'
import { checkExpiry } from './check-expiry.ts'
import { plainText } from './check-name.ts'
import { checkReason } from './check-reason.ts'
import type { Context } from './context.ts'

type Wanted = NonNullable<EstateFile['except']>[number]['flow']

const matchId = (
  id: string,
  path: Path,
  flows: readonly CatalogFlow[],
  { product, report }: Context,
): readonly string[] => {
  const found = flows.some((flow) => flow.id === id)
  if (found || product === null) return [id]
  report(
    'unknown-flow',
    () => ({
      word: id,
      product,
      nearest: nearest(
        id,
        flows.map((flow) => flow.id),
      ),
    }),
    path,
  )
  return []
}

const matchEnds = (
  wanted: Exclude<Wanted, string>,
  path: Path,
  flows: readonly CatalogFlow[],
  { catalog, product, report }: Context,
): readonly string[] => {
  let known = true
  for (const end of ['from', 'to'] as const) {
    const word = wanted[end]
    if (catalog.roles.has(word)) continue
    known = false
    report('unknown-role', () => ({ word, nearest: nearest(word, catalog.roles.keys()) }), [...path, end])
  }
  if (!known || product === null) return []
  const { from, to } = wanted
  const service = wanted.service ?? null
  const between = flows.filter((flow) => flow.from === from && flow.to === to)
  const matching = service === null ? between : between.filter((flow) => flow.service === service)
  if (matching.length > 0) return matching.map(({ id }) => id)
  const services = [...new Set(between.map((flow) => flow.service))]
  const where = between.length > 0 ? [...path, 'service'] : path
  report('exception-without-match', { from, to, service: between.length > 0 ? service : null, known: services }, where)
  return []
}

/** The catalogue flows that the estate does without. */
export const resolveExceptions = (except: EstateFile['except'], context: Context): readonly Exception[] => {
  const { catalog, product, report } = context
  if (except === undefined) return []
  const flows = catalog.flows.filter((flow) => flow.product === product && flow.kind === 'flow')
  return except.map(({ flow, reason, owner, ticket, expires }, index): Exception => {
    const path = ['except', index]
    const where = [...path, 'flow']
    const what = typeof flow === 'string' ? quote(flow) : `from ${quote(flow.from)} to ${quote(flow.to)}`
    return {
      flows: typeof flow === 'string' ? matchId(flow, where, flows, context) : matchEnds(flow, where, flows, context),
      reason: checkReason(reason, report, [...path, 'reason']),
      owner: plainText(owner, 'owner', report, [...path, 'owner']),
      ticket: plainText(ticket, 'ticket', report, [...path, 'ticket']),
      expires: checkExpiry(expires, `The exception ${what}`, [...path, 'expires'], context),
      path,
    }
  })
}
