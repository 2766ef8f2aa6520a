// SPDX-License-Identifier: MIT
import { LISTING_FIELDS } from './listing-fields.ts'
import { csvHeader } from './read-csv-records.ts'

export type ListingKind = 'csv' | 'json' | 'clixml'

const NAMES = new Set<string>(Object.values(LISTING_FIELDS).flatMap(({ names }) => names as readonly string[]))
/** What objects of other things have too. */
const COMMON = new Set(['name', 'description', 'group', 'owner', 'service', 'program', 'platform', 'action', 'enabled'])
const OWN = [...NAMES].filter((name) => !COMMON.has(name))

const hasOwnName = (text: string, before: string, after: string): boolean =>
  new RegExp(`${before}(?:${OWN.join('|')})${after}`, 'i').test(text)

/** Which kind of listing a file begins as; null where it is none. */
export const listingKind = (start: string): ListingKind | null => {
  const text = start.trimStart()
  if (/^<Objs\b/.test(text) || /^<\?xml[^>]*>\s*<Objs\b/.test(text))
    return hasOwnName(text, '\\bN="', '"') ? 'clixml' : null
  // A list that lost its beginning still shows its objects.
  if (/^[[{]/.test(text) || (/"InstanceID"\s*:/.test(text) && /\}\s*,\s*\{\s*"/.test(text)))
    // Documents of DSC, Graph and Portwright have these names in another spelling or place.
    return !/"(?:\$schema|@odata\.\w+|portwright)"\s*:/.test(text.slice(0, 2_000)) &&
      /"(?:InstanceID|DisplayName|Direction|LocalPort|RemoteAddress|Program|Service|InterfaceAlias|InterfaceType|Authentication)"\s*:/.test(
        text,
      )
      ? 'json'
      : null
  const header = csvHeader(text.slice(0, 8_000)).map((name) => name.trim().toLowerCase())
  if (header[0] === 'policy') return null
  const known = header.filter((name) => NAMES.has(name))
  return known.length >= 2 && known.some((name) => !COMMON.has(name)) ? 'csv' : null
}
