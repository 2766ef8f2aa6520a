// SPDX-License-Identifier: MIT
import { INSTALL_METHODS, type InstallMethod, type MethodFacts } from '../catalog/catalog-flow.ts'
import type { MatrixRow } from '../preview/method-matrix.ts'
import { displayWidth, pad } from './preview-table.ts'
import { wrap } from './wrap.ts'

/** Methods beside ports: `x` opens, `.` does not; the chosen method stands in brackets. */
export const previewMatrixText = (
  rows: readonly MatrixRow[],
  chosen: InstallMethod,
  facts: (method: InstallMethod) => MethodFacts,
  columns: number,
): string => {
  const name = (method: InstallMethod, wide: boolean): string => {
    const word = wide ? method : facts(method).short
    return method === chosen ? `[${word}]` : word
  }
  const label = (row: MatrixRow): string => `${row.protocol} ${row.ports}`
  const first = Math.min(34, Math.max(12, ...rows.map((row) => displayWidth(label(row)))))
  const wideHeads = INSTALL_METHODS.map((method) => name(method, true))
  const wide = 2 + first + wideHeads.reduce((sum, head) => sum + head.length + 2, 0) <= columns
  const heads = wide ? wideHeads : INSTALL_METHODS.map((method) => name(method, false))
  const lines = [`  ${pad('', first)}  ${heads.join('  ')}`]
  let title = ''
  for (const row of rows) {
    const next = row.host === null ? row.side : `${row.host} ${row.side.replace('server ', '')}`
    if (next !== title) lines.push(next)
    title = next
    const marks = INSTALL_METHODS.map((method, index) =>
      pad(row.methods.has(method) ? 'x' : '.', heads[index]?.length ?? 0),
    )
    lines.push(`  ${pad(label(row), first)}  ${marks.join('  ')}`.trimEnd())
  }
  const legend = INSTALL_METHODS.map((method) => `${facts(method).short} = ${method}`).join(', ')
  return `${lines.join('\n')}\n${wide ? '' : wrap(legend, columns, '  ')}`
}
