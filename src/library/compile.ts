// SPDX-License-Identifier: MIT
import { chosenPolicies, isWholeOutput } from '../compile/chosen-part.ts'
import { compileEstate } from '../compile/compile-estate.ts'
import type { OutputSink } from '../compile/compile-output.ts'
import { estateUnits } from '../compile/estate-units.ts'
import { loadTargets } from '../compile/load-targets.ts'
import { makeOutput } from '../compile/make-output.ts'
import { targetOptions } from '../compile/target-options.ts'
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { fileStart } from '../diagnostics/file-start.ts'
import { nearName } from '../diagnostics/near-name.ts'
import type { Estate } from '../estate/estate.ts'
import { OUTPUT_INDEX } from '../output/own-files.ts'
import { namedTargets, TARGET_WORDS } from '../targets/target-names.ts'
import type { CompileDocument } from './compile-document.ts'
import type { EstateFile } from './estate-file.ts'
import { type LibraryDiagnostic, libraryDiagnostics } from './library-diagnostic.ts'
import { loadEstate } from './load-estate.ts'

export type TargetWord = (typeof TARGET_WORDS)[number]

export interface CompileOptions {
  /** Only these targets; left out: those of the estate. */
  readonly targets?: readonly TargetWord[]
  /** Only the policies of these hosts and client groups. */
  readonly hosts?: readonly string[]
  /** Go on where a format cannot say a rule. */
  readonly allowLoss?: boolean
}

export interface Compiled {
  readonly diagnostics: readonly LibraryDiagnostic[]
  /** What `portwright.json` holds; null where there are errors. */
  readonly document: CompileDocument | null
  /** Every file of the output by its path, `portwright.json` too; empty where there are errors. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

/**
 * Compiles an estate into firewall policy. Nothing is written: the files are in the result.
 *
 * ```ts
 * const { document, files } = await compile({ path: 'estate.yaml', text }, { targets: ['gpo', 'csv'] })
 * ```
 */
export const compile = async (file: EstateFile, options: CompileOptions = {}): Promise<Compiled> => {
  const { version, catalog, estate, diagnostics, inputs } = await loadEstate(file)
  const refused = (all: readonly Diagnostic[]): Compiled => ({
    diagnostics: libraryDiagnostics(all),
    document: null,
    files: new Map(),
  })
  if (estate === null) return refused(diagnostics)
  const unknown = unknownNames(estate, options, file.path)
  if (unknown.length > 0) return refused([...diagnostics, ...unknown])
  const compiled = compileEstate(estate, catalog, { version, inputs, diagnostics })
  if (compiled.diagnostics.some(({ severity }) => severity === 'error')) return refused(compiled.diagnostics)
  const { targets, hosts, allowLoss } = options
  const part = { hosts: hosts ?? null, targets: targets === undefined ? null : namedTargets(targets) }
  const pieces = new Map<string, Uint8Array[]>()
  const made = await makeOutput(
    {
      compiled,
      policies: chosenPolicies(compiled.policies, part),
      options: { ...targetOptions(estate, version), partial: part.hosts !== null },
      units: async () => (isWholeOutput(part) ? estateUnits(estate, catalog, compiled) : []),
      allowLoss: allowLoss === true,
      locate: estate.locate,
    },
    await loadTargets(part.targets ?? estate.firewall.targets),
    intoMap(pieces),
    async () => undefined,
  )
  if (made.summary !== null && made.summary.unverified.length > 0)
    throw new Error(
      `A fault of Portwright itself: ${made.summary.unverified.map(({ path }) => path).join(', ')} would not say what the policy says.`,
    )
  if (!made.isWhole) return refused(made.diagnostics)
  const files = new Map([...pieces].map(([path, parts]) => [path, joined(parts)]))
  return {
    diagnostics: libraryDiagnostics(made.diagnostics),
    document: JSON.parse(new TextDecoder().decode(files.get(OUTPUT_INDEX))) as CompileDocument,
    files,
  }
}

const unknownNames = ({ hosts, clients }: Estate, options: CompileOptions, path: string): readonly Diagnostic[] => {
  const names = [...hosts.keys(), ...clients.keys()]
  const known = new Set(names.map((name) => name.toLowerCase()))
  return [
    ...(options.hosts ?? [])
      .filter((word) => !known.has(word.toLowerCase()))
      .map((word) => diagnose('unknown-host', { word, nearest: nearName(word, names) }, fileStart(path))),
    ...(options.targets ?? [])
      .filter((word) => !TARGET_WORDS.includes(word))
      .map((word) => diagnose('unknown-target', { word, nearest: nearName(word, TARGET_WORDS) }, fileStart(path))),
  ]
}

const intoMap = (pieces: Map<string, Uint8Array[]>): OutputSink => ({
  write: ({ path, bytes }) => void pieces.set(path, [bytes]),
  append: (path, text) => void pieces.get(path)?.push(new TextEncoder().encode(text)),
})

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return only
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
