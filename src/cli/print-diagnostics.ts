// SPDX-License-Identifier: MIT
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { UsageError } from './exit-code.ts'
import type { Streams } from './streams.ts'

const FORMATS = ['text', 'json', 'sarif', 'github'] as const
export type DiagnosticFormat = (typeof FORMATS)[number]

export const readFormat = (word: string): DiagnosticFormat => {
  const format = FORMATS.find((name) => name === word)
  if (format === undefined) throw new UsageError(`unknown format “${word}”`, `formats are ${FORMATS.join(', ')}`)
  return format
}

export const printDiagnostics = async (
  diagnostics: readonly Diagnostic[],
  format: DiagnosticFormat,
  files: readonly { readonly path: string; readonly text: string }[],
  streams: Streams,
  options: { readonly quiet: boolean; readonly data?: boolean },
): Promise<void> => {
  void format, files, options
  for (const d of diagnostics)
    streams.err(
      `${d.file}:${d.line}:${d.column}: ${d.severity}[${d.code}]: ${d.message}\n${d.hint ? `hint: ${d.hint}\n` : ''}`,
    )
}
