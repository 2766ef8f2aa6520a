// SPDX-License-Identifier: MIT
import { Composer, type Document, Parser } from 'yaml'
import { diagnose } from '../../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../../diagnostics/diagnostic.ts'
import { MOST_ERRORS } from '../../diagnostics/first-errors.ts'
import { textPositions } from '../../diagnostics/text-positions.ts'
import type { Locate } from '../problem.ts'
import { DEEPEST, MOST_REPEATED } from './data.ts'
import { locateYaml } from './locate-yaml.ts'
import { hasTooMany } from './size-limit.ts'
import type { Source } from './source.ts'
import { yamlData } from './yaml-data.ts'
import { causes, syntaxError } from './yaml-faults.ts'
import { yamlExcess } from './yaml-limits.ts'

/**
 * The first two documents: a second one is too much already.
 * `uniqueKeys` of the library compares every key with every other one; `yamlData` finds duplicates with a map.
 */
const parse = (text: string): readonly Document[] => {
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' })
  const documents: Document[] = []
  for (const document of composer.compose(new Parser().parse(text))) {
    documents.push(document as unknown as Document)
    if (documents.length === 2) break
  }
  return documents
}

/** Tags and block texts take the library, which needs a hundred times the time of the plain reader. */
const MOST_FULL = 2_000_000

/** Reads YAML 1.2 with the library. */
export const readFullYaml = (path: string, text: string): Source => {
  const place = textPositions(path, text)
  const files = [{ path, text }]
  // The range of a block ends after the line end that closes it.
  const span = (start: number, end: number): Span => place(start, start + text.slice(start, end).trimEnd().length)
  const at = ([start, end]: readonly [number, number]): Span => place(start, Math.min(end, text.length))
  let unseen = 0
  const nothing = (diagnostics: readonly Diagnostic[]): Source => ({
    data: undefined,
    diagnostics,
    unseen,
    locate: () => span(0, 0),
    files,
  })
  if (hasTooMany(text, true, MOST_FULL))
    return nothing([diagnose('file-too-large', { what: 'values', limit: MOST_FULL }, span(0, 0))])
  const excess = yamlExcess(text)
  if (excess !== null) {
    const start = place(excess.start, excess.end)
    return nothing([
      excess.what === 'depth'
        ? diagnose('too-deep', { limit: DEEPEST }, start)
        : diagnose('alias-limit', { limit: MOST_REPEATED }, start),
    ])
  }
  const [document, second] = parse(text)
  if (document === undefined) return nothing([diagnose('empty-file', {}, span(0, 0))])

  const exhausted = document.errors.find((error) => error.code === 'RESOURCE_EXHAUSTION')
  if (exhausted !== undefined) return nothing([syntaxError(exhausted, at(exhausted.pos))])
  const errors = causes(document.errors)
  const diagnostics = errors.slice(0, MOST_ERRORS).map((error) => syntaxError(error, at(error.pos)))
  unseen = errors.length - diagnostics.length
  const directive = document.directives?.yaml
  if (directive?.explicit && directive.version !== '1.2')
    diagnostics.push(diagnose('yaml-version', { version: directive.version }, span(0, text.search(/\r?\n|$/))))
  if (second !== undefined) {
    const start = Math.max(0, text.lastIndexOf('---', second.range?.[0] ?? 0))
    diagnostics.push(diagnose('several-documents', {}, span(start, start + 3)))
  }
  if (diagnostics.length > 0) return nothing(diagnostics)

  for (const { code, pos } of document.warnings)
    if (code === 'TAG_RESOLVE_FAILED') diagnostics.push(diagnose('custom-tag', { tag: text.slice(...pos) }, at(pos)))
  const data = yamlData(document.contents, (code, parameters, node, first) => {
    if (diagnostics.length >= MOST_ERRORS) {
      unseen++
      return
    }
    const [start, end] = node?.range ?? [0, 0]
    const other = first?.range
    const related = other ? [{ message: 'The first one stands here.', span: span(other[0], other[1]) }] : []
    diagnostics.push(diagnose(code, parameters, span(start, end), related))
  })
  // What could not be read would be reported again as missing; a key that stands twice hides nothing.
  if (diagnostics.some(({ code }) => code !== 'duplicate-key' && code !== 'unknown-key')) return nothing(diagnostics)
  if (data === null && diagnostics.length === 0) return nothing([diagnose('empty-file', {}, span(0, 0))])

  // The nodes of a large estate need ten times the memory of its data: they go, and come back only for a report.
  let located: Locate | null = null
  const locate: Locate = (keys, on) => {
    if (located === null) {
      const again = parse(text)[0]
      located = again === undefined ? () => span(0, 0) : locateYaml(again, span)
    }
    return located(keys, on)
  }
  return { data, diagnostics, unseen, locate, files }
}
