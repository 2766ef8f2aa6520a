// SPDX-License-Identifier: MIT
import type { Site } from '../estate.ts'
import type { Context } from './context.ts'

type Sites = ReadonlyMap<string, Site>

/** In 2007 a primary site may stand under another one, and a secondary site under the central site, which is a primary site too. */
const possibleParents = (type: Site['type'], product: Context['product']): readonly Site['type'][] => {
  if (type === 'central') return []
  if (product === 'cm2007') return ['central', 'primary']
  return type === 'primary' ? ['central'] : ['primary']
}

/** The sites on the circle that a site's parents lead into, if the site is on it. */
const cycleFrom = (start: Site, sites: Sites): readonly string[] | null => {
  const seen = new Set<string>()
  for (let site: Site | undefined = start; site !== undefined; site = sites.get(site.parent ?? '')) {
    if (seen.has(site.name)) return site.name === start.name ? [...seen, site.name] : null
    seen.add(site.name)
    if (site.parent === null) return null
  }
  return null
}

const checkParent = (site: Site, sites: Sites, { product, report }: Context): void => {
  const path = ['sites', site.name]
  const parent = site.parent === null ? undefined : sites.get(site.parent)
  if (site.type === 'central' && site.parent !== null)
    report('parent-not-allowed', { site: site.name }, [...path, 'parent'], 'key')
  else if (site.type === 'secondary' && site.parent === null) report('parent-needed', { site: site.name }, path, 'key')
  else if (parent !== undefined && parent !== site) {
    const possible = possibleParents(site.type, product)
    if (possible.includes(parent.type)) return
    const related = [{ message: `${parent.name} is a ${parent.type} site here.`, path: ['sites', parent.name, 'type'] }]
    const parameters = { site: site.name, type: site.type, parent: parent.name, parentType: parent.type, possible }
    report('wrong-parent', parameters, [...path, 'parent'], 'value', related)
  }
}

/** Checks who stands above whom. */
export const checkSiteTree = (sites: Sites, context: Context): void => {
  const reported = new Set<string>()
  for (const site of sites.values()) {
    checkParent(site, sites, context)
    const cycle = reported.has(site.name) ? null : cycleFrom(site, sites)
    if (cycle === null) continue
    for (const name of cycle) reported.add(name)
    context.report('site-cycle', { sites: cycle }, ['sites', site.name, 'parent'])
  }
}
