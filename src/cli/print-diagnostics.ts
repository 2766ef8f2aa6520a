// SPDX-License-Identifier: MIT
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { isOpen } from '../diagnostics/is-open.ts'
import { UsageError } from './exit-code.ts'
import { packageVersion } from './package-root.ts'
import type { Streams } from './streams.ts'
import { useColor } from './use-color.ts'

export const DIAGNOSTIC_FORMATS = ['text', 'json', 'sarif', 'github'] as const
export type DiagnosticFormat = (typeof DIAGNOSTIC_FORMATS)[number]

export const readFormat = (word: string): DiagnosticFormat => {
  const format = DIAGNOSTIC_FORMATS.find((name) => name === word)
  if (format === undefined)
    throw new UsageError(`unknown format “${word}”`, `formats are ${DIAGNOSTIC_FORMATS.join(', ')}`)
  return format
}

export interface PrintOptions {
  /** Only errors. */
  readonly quiet: boolean
  /** Whether the diagnostics are what the command was asked for, as with `check`. */
  readonly data?: boolean
}

/** Prints diagnostics: text for people on standard error, the other formats as data on standard output. */
export const printDiagnostics = async (
  diagnostics: readonly Diagnostic[],
  format: DiagnosticFormat,
  files: readonly { readonly path: string; readonly text: string }[],
  streams: Streams,
  options: PrintOptions,
): Promise<void> => {
  const open = diagnostics.filter(isOpen)
  const shown = options.quiet ? open.filter(({ severity }) => severity === 'error') : open
  if (format === 'json') await streams.out((await import('../diagnostics/format-json.ts')).formatJson(shown))
  else if (format === 'sarif')
    await streams.out((await import('../diagnostics/format-sarif.ts')).formatSarif(shown, packageVersion()))
  else if (format === 'github') await streams.out((await import('../diagnostics/format-github.ts')).formatGithub(shown))
  else await printText(shown, files, streams, options)
}

const printText = async (
  diagnostics: readonly Diagnostic[],
  files: readonly { readonly path: string; readonly text: string }[],
  streams: Streams,
  options: PrintOptions,
): Promise<void> => {
  if (diagnostics.length > 0) {
    const { formatText } = await import('../diagnostics/format-text.ts')
    const { summarize } = await import('../diagnostics/summarize.ts')
    const texts = new Map(files.map((file) => [file.path, file.text]))
    const { foldNotes } = await import('../diagnostics/fold-notes.ts')
    const { shown, folded } = streams.verbose ? { shown: diagnostics, folded: new Map() } : foldNotes(diagnostics)
    streams.err(formatText(shown, texts, useColor(streams)))
    for (const [code, count] of folded) streams.err(`${count} more info[${code}]; --verbose shows them\n`)
    if (!options.quiet) streams.err(`${summarize(diagnostics)}\n`)
  } else if (options.data === true && !options.quiet) streams.err('nothing wrong found\n')
}
