// SPDX-License-Identifier: MIT
import type { Catalog } from '../../catalog/catalog-flow.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import type { Path, Report } from '../problem.ts'
import type { WordCode } from '../schema/vocabulary.ts'

const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['primary-site-server', 'Give the host `site-server`, and its site the type primary.'],
  ['secondary-site-server', 'Give the host `site-server`, and its site the type secondary.'],
  ['site-system', 'Name what the host is: management-point, distribution-point …'],
])

/** Reports a word that is not in its list, with the code that says most. */
export const refuseWord = (
  catalog: Catalog,
  word: string,
  known: readonly string[],
  code: WordCode | undefined,
  report: Report,
  path: Path,
): void => {
  const close = nearest(word, known)
  if (code === undefined) report('unknown-value', { word, known, nearest: close }, path)
  else if (code === 'unknown-role' && catalog.roles.has(word))
    report('role-not-held', { role: word, remedy: INSTEAD.get(word) ?? null }, path)
  else if (code === 'role-not-client' && catalog.roles.has(word))
    report('role-not-client', { role: word, nearest: close }, path)
  else report(code === 'role-not-client' ? 'unknown-role' : code, { word, nearest: close }, path)
}
