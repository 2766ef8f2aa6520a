// SPDX-License-Identifier: MIT
import { oneOf } from '../../diagnostics/quote.ts'
import type { End, Network } from '../estate.ts'
import type { Path } from '../problem.ts'
import { isLeftOut } from '../shape/check-shape.ts'
import type { Context } from './context.ts'
import { looksLikeAddress, readAddress } from './read-address.ts'
import { checkRole } from './resolve-roles.ts'

export interface EndNames {
  readonly context: Context
  readonly networks: ReadonlyMap<string, Network>
}

interface Meaning {
  readonly kind: string
  readonly defined: Path
  readonly end: () => End | 'site' | null
}

const meaningsOf = (word: string, path: Path, { context, networks }: EndNames): readonly Meaning[] => {
  const { names, catalog } = context
  const meanings: Meaning[] = []
  const host = names.hosts.get(word.toLowerCase())
  if (host !== undefined)
    meanings.push({ kind: 'a host', defined: ['hosts', host], end: () => ({ kind: 'host', name: word.toLowerCase() }) })
  if (names.clients.has(word))
    meanings.push({ kind: 'a client group', defined: ['clients', word], end: () => ({ kind: 'clients', name: word }) })
  if (names.networks.has(word)) {
    const addresses = networks.get(word)?.addresses
    const end: End | null = addresses === undefined ? null : { kind: 'network', name: word, addresses }
    meanings.push({ kind: 'a network', defined: ['networks', word], end: () => end })
  }
  if (catalog.roles.has(word)) {
    const end = (): End => {
      checkRole(word, path, context)
      return { kind: 'role', role: word }
    }
    meanings.push({ kind: 'a role', defined: [], end })
  }
  return meanings
}

/** What a word at the end of a flow means; null, and a report, where it means nothing or two things. */
export function resolveEnd(word: string, path: Path, ends: EndNames): End | null
/** In a question about the policy a word may also mean all hosts and client groups of a site. */
export function resolveEnd(word: string, path: Path, ends: EndNames, sites: 'sites too'): End | 'site' | null
export function resolveEnd(word: string, path: Path, ends: EndNames, sites?: 'sites too'): End | 'site' | null {
  const { names, catalog, report, suggest } = ends.context
  if (word === 'any') return { kind: 'any' }
  const meanings: Meaning[] = [...meaningsOf(word, path, ends)]
  if (sites !== undefined && names.sites.has(word))
    meanings.push({ kind: 'a site', defined: ['sites', word], end: () => 'site' })
  const [only] = meanings
  if (only !== undefined && meanings.length === 1) return only.end()
  if (only !== undefined) {
    const kinds = meanings.map(({ kind }) => kind)
    const related = meanings
      .filter(({ defined }) => defined.length > 0)
      .map(({ kind, defined }) => ({ message: `It is ${kind} here.`, path: defined, on: 'key' as const }))
    report('ambiguous-name', { name: word, kinds: oneOf(kinds).replace(' or ', ' and ') }, path, 'value', related)
    return null
  }
  if (looksLikeAddress(word)) {
    const addresses = readAddress(word, report, path)
    return addresses === null ? null : { kind: 'addresses', addresses }
  }
  const known = function* (): Iterable<string> {
    yield* names.clients
    yield* names.networks
    if (sites !== undefined) yield* names.sites
    yield* catalog.roles.keys()
    yield* names.hosts.values()
    yield 'any'
  }
  report('unknown-end', () => ({ word, nearest: suggest(word, known()) }), path)
  return null
}

/** One word, or a list of them. */
export const resolveEnds = (words: string | readonly string[], path: Path, ends: EndNames): readonly End[] => {
  if (typeof words === 'string') {
    const end = resolveEnd(words, path, ends)
    return end === null ? [] : [end]
  }
  const { report } = ends.context
  const seen = new Set<string>()
  if (words.length === 0 && !isLeftOut(words)) report('empty-list', { key: String(path.at(-1)) }, path, 'key')
  return words.flatMap((word, index) => {
    if (seen.has(word)) report('duplicate-entry', { word }, [...path, index])
    seen.add(word)
    return resolveEnd(word, [...path, index], ends) ?? []
  })
}
