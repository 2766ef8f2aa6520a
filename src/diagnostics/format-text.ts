// SPDX-License-Identifier: MIT
import type { Diagnostic, Span } from './diagnostic.ts'
import type { Severity } from './severity.ts'
import { sourceExcerpt } from './source-excerpt.ts'
import { visible } from './visible.ts'

const COLORS: Readonly<Record<Severity, string>> = { error: '31', warning: '33', info: '36' }

/** Lines of each file, looked for from where the last one was found: a file may have millions, and its diagnostics stand in order. */
const linesOf = (texts: ReadonlyMap<string, string>): ((span: Span) => string | null) => {
  const last = new Map<string, { readonly line: number; readonly at: number }>()
  return ({ file, line }) => {
    const text = texts.get(file)
    if (text === undefined) return null
    const known = last.get(file)
    const from = known !== undefined && known.line <= line ? known : { line: 1, at: text.startsWith('\ufeff') ? 1 : 0 }
    let { at } = from
    for (let now = from.line; now < line; now++) {
      const end = text.indexOf('\n', at)
      if (end < 0) return null
      at = end + 1
    }
    last.set(file, { line, at })
    const end = text.indexOf('\n', at)
    return text.slice(at, end < 0 ? text.length : end).replace(/\r$/, '')
  }
}

/**
 * Diagnostics for people: `FILE:LINE:COL: error[code]: message`, the source line, carets, the hint, related places.
 * `texts` are the files that were read, by path.
 */
export const formatText = (
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  color = false,
): string => {
  const lineOf = linesOf(texts)
  const paint = (code: string, text: string): string => (color ? `\u001b[${code}m${text}\u001b[0m` : text)
  const place = ({ file, line, column }: Span): string => `${visible(file)}:${line}:${column}`
  return diagnostics
    .map((diagnostic) => {
      const { severity, code, message, hint, related } = diagnostic
      const label = paint(`1;${COLORS[severity]}`, `${severity}[${code}]`)
      const lines = [`${paint('1', `${place(diagnostic)}:`)} ${label}: ${visible(message)}`]
      const source = lineOf(diagnostic)
      if (source !== null && source.trim() !== '') {
        const excerpt = sourceExcerpt(source, diagnostic)
        lines.push(`  ${excerpt.line}`, `  ${paint(COLORS[severity], excerpt.carets)}`)
      }
      if (hint !== null) lines.push(`  ${paint('36', 'hint:')} ${visible(hint)}`)
      for (const other of related) lines.push(`  ${place(other.span)}: ${visible(other.message)}`)
      return `${lines.join('\n')}\n`
    })
    .join('')
}
