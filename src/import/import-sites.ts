// SPDX-License-Identifier: MIT
import type { DraftSite } from './estate-draft.ts'
import type { PeerConfig, PeerSystem, Placed } from './peer-config.ts'
import { peerRole, type SiteType } from './peer-roles.ts'
import type { Report } from './read-peer.ts'
import { isName } from './safe-text.ts'

interface SiteFacts {
  readonly code: Placed
  readonly types: Map<SiteType, Placed>
  parent: Placed | null
}

/** Site codes become sites; a type comes from the roles of a site's hosts, or from its place above or below a site of known type. */
export const importSites = ({ systems }: PeerConfig, report: Report): readonly DraftSite[] => {
  const facts = new Map<string, SiteFacts>()
  for (const system of systems) readSystem(facts, system, report)
  const parents = [...facts.values()].flatMap(({ parent }) => (parent === null ? [] : [parent]))
  for (const parent of parents) {
    const key = parent.value.toUpperCase()
    if (!facts.has(key)) facts.set(key, { code: parent, types: new Map(), parent: null })
  }
  const types = new Map(
    [...facts].flatMap(([key, site]) => {
      const [first, second] = [...site.types]
      if (first !== undefined && second !== undefined)
        report(
          'error',
          second[1].offset,
          site.code.value,
          `Site ${site.code.value} is ${first[0]} by one role and ${second[0]} by “${second[1].value}”`,
        )
      return first === undefined ? [] : [[key, first[0]] as const]
    }),
  )
  for (const [key, { parent }] of facts) if (parent !== null) inferParent(types, key, parent.value.toUpperCase())
  return [...facts].flatMap(([key, { code, parent }]): readonly DraftSite[] => {
    const type = types.get(key)
    if (!isName(code.value))
      report('error', code.offset, 'SiteCode', 'A site code must be 1 to 200 printable characters without “|”')
    if (type !== undefined) return [{ code: code.value, type, parent: parentOf(facts, types, key, parent, report) }]
    report(
      'error',
      code.offset,
      code.value,
      `The type of site ${code.value} is unknown: no host of it is CentralAdministrationSite, PrimarySite or SecondarySite`,
    )
    return []
  })
}

const readSystem = (facts: Map<string, SiteFacts>, system: PeerSystem, report: Report): void => {
  const { site, parent, roles } = system
  if (site.value === '') return
  const key = site.value.toUpperCase()
  const known = facts.get(key) ?? { code: site, types: new Map<SiteType, Placed>(), parent: null }
  facts.set(key, known)
  for (const role of roles) {
    const type = peerRole(role.value)?.siteType
    if (type !== undefined && !known.types.has(type)) known.types.set(type, role)
  }
  if (parent.value === '' || parent.value.toUpperCase() === key) return
  if (known.parent === null) known.parent = parent
  else if (known.parent.value.toUpperCase() !== parent.value.toUpperCase())
    report(
      'error',
      parent.offset,
      site.value,
      `Site ${site.value} has two parents: ${known.parent.value} and ${parent.value}`,
    )
}

/** Above a primary site is the central one, above a secondary a primary; what is below a central site is primary. */
const inferParent = (types: Map<string, SiteType>, child: string, parent: string): void => {
  const below = types.get(child)
  const above = types.get(parent)
  if (above === undefined && below === 'primary') types.set(parent, 'central')
  if (above === undefined && below === 'secondary') types.set(parent, 'primary')
  if (below === undefined && above === 'central') types.set(child, 'primary')
  if (below === undefined && above === 'primary') types.set(child, 'secondary')
}

const ABOVE: Readonly<Record<SiteType, SiteType | null>> = { central: null, primary: 'central', secondary: 'primary' }

const parentOf = (
  facts: ReadonlyMap<string, SiteFacts>,
  types: ReadonlyMap<string, SiteType>,
  key: string,
  parent: Placed | null,
  report: Report,
): string | null => {
  const type = types.get(key) as SiteType
  if (parent === null) {
    const site = facts.get(key) as SiteFacts
    if (type === 'secondary')
      report('error', site.code.offset, site.code.value, `The secondary site ${site.code.value} has no ParentSiteCode`)
    return null
  }
  const above = types.get(parent.value.toUpperCase())
  if (above !== undefined && above !== ABOVE[type])
    report('error', parent.offset, parent.value, `A ${type} site cannot be below the ${above} site ${parent.value}`)
  return facts.get(parent.value.toUpperCase())?.code.value ?? null
}
