// SPDX-License-Identifier: MIT
import { type Catalog, SITE_TYPES } from '../../catalog/catalog-flow.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import type { Path, Report } from '../problem.ts'
import type { WordCode } from '../schema/vocabulary.ts'

/** What to write for a role that no host is given: it follows from the type of a site, or stands for several. */
const instead = (catalog: Catalog, word: string): string | null => {
  const roles = [...catalog.roles.values()]
  for (const { id, bySiteType } of roles) {
    const types = SITE_TYPES.filter((type) => bySiteType[type] === word)
    if (types.length > 0) return `Give the host \`${id}\`, and its site the type ${types.join(' or ')}.`
  }
  const kind = catalog.roles.get(word)?.members?.kind
  const some = roles.filter((role) => role.kind === kind).slice(0, 2)
  return some.length === 0 ? null : `Name what the host is: ${some.map(({ id }) => id).join(', ')} …`
}

/** Reports a word that is not in its list, with the code that says most. */
export const refuseWord = (
  catalog: Catalog,
  word: string,
  known: readonly string[],
  code: WordCode | undefined,
  report: Report,
  path: Path,
): void => {
  const close = (): string | null => nearest(word, known)
  if (code === undefined) report('unknown-value', () => ({ word, known, nearest: close() }), path)
  else if (code === 'unknown-role' && catalog.roles.has(word))
    report('role-not-held', () => ({ role: word, remedy: instead(catalog, word) }), path)
  else if (code === 'role-not-client' && catalog.roles.has(word))
    report('role-not-client', () => ({ role: word, nearest: close() }), path)
  else report(code === 'role-not-client' ? 'unknown-role' : code, () => ({ word, nearest: close() }), path)
}
