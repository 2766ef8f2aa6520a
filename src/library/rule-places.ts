// SPDX-License-Identifier: MIT
import type { Span } from '../diagnostics/diagnostic.ts'
import { fileStart } from '../diagnostics/file-start.ts'
import type { Estate } from '../estate/estate.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { textLines } from '../lint/text-lines.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import type { LoadedSource } from './loaded-source.ts'

/**
 * Where a rule stands, or the set that holds it: as near as it can be told without reading a file anew for each.
 * `textOf` gives the text of `file`, which holds the rules; null where it has none.
 */
export const rulePlaces = (
  { compiled }: LoadedSource,
  file: string,
  textOf: () => string | null,
): ((set: RuleSet, rule: Rule | null) => Span) => {
  if (compiled !== null) return estatePlaces(compiled.estate, compiled.compiled.flows)
  let lines: ReturnType<typeof textLines> | null = null
  return (_, rule) => {
    if (rule === null) return fileStart(file)
    lines ??= textLines(textOf() ?? '')
    const place = lines.get(rule.id) ?? lines.get(rule.displayName)
    if (place === undefined) return fileStart(file)
    const [line, column] = place
    return { file, line, column, endLine: line, endColumn: column }
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
