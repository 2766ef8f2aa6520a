// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { firstErrors } from '../diagnostics/first-errors.ts'
import { sortDiagnostics } from '../diagnostics/sort-diagnostics.ts'
import type { Estate } from './estate.ts'
import type { EstateFile } from './estate-schema.ts'
import { collectProblems, untilTooMany } from './problem.ts'
import { readSource } from './read-source.ts'
import { knownNames } from './resolve/known-names.ts'
import { resolveEstate } from './resolve/resolve-estate.ts'
import { checkShape } from './shape/check-shape.ts'
import type { Shape } from './shape/shape.ts'
import type { SourceFile } from './source/source.ts'

export interface EstateInput {
  /** As the user wrote it; `-` is standard input. */
  readonly path: string
  readonly text: string
  readonly catalog: Catalog
  /** As a build keeps it; left out: made of the catalogue. */
  readonly shape?: Shape | undefined
  /** The build of Configuration Manager to read it for, whatever the file says. */
  readonly version?: number | undefined
  /** YYYY-MM-DD */
  readonly today: string
  /** For files that a TypeScript estate imports. */
  readonly readFile: (path: string) => string
}

export interface EstateOutput {
  /** Null where there is an error. */
  readonly estate: Estate | null
  readonly diagnostics: readonly Diagnostic[]
  /** The estate file and what it imports. */
  readonly files: readonly SourceFile[]
}

/** Reads an estate file, and reports everything that is wrong with it in one go. */
export const readEstate = async (input: EstateInput): Promise<EstateOutput> => {
  const { path, text, catalog, today, readFile } = input
  const { data, diagnostics, unseen = 0, isPartial = false, locate, files } = await readSource(path, text, readFile)
  if (data === undefined)
    return { estate: null, diagnostics: firstErrors(sortDiagnostics(diagnostics), unseen, isPartial), files }

  const expected = input.shape ?? (await import('./estate-shape.ts')).estateShape(catalog)
  const shape = collectProblems()
  const shaped = untilTooMany(() => checkShape(expected, data, catalog, shape.report))
  const meaning = collectProblems(shaped?.original)
  const file = shaped?.value as EstateFile | undefined
  // Of a file with so many mistakes nobody reads what the rest of its words would mean.
  const isHopeless = shape.unseen() > 0
  const names = knownNames(isHopeless ? null : data)
  const resolved =
    file === undefined || isHopeless
      ? null
      : untilTooMany(() =>
          resolveEstate(input.version === undefined ? file : { ...file, version: input.version }, {
            catalog,
            today,
            names,
            report: meaning.report,
          }),
        )
  if (meaning.problems.length + shape.problems.length === 0 && names.hosts.size + names.clients.size === 0)
    meaning.report('empty-estate', {}, [], 'key')
  const problems = [...shape.problems, ...meaning.problems]
  const all = sortDiagnostics([...diagnostics, ...problems.map((problem) => problem(locate))])
  const wrong = resolved == null || all.some(({ severity }) => severity === 'error')
  const shown = firstErrors(all, unseen + shape.unseen() + meaning.unseen(), isHopeless || resolved === undefined)
  return { estate: wrong ? null : { ...resolved, locate }, diagnostics: shown, files }
}
