// SPDX-License-Identifier: MIT

import type { Ports, Site } from '../estate.ts'
import type { EstateFile } from '../estate-schema.ts'
import { checkName } from './check-name.ts'
import { checkSiteTree } from './check-site-tree.ts'
import { checkWsusPairs } from './check-wsus-pairs.ts'
import { type Context, sortedMap } from './context.ts'
import { readPortList } from './read-port-list.ts'

type SiteEntry = NonNullable<EstateFile['sites']>[string]

const communicationOf = (
  entry: SiteEntry,
  path: readonly string[],
  { catalog, product, version, report }: Context,
): Site['communication'] => {
  const written = entry.communication ?? 'both'
  if (written === 'http' && product === 'cmcb' && version !== null && version >= catalog.httpUntil)
    report('communication-ended', { version, until: catalog.httpUntil }, [...path, 'communication'])
  if (written !== 'mixed' && written !== 'native') return written
  if (product !== null && product !== 'cm2007')
    report('communication-not-in-product', { communication: written, product }, [...path, 'communication'])
  return written === 'mixed' ? 'http' : 'https'
}

const portsOf = (entry: SiteEntry, path: readonly string[], context: Context): Ports => {
  const { catalog, product, report } = context
  const ports = new Map<string, readonly string[]>()
  const given = entry.ports ?? {}
  for (const parameter of catalog.parameters.values()) {
    const value = parameter.scope === 'site' ? given[parameter.key] : undefined
    if (value === undefined) continue
    const { key, products } = parameter
    const where = [...path, 'ports', key]
    if (product !== null && !products.includes(product))
      report('parameter-not-in-product', { key, product, products }, where, 'key')
    const list = readPortList(value, parameter.default, key, where, context)
    if (list.length > 0) ports.set(parameter.id, list)
  }
  const ofSites = [...catalog.parameters.values()].filter(({ scope }) => scope === 'site')
  checkWsusPairs(ports, ofSites, ({ key }) => [...path, 'ports', key], context)
  return ports
}

export const resolveSites = (sites: EstateFile['sites'], context: Context): ReadonlyMap<string, Site> => {
  const { names, report, suggest } = context
  const resolved: Site[] = []
  for (const [name, entry] of Object.entries(sites ?? {})) {
    const path = ['sites', name]
    checkName(name, 'a site', report, path, 'key', 'refuse')
    const parent = entry.parent ?? null
    if (parent !== null && !names.sites.has(parent))
      report('unknown-site', () => ({ word: parent, nearest: suggest(parent, names.sites) }), [...path, 'parent'])
    resolved.push({
      name,
      type: entry.type,
      parent,
      communication: communicationOf(entry, path, context),
      ports: portsOf(entry, path, context),
    })
  }
  const map = sortedMap(resolved)
  checkSiteTree(map, context)
  return map
}
