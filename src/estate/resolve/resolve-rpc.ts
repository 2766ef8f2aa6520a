// SPDX-License-Identifier: MIT
import { normalize, type Range } from '../../formats/address/range.ts'
import { formatPorts } from '../../formats/port/port-set.ts'
import type { RpcRange } from '../estate.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Path, Report } from '../problem.ts'
import { isLeftOut } from '../shape/check-shape.ts'
import { readPorts } from './read-port.ts'

const LOWEST = 5001
const FEWEST = 100

export const resolveRpc = (
  { ports, rules }: NonNullable<NonNullable<EstateFile['firewall']>['rpc']>,
  path: Path,
  report: Report,
): RpcRange => {
  const ranges: Range<number>[] = []
  const portsPath = [...path, 'ports']
  const given = Array.isArray(ports) ? ports : [ports]
  for (const [index, text] of given.entries()) {
    const where = Array.isArray(ports) ? [...portsPath, index] : portsPath
    const range = readPorts(text, report, where)
    if (range === null) continue
    if (range.first < LOWEST) report('rpc-port-too-low', { text: formatPorts(range) }, where)
    const other = ranges.find(({ first, last }) => first <= range.last && range.first <= last)
    if (other !== undefined) report('rpc-range-overlap', { text: formatPorts(range), other: formatPorts(other) }, where)
    ranges.push(range)
  }
  const merged = normalize(ranges)
  const count = merged.reduce((sum, { first, last }) => sum + last - first + 1, 0)
  if (given.length === 0 && !isLeftOut(given)) report('empty-list', { key: 'ports' }, portsPath, 'key')
  else if (given.length > 0 && ranges.length === given.length && count < FEWEST)
    report('rpc-range-too-small', { count }, portsPath)
  return { ports: merged, rules: rules ?? 'range' }
}
