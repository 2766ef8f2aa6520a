// SPDX-License-Identifier: MIT
import { Project, type SourceFile } from 'ts-morph'
import { diagnose } from '../../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../../diagnostics/diagnostic.ts'
import { textPositions } from '../../diagnostics/text-positions.ts'
import { unreadableReason } from '../../diagnostics/unreadable-reason.ts'
import { checkCharacters } from './check-characters.ts'
import { DEEPEST } from './data.ts'
import { evaluateExport } from './evaluate-typescript.ts'
import type { SourceFile as File, Source } from './source.ts'
import { dataOf, locateIn } from './source-node.ts'
import { type Module, readModule } from './typescript-module.ts'
import { placeOf, spanAt } from './typescript-place.ts'

interface ParseError {
  readonly start: number
  readonly length: number
  readonly messageText: string | { readonly messageText: string }
}

const syntaxErrors = (path: string, file: SourceFile): readonly Diagnostic[] => {
  const span = textPositions(path, file.getFullText())
  const found = (file.compilerNode as unknown as { readonly parseDiagnostics: readonly ParseError[] }).parseDiagnostics
  return found.map(({ start, length, messageText }) => {
    const message = typeof messageText === 'string' ? messageText : messageText.messageText
    const reason = `${message[0]?.toLowerCase()}${message.slice(1).replace(/\.$/, '')}`
    return diagnose('typescript-syntax', { reason }, span(start, start + length))
  })
}

/** Reads a TypeScript estate and the files that it imports, statically: nothing of it is executed. */
export const readTypeScript = (path: string, text: string, readFile: (path: string) => string): Source => {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    compilerOptions: { noLib: true },
  })
  const diagnostics: Diagnostic[] = []
  const files: File[] = []
  const modules = new Map<string, Module | null>()

  const add = (file: string, content: string): Module | null => {
    const span = textPositions(file, content)
    files.push({ path: file, text: content })
    const characters = checkCharacters(file, content)
    diagnostics.push(...characters)
    if (characters.length > 0) return null
    try {
      const parsed = project.createSourceFile(`/${files.length}.ts`, content)
      const errors = syntaxErrors(file, parsed)
      diagnostics.push(...errors)
      if (errors.length > 0) return null
      return readModule(file, parsed, (code, parameters, node, spanOf) =>
        diagnostics.push(diagnose(code, parameters, spanAt(placeOf(node, spanOf)))),
      )
    } catch (fault) {
      // The parser of TypeScript goes down a level with every bracket.
      if (!(fault instanceof RangeError)) throw fault
      diagnostics.push(diagnose('too-deep', { limit: DEEPEST }, span(0, 0)))
      return null
    }
  }
  const read = (file: string, place: Span): Module | null => {
    try {
      return add(file, readFile(file).replace(/^\ufeff/, ''))
    } catch (fault) {
      diagnostics.push(diagnose('file-unreadable', { reason: unreadableReason(fault) }, place))
      return null
    }
  }

  const span = textPositions(path, text)
  const main = add(path, text)
  modules.set(path, main)
  if (main === null) return { data: undefined, diagnostics, locate: () => span(0, 0), files }
  const value = evaluateExport(
    main,
    (file, node, importer) => {
      const known = modules.get(file)
      if (known !== undefined) return known
      const module = read(file, spanAt(placeOf(node, importer.spanOf)))
      modules.set(file, module)
      return module
    },
    (code, parameters, node, spanOf) => diagnostics.push(diagnose(code, parameters, spanAt(placeOf(node, spanOf)))),
    (key, node, first, module) => {
      const related = [{ message: 'The first one stands here.', span: spanAt(first) }]
      diagnostics.push(diagnose('duplicate-key', { key }, spanAt(placeOf(node, module.spanOf)), related))
    },
  )
  if (value === undefined) diagnostics.push(diagnose('no-default-export', { path }, span(text.length, text.length)))
  const readable = value && diagnostics.every(({ code }) => code === 'duplicate-key')
  return {
    data: readable ? dataOf(value) : undefined,
    diagnostics,
    locate: readable ? locateIn(value, spanAt) : () => span(0, 0),
    files,
  }
}
