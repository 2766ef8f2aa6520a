// SPDX-License-Identifier: MIT
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Span } from '../diagnostics/diagnostic.ts'
import type { Estate } from '../estate/estate.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { decodeText } from '../formats/text/decode-text.ts'
import { textLines } from '../lint/text-lines.ts'
import { OUTPUT_INDEX } from '../output/own-files.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import type { LoadedSource } from './load-rule-source.ts'

/** Where a rule stands, or the set that holds it: as near as it can be told without reading a file anew for each. */
export const rulePlaces = ({ source, compiled }: LoadedSource): ((set: RuleSet, rule: Rule | null) => Span) => {
  if (compiled !== null) return estatePlaces(compiled.estate, compiled.compiled.flows)
  const file = fileOf(source.path, source.format)
  let lines: ReturnType<typeof textLines> | null = null
  return (_, rule) => {
    if (rule === null) return startOf(file)
    lines ??= linesOf(file)
    const place = lines.get(rule.id) ?? lines.get(rule.displayName)
    if (place === undefined) return startOf(file)
    const [line, column] = place
    return { file, line, column, endLine: line, endColumn: column }
  }
}

const startOf = (file: string): Span => ({ file, line: 1, column: 1, endLine: 1, endColumn: 1 })

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

const fileOf = (path: string, format: string): string =>
  path === '-' ? '<stdin>' : format === 'compile' && isFolder(path) ? join(path, OUTPUT_INDEX) : path

const linesOf = (file: string): ReturnType<typeof textLines> => {
  try {
    return textLines(decodeText(readFileSync(file)))
  } catch {
    // Standard input, a folder, or a file that is gone by now: its rules have no lines.
    return new Map()
  }
}

/** The user's own flow that a rule comes from; else the first computer that has it. */
const estatePlaces = (
  estate: Estate,
  flows: NonNullable<LoadedSource['compiled']>['compiled']['flows'],
): ReturnType<typeof rulePlaces> => {
  const titles = new Map(flows.map(({ id, title }) => [id, title]))
  const own = new Map(estate.flows.map(({ name, path }) => [name, path]))
  return ({ hosts, clients }, rule) => {
    const title = (rule?.flows ?? []).map((id) => titles.get(id)).find((one) => one != null)
    const path = title == null ? undefined : own.get(title)
    if (path !== undefined) return estate.locate(path)
    const host = estate.hosts.get(hosts[0] ?? '')
    return host === undefined
      ? estate.locate(['clients', clients[0] ?? ''], 'key')
      : estate.locate(['hosts', host.writtenName], 'key')
  }
}
