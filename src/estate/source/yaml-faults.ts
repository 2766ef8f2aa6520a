// SPDX-License-Identifier: MIT
import type { YAMLError } from 'yaml'
import { diagnose } from '../../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../../diagnostics/diagnostic.ts'
import { DEEPEST } from './data.ts'

const sentence = (message: string): string => `${message[0]?.toLowerCase()}${message.slice(1).replace(/[.:]+$/, '')}`

/** What the library says is wrong, in our words. */
export const syntaxError = (error: YAMLError, span: Span): Diagnostic => {
  if (error.code === 'TAB_AS_INDENT') return diagnose('yaml-tab', {}, span)
  if (error.code === 'RESOURCE_EXHAUSTION') return diagnose('too-deep', { limit: DEEPEST }, span)
  return diagnose('yaml-syntax', { reason: sentence(error.message) }, span)
}

/** One mistake makes several errors: behind a tab nothing is where it should be, and at one place the first one says most. */
export const causes = (errors: readonly YAMLError[]): readonly YAMLError[] => {
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT')
  const starts = new Set<number>()
  return (tabs.length > 0 ? tabs : errors).filter(({ pos: [start] }) => {
    const isFirst = !starts.has(start)
    starts.add(start)
    return isFirst
  })
}
