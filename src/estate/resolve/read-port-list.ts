// SPDX-License-Identifier: MIT
import { formatPorts } from '../../formats/port/port-set.ts'
import type { Path } from '../problem.ts'
import type { PortEntry } from '../schema/site-schema.ts'
import { isLeftOut } from '../shape/check-shape.ts'
import type { Context } from './context.ts'
import { readPort, readPorts } from './read-port.ts'

const firstPort = (text: string): number => Number(text.split('-')[0])

/** Reads what a port parameter is set to: one port (or range, where the printed one is a range), or a list of them. */
export const readPortList = (
  value: PortEntry,
  printed: string,
  key: string,
  path: Path,
  { report }: Context,
): readonly string[] => {
  const read = printed.includes('-') ? readPorts : readPort
  const values = Array.isArray(value) ? value : [value as number | string]
  const ports = new Set<string>()
  if (values.length === 0 && !isLeftOut(values)) report('empty-list', { key }, path, 'key')
  for (const [index, one] of values.entries()) {
    const where = Array.isArray(value) ? [...path, index] : path
    const port = read(one, report, where)
    if (port === null) continue
    const text = formatPorts(port)
    if (ports.has(text)) report('duplicate-entry', { word: text }, where)
    ports.add(text)
  }
  const sorted = [...ports].sort((a, b) => firstPort(a) - firstPort(b))
  if (sorted.length > 1) report('several-ports', { key, ports: sorted }, path)
  return sorted
}
