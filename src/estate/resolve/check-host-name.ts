// SPDX-License-Identifier: MIT
import { domainToASCII } from 'node:url'
import type { Part, Path, Report } from '../problem.ts'
import { isReservedName } from './check-name.ts'

const LABEL = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/i

/** What most hosts are called: labels of letters, digits, hyphens and underscores, the last one begun by a letter. */
const USUAL = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i
const LONGEST = 253

interface Fault {
  readonly reason: string
  readonly remedy: string | null
}

const fault = (reason: string, remedy: string | null = null): Fault => ({ reason, remedy })

/** Underscores are no part of RFC 1123 and yet of many Windows computers' names. */
const labelFault = (label: string): string | null => {
  if (label === '') return 'a label between dots is empty'
  if (label.length > 63) return 'a label is longer than 63 characters'
  if (label.startsWith('-') || label.endsWith('-')) return 'a label starts or ends with a hyphen'
  return LABEL.test(label) ? null : 'only letters, digits and hyphens stand between the dots'
}

const write = (name: string): string | null => (whyNot(name) === null ? `Write ${name}.` : null)

const whyNot = (name: string): Fault | null => {
  if (name.length <= LONGEST && USUAL.test(name)) return null
  if (name === '') return fault('it is empty')
  if (name.trim() !== name) return fault('it starts or ends with a blank', write(name.trim()))
  if (name.endsWith('.') && name.length > 1) return fault('it ends with a dot', write(name.slice(0, -1)))
  if (/[^\0-\x7f]/.test(name)) {
    const ascii = name.length > LONGEST ? '' : domainToASCII(name)
    return fault('it holds letters outside ASCII', ascii === '' ? null : write(ascii))
  }
  if (name.length > LONGEST) return fault('it is longer than 253 characters')
  const labels = name.split('.')
  for (const label of labels) {
    const reason = labelFault(label)
    if (reason !== null) return fault(reason)
  }
  if (/^\d+$/.test(labels.at(-1) ?? ''))
    return labels.length === 4
      ? fault('it is an IPv4 address', 'Write the name as key, and the address under `addresses`.')
      : fault('its last label is a number')
  return null
}

/** Checks the name of a host (or of a domain) as DNS and Windows take it. */
export const checkHostName = (name: string, what: string, report: Report, path: Path, on: Part = 'key'): boolean => {
  const found = whyNot(name)
  if (found !== null) report('invalid-host-name', { name, ...found }, path, on)
  else if (isReservedName(name)) report('reserved-name', { name, what }, path, on)
  else return true
  return false
}
