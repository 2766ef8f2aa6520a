// SPDX-License-Identifier: MIT
import { count } from '../diagnostics/count.ts'
import type { Changes, HostChange, HostResult } from '../servers/host-result.ts'
import { summaryOf } from '../servers/host-result.ts'

const changesText = (changes: Changes | null): string =>
  changes === null
    ? ''
    : `${changes.added} added, ${changes.changed} changed, ${changes.removed} removed, ${changes.same} unchanged`

const SIGNS = { added: '+', changed: '~', removed: '-' } as const
/** Lines of what would change: so many in all, few at a host, but never none. */
const ALL = 60
const MOST = 12
const LEAST = 3

/** What would change at a host, each by its name, folded where it is much. */
const plannedLines = (planned: readonly HostChange[], limit: number): readonly string[] => {
  const lines = planned.map(({ change, name, text }) => `  ${SIGNS[change]} ${name}${text === '' ? '' : `  ${text}`}`)
  return lines.length <= limit
    ? lines
    : [...lines.slice(0, limit - 1), `  ${lines.length - limit + 1} more; --verbose shows them`]
}

/** A host a line: name, state, what changes; below it what is to be said. */
export const applyText = (results: readonly HostResult[], verbose: boolean): string => {
  const changing = results.filter(({ state }) => state === 'would-change').length
  const limit = verbose ? Infinity : Math.min(MOST, Math.max(LEAST, Math.floor(ALL / Math.max(1, changing))))
  const width = Math.max(0, ...results.map(({ host }) => host.length))
  const lines = results.flatMap(({ host, state, changes, planned, findings, error }) => [
    [host.padEnd(width), state.padEnd(12), changesText(changes)].join('  ').trimEnd(),
    ...(state === 'would-change' || verbose ? plannedLines(planned ?? [], limit) : []),
    ...(error === null ? [] : [`  ${error}`]),
    ...findings
      .filter(({ severity, message }) => (verbose || severity !== 'info') && !(error ?? '').includes(message))
      .flatMap(({ code, severity, message, hint }) => [
        `  ${severity}[${code}]: ${message}`,
        ...(hint === null ? [] : [`    hint: ${hint}`]),
      ]),
  ])
  const summary = Object.entries(summaryOf(results)).map(([state, number]) => `${number} ${state}`)
  return `${[...lines, `${count(results.length, 'host')}: ${summary.join(', ')}`].join('\n')}\n`
}
