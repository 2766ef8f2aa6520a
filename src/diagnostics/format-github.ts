// SPDX-License-Identifier: MIT
import type { Diagnostic } from './diagnostic.ts'
import type { Severity } from './severity.ts'

// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' }

const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C')

/** Diagnostics as GitHub workflow commands, which become annotations of a pull request. */
export const formatGithub = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .map(({ severity, code, message, hint, file, line, column, endLine, endColumn }) => {
      const place: readonly (readonly [string, string | number])[] = [
        ['file', file],
        ['line', line],
        ['endLine', endLine],
        ['col', column],
        ['endColumn', endColumn],
        ['title', code],
      ]
      const properties = place.map(([key, value]) => `${key}=${property(String(value))}`).join(',')
      return `::${COMMANDS[severity]} ${properties}::${data(hint === null ? message : `${message}\n${hint}`)}\n`
    })
    .join('')
