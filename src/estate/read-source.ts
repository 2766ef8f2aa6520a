// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import { textPositions } from '../diagnostics/text-positions.ts'
import { checkCharacters } from './source/check-characters.ts'
import { INDEX_START } from './source/index-start.ts'
import { readJson } from './source/read-json.ts'
import { readPlainYaml } from './source/read-plain-yaml.ts'
import { checkSize } from './source/size-limit.ts'
import type { Source } from './source/source.ts'

/** What the path of standard input may be. */
const STANDARD_INPUT: readonly string[] = ['-', '<stdin>']
/** From here on the library, which reads all YAML, takes a time that somebody notices. */
const LONG = 200_000
const BYTE_ORDER_MARK = '\ufeff'

/** Reads a file in the format that its name tells; standard input (`-`) is YAML. Nothing that stands in it is executed. */
export const readSource = async (
  path: string,
  written: string,
  readFile: (path: string) => string,
): Promise<Source> => {
  const text = written.startsWith(BYTE_ORDER_MARK) ? written.slice(1) : written
  const files = [{ path, text }]
  const format = STANDARD_INPUT.includes(path)
    ? 'yaml'
    : (/\.(yaml|yml|json|ts)$/i.exec(path)?.[1]?.toLowerCase() ?? null)
  // Before anything that makes objects of lines or values.
  const start = { file: path, line: 1, column: 1, endLine: 1, endColumn: 1 }
  const size = checkSize(text, start, format === 'yaml' || format === 'yml')
  if (size !== null) return { data: undefined, locate: () => start, files, diagnostics: [size] }
  const span = textPositions(path, text)
  const nothing = { data: undefined, locate: () => span(0, 0), files }
  if (format === null) return { ...nothing, diagnostics: [diagnose('unknown-format', { path }, span(0, 0))] }
  const characters = checkCharacters(path, text)
  if (characters.length > 0) return { ...nothing, diagnostics: characters }
  if (text.trim() === '') return { ...nothing, diagnostics: [diagnose('empty-file', {}, span(0, 0))] }
  if (INDEX_START.test(text)) return { ...nothing, diagnostics: [diagnose('index-for-estate', {}, span(0, 0))] }
  if (format === 'json') return readJson(path, text)
  if (format !== 'ts') {
    // Of a long text an entry that is not plain is read by the library alone, and the rest need not be read twice.
    const readPiece = text.length > LONG ? (await import('./source/plain-yaml-piece.ts')).readPiece : null
    const plain = readPlainYaml(path, text, readPiece)
    if (plain !== null) return plain
    const { readFullYaml } = await import('./source/read-full-yaml.ts')
    return readFullYaml(path, text)
  }
  // The TypeScript parser takes longer to load than most estates take to compile.
  const { readTypeScript } = await import('./source/read-typescript.ts')
  return readTypeScript(path, text, readFile)
}
