// SPDX-License-Identifier: MIT
import type { PrintedLink } from './printed-row.ts'

type RoleNames = Readonly<Record<string, string>>

const number = /^(?:\d+|[A-Z])\.\s+/
// "< -- >", "<-->", "< -->"; "-- >", "-->", "— >"; "--" that lost its head; a word in its place.
const arrow = /\s*(<\s*-->|<\s*--\s*>|--\s*>|[–—]\s*>|\s--\s|\sto\s|\svers\s|到)\s*/u

/** Reads the links a heading names; none if it has neither an arrow nor a word in the place of one. */
export function readLinks(heading: string, names: RoleNames): PrintedLink[] {
  const links: PrintedLink[] = []
  for (const part of heading.replace(number, '').split(' / ')) {
    const [from, sign, to, ...more] = part.split(arrow)
    if (from === undefined || sign === undefined || to === undefined) continue
    if (more.length > 0) throw new Error(`More than one arrow in the heading "${heading}"`)
    links.push({
      from: readRole(from, names),
      to: readRole(to, names),
      arrow: sign.startsWith('<') ? 'either' : 'initiates',
    })
  }
  return links
}

/** A role name may be followed by a remark in parentheses only: "(see note 6)", "(… 2007 R2)". */
function readRole(printed: string, names: RoleNames): string {
  const text = printed.trim().toLowerCase()
  for (const [name, id] of Object.entries(names)) {
    const rest = text.startsWith(name.toLowerCase()) ? text.slice(name.length).trim() : null
    if (rest === '' || (rest?.startsWith('(') && rest.endsWith(')'))) return id
  }
  throw new Error(`No role is called "${printed}"`)
}
