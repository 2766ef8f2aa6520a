// SPDX-License-Identifier: MIT

import type { Range } from '../../formats/address/range.ts'
import { parsePorts } from '../../formats/port/port-set.ts'
import type { Path, Report } from '../problem.ts'

/** A hint names only what would be taken. */
const write = (text: string): string | null => ((parsePorts(text)?.first ?? 0) > 0 ? `Write ${text}.` : null)

const whyNot = (text: string): { readonly reason: string; readonly remedy: string | null } => {
  const trimmed = text.trim()
  const plain = trimmed.replace(/\s+/g, '')
  const range = /^(\d+)-(\d+)$/.exec(plain)
  if (plain === '') return { reason: 'it is empty', remedy: null }
  if (plain !== text && parsePorts(plain) !== null)
    return { reason: 'it has blanks in or around it', remedy: write(plain) }
  if (/^0\d/.test(plain) || /-0\d/.test(plain)) {
    const bare = plain.replace(/(^|-)0+(?=\d)/g, '$1')
    return { reason: 'it starts with 0', remedy: write(bare) }
  }
  if (range !== null && Number(range[1]) > Number(range[2]))
    return { reason: 'the range ends before it starts', remedy: write(`${range[2]}-${range[1]}`) }
  if (/^-?[\d.]+$|^\d+-\d+$/.test(plain)) return { reason: 'ports are whole numbers from 1 to 65535', remedy: null }
  const several = plain.split(/[,;]/)
  return several.length > 1
    ? {
        reason: 'several ports are a list',
        remedy: several.every((one) => write(one) !== null) ? `Write [${several.join(', ')}].` : null,
      }
    : { reason: 'it is neither a number nor a range such as 50000-50199', remedy: null }
}

/** Reads a port or a range of ports as the file has it. */
export const readPorts = (value: number | string, report: Report, path: Path): Range<number> | null => {
  const text = String(value)
  const ports = parsePorts(text)
  if (ports !== null && ports.first > 0) return ports
  report('invalid-port', { text, ...whyNot(text) }, path)
  return null
}

/** Reads a single port. */
export const readPort = (value: number | string, report: Report, path: Path): Range<number> | null => {
  const ports = readPorts(value, report, path)
  if (ports === null || ports.first === ports.last) return ports
  report('invalid-port', { text: String(value), reason: 'one port is expected, not a range', remedy: null }, path)
  return null
}
