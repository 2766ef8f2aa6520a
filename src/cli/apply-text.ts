// SPDX-License-Identifier: MIT
import { count } from '../diagnostics/count.ts'
import type { Changes, HostResult } from '../servers/host-result.ts'
import { summaryOf } from '../servers/host-result.ts'

const changesText = (changes: Changes | null): string =>
  changes === null
    ? ''
    : `${changes.added} added, ${changes.changed} changed, ${changes.removed} removed, ${changes.same} unchanged`

/** A host a line: name, state, what changes; below it what is to be said. */
export const applyText = (results: readonly HostResult[], verbose: boolean): string => {
  const width = Math.max(0, ...results.map(({ host }) => host.length))
  const lines = results.flatMap(({ host, state, changes, findings, error }) => [
    [host.padEnd(width), state.padEnd(12), changesText(changes)].join('  ').trimEnd(),
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
