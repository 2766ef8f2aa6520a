// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { fileStart } from '../diagnostics/file-start.ts'
import { readArtifact } from '../read/read-artifact.ts'
import { readRuleSets } from '../read/read-rule-sets.ts'
import { refusal } from '../read/refusal.ts'
import type { OutputFile } from '../targets/target.ts'
import { libraryDiagnostics } from './library-diagnostic.ts'
import type { RuleFile, RuleFiles } from './rule-files.ts'
import { rememberText } from './rule-text.ts'
import type { RulesRead } from './rules-read.ts'

/**
 * Reads rules back from whatever holds them: ours or Windows' own. A damaged file never rejects.
 *
 * ```ts
 * const { rules, losses } = await read({ path: 'registry.pol', bytes })
 * ```
 */
export const read = async (given: RuleFile | RuleFiles): Promise<RulesRead> => {
  const isFolder = 'files' in given
  const files: readonly OutputFile[] = isFolder
    ? [...given.files].map(([path, bytes]) => ({ path: path.replaceAll('\\', '/'), bytes })).sort(byPath)
    : [{ path: given.path, bytes: given.bytes }]
  const path = isFolder ? (files[0]?.path ?? '') : given.path
  const refused = (diagnostic: Diagnostic): RulesRead => ({
    path,
    format: null,
    rules: [],
    registry: [],
    losses: [],
    policies: [],
    diagnostics: libraryDiagnostics([diagnostic]),
  })
  try {
    const result = await readArtifact(files, isFolder)
    const sets = result === null ? null : await readRuleSets(files, isFolder)
    if (result === null || sets === null) {
      const isEmpty = files.every(({ bytes }) => bytes.length === 0)
      return refused(diagnose(isEmpty ? 'empty-artifact' : 'unknown-artifact', {}, fileStart(path)))
    }
    const policies = sets.sets.map(({ id, name, rules, settings, registry, losses }) => ({
      id,
      name,
      rules,
      settings,
      registry,
      losses,
    }))
    const found: RulesRead = { path, ...result, policies, diagnostics: [] }
    if (!isFolder) rememberText(found, given.bytes)
    return found
  } catch (error) {
    const known = refusal(error, fileStart(path))
    if (known === null) throw error
    return refused(known)
  }
}

const byPath = (a: OutputFile, b: OutputFile): number => (a.path < b.path ? -1 : 1)
