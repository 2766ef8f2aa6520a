// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { DIAGNOSTICS } from '../../diagnostics/diagnostic-table.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import type { Acknowledgement } from '../estate.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Path } from '../problem.ts'
import { isDate } from './check-expiry.ts'
import { plainText } from './check-name.ts'
import { checkReason } from './check-reason.ts'
import type { Context } from './context.ts'

const isMapOrList = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** How long the keys of a map are, the longest first: few lengths, however many keys. */
const LENGTHS = new WeakMap<object, readonly number[]>()

const lengthsOf = (file: object): readonly number[] =>
  getOrInsert(LENGTHS, file, () => [...new Set(Object.keys(file).map(({ length }) => length))].sort((a, b) => b - a))

/** The path of the file that a dotted text means. Names hold dots themselves, so the longest key that fits is taken. */
export const dottedPath = (file: unknown, text: string): Path | null => {
  if (text === '') return []
  if (!isMapOrList(file)) return null
  for (const length of lengthsOf(file)) {
    if (text.length !== length && text[length] !== '.') continue
    const key = text.slice(0, length)
    if (!Object.prototype.propertyIsEnumerable.call(file, key)) continue
    const rest = dottedPath(file[key], text.slice(length + 1))
    if (rest !== null) return [Array.isArray(file) ? Number(key) : key, ...rest]
  }
  return null
}

/** The warnings that somebody answers for. */
export const resolveAcknowledge = (file: EstateFile, context: Context): readonly Acknowledgement[] => {
  const { report, today } = context
  return (file.acknowledge ?? []).map(({ code, about, reason, owner, until }, index): Acknowledgement => {
    const path = ['acknowledge', index]
    const entry = Object.hasOwn(DIAGNOSTICS, code) ? DIAGNOSTICS[code as keyof typeof DIAGNOSTICS] : undefined
    if (entry === undefined) {
      const near = nearest(code, Object.keys(DIAGNOSTICS))
      report('unknown-code', { word: code, nearest: near }, [...path, 'code'])
    } else if (entry.severity === 'error') report('error-acknowledged', { code }, [...path, 'code'])
    if (until !== undefined && !isDate(until)) report('invalid-date', { text: until }, [...path, 'until'])
    if (about === '') report('invalid-text', { key: 'about', reason: 'it is empty' }, [...path, 'about'])
    return {
      code,
      about,
      aboutPath: dottedPath(file, about),
      reason: checkReason(reason, report, [...path, 'reason']),
      owner: plainText(owner, 'owner', report, [...path, 'owner']) ?? '',
      until: until ?? null,
      inForce: until === undefined || until >= today,
      path,
    }
  })
}
