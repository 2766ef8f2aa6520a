// SPDX-License-Identifier: MIT
import type { Diagnostic, Span } from './diagnostic.ts'
import { DIAGNOSTICS } from './diagnostic-table.ts'
import type { Severity } from './severity.ts'

// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' }

/** A relative path becomes a relative reference; drive letters and leading slashes make it a file URI. */
const uriOf = (file: string): string => {
  const path = encodeURI(file.replace(/\\/g, '/').toWellFormed()).replace(/[?#]/g, encodeURIComponent)
  if (/^[A-Za-z]:\//.test(path)) return `file:///${path}`
  if (path.startsWith('/')) return `file://${path}`
  // A first segment with a colon would read as a scheme.
  return /^[^/]*:/.test(path) ? `./${path}` : path
}

const physicalLocation = ({ file, line, column, endLine, endColumn }: Span) => ({
  artifactLocation: { uri: uriOf(file) },
  region: { startLine: line, startColumn: column, endLine, endColumn },
})

/** Diagnostics as a SARIF 2.1.0 log with the explanation of every code that occurs. */
export const formatSarif = (diagnostics: readonly Diagnostic[], version: string): string => {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort()
  const rules = codes.map((code) => ({
    id: code,
    shortDescription: { text: code.replaceAll('-', ' ') },
    fullDescription: { text: DIAGNOSTICS[code].help },
    help: { text: DIAGNOSTICS[code].help },
    defaultConfiguration: { level: LEVELS[DIAGNOSTICS[code].severity] },
  }))
  const results = diagnostics.map((diagnostic) => ({
    ruleId: diagnostic.code,
    ruleIndex: codes.indexOf(diagnostic.code),
    level: LEVELS[diagnostic.severity],
    message: { text: diagnostic.hint === null ? diagnostic.message : `${diagnostic.message} ${diagnostic.hint}` },
    ...(diagnostic.rules !== undefined && { properties: { rules: diagnostic.rules, by: diagnostic.by ?? [] } }),
    locations: [{ physicalLocation: physicalLocation(diagnostic) }],
    ...(diagnostic.related.length > 0 && {
      relatedLocations: diagnostic.related.map(({ message, span }, id) => ({
        id,
        message: { text: message },
        physicalLocation: physicalLocation(span),
      })),
    }),
  }))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'Portwright', version, rules } }, columnKind: 'utf16CodeUnits', results }],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}
