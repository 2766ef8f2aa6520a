// SPDX-License-Identifier: MIT
import type { ExecutionContext } from 'ava'
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts'
import type { DiagnosticCode } from '../../../src/diagnostics/diagnostic-code.ts'
import type { Estate } from '../../../src/estate/estate.ts'
import { type EstateOutput, readEstate } from '../../../src/estate/read-estate.ts'
import { catalog } from '../../support/catalog.ts'

export const TODAY = '2026-11-21'

const noFile = (path: string): never => {
  throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' })
}

/** Reads a text as an estate; `files` are what a TypeScript estate may import, by path. */
export const read = (
  text: string,
  path = 'estate.yaml',
  files: Readonly<Record<string, string>> = {},
): Promise<EstateOutput> =>
  readEstate({
    path,
    text,
    catalog,
    today: TODAY,
    readFile: (name) => files[name.replaceAll('\\', '/')] ?? noFile(name),
  })

/** Reads an estate that has to be free of errors and warnings. */
export const readGood = async (t: ExecutionContext, text: string, path = 'estate.yaml'): Promise<Estate> => {
  const { estate, diagnostics } = await read(text, path)
  t.deepEqual(diagnostics, [])
  if (estate === null) throw new Error('there is no estate')
  return estate
}

/** What a test says about a diagnostic: its code, and if it matters the hint or a part of the message. */
export type Expected = DiagnosticCode | readonly [code: DiagnosticCode, hint: string | null, message?: RegExp]

interface Marked {
  readonly text: string
  readonly spans: readonly string[]
}

/** Takes the marks `«` and `»` out of a text; the spans between them are `LINE:COLUMN-LINE:COLUMN`, in order of their starts. */
const unmark = (marked: string): Marked => {
  const spans: { start: string; end: string }[] = []
  const open: number[] = []
  let text = ''
  let line = 1
  let column = 1
  for (const character of marked) {
    if (character === '«') {
      open.push(spans.length)
      spans.push({ start: `${line}:${column}`, end: '' })
    } else if (character === '»') (spans[open.pop() ?? -1] as { end: string }).end = `${line}:${column}`
    else {
      text += character
      if (character === '\n') line++
      column = character === '\n' ? 1 : column + character.length
    }
  }
  return { text, spans: spans.map(({ start, end }) => `${start}-${end}`) }
}

const spanText = ({ line, column, endLine, endColumn }: Diagnostic): string =>
  `${line}:${column}-${endLine}:${endColumn}`

/**
 * Reads a text whose mistakes stand between `«` and `»`, and compares every diagnostic with its place and code.
 * The warning about an estate without hosts is left out, so that small texts do.
 */
export const wrong = async (
  t: ExecutionContext,
  marked: string,
  expected: readonly Expected[],
  path = 'estate.yaml',
  files: Readonly<Record<string, string>> = {},
): Promise<readonly Diagnostic[]> => {
  const { text, spans } = unmark(marked)
  const { diagnostics, estate } = await read(text, path, files)
  const found = diagnostics.filter(({ code }) => code !== 'empty-estate')
  const codes = expected.map((each) => (typeof each === 'string' ? each : each[0]))
  t.deepEqual(
    found.map((diagnostic) => `${spanText(diagnostic)} ${diagnostic.code}`),
    spans.map((span, index) => `${span} ${codes[index] ?? ''}`),
  )
  for (const [index, each] of expected.entries()) {
    if (typeof each === 'string') continue
    const [, hint, message] = each
    t.is(found[index]?.hint, hint)
    if (message !== undefined) t.regex(found[index]?.message ?? '', message)
  }
  if (found.some(({ severity }) => severity === 'error')) t.is(estate, null)
  return found
}

/** The same in an estate of the current branch with a site `PS1`. */
export const wrongInEstate = (t: ExecutionContext, marked: string, expected: readonly Expected[], product = 'cmcb') =>
  wrong(t, `name: contoso\nproduct: ${product}\nsites: { PS1: { type: primary } }\n${marked}`, expected)
