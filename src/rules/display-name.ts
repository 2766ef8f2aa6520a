// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { Flow } from '../flows/flow.ts'

const unique = (words: readonly string[]): readonly string[] => [...new Set(words)]

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** “the management point, the distribution point and 2 more” */
const roles = (words: readonly string[]): string =>
  words.length <= 3 ? listed(words) : `${words.slice(0, 2).join(', ')} and ${words.length - 2} more`

/** The name that Windows' console shows: “ConfigMgr: HTTPS to the management point from clients”. */
export const displayName = (catalog: Catalog, flows: readonly Flow[], direction: 'in' | 'out'): string => {
  const noun = (role: string): string => catalog.roles.get(role)?.noun ?? role
  const catalogued = flows.filter((flow) => flow.toRole !== null)
  const own = unique(flows.flatMap((flow) => flow.title ?? []))
  if (catalogued.length === 0) return `ConfigMgr: ${roles(own)}${direction === 'out' ? ' (outbound)' : ''}`
  const service = roles(unique(catalogued.map((flow) => flow.service)))
  const to = roles(unique(catalogued.map((flow) => noun(flow.toRole as string))))
  const from = roles(unique(catalogued.map((flow) => noun(flow.fromRole as string))))
  const also = own.length === 0 ? '' : `; ${roles(own)}`
  return direction === 'in'
    ? `ConfigMgr: ${service} to ${to} from ${from}${also}`
    : `ConfigMgr: ${service} from ${from} to ${to}${also}`
}

/** Why the rule is there, and where that is written. */
export const description = (flows: readonly Flow[]): string => {
  const reasons = unique(flows.map((flow) => flow.text))
  const sources = unique(
    flows.flatMap((flow) =>
      flow.sources.map(({ document, section, line }) =>
        line === null ? `${document} ${section}`.trim() : `${document}:${line}`,
      ),
    ),
  )
  const ids = unique(flows.map((flow) => flow.entry?.id ?? flow.id))
  const text = `${reasons.slice(0, 4).join(' ')} [${ids.join(', ')}]${sources.length === 0 ? '' : ` Source: ${sources.join('; ')}.`}`
  return text.length <= 1000 ? text : `${text.slice(0, 997)}...`
}
