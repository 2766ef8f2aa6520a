// SPDX-License-Identifier: MIT
import { diagnose } from '../../diagnostics/diagnose.ts'
import { MOST_ERRORS } from '../../diagnostics/first-errors.ts'
import { textPositions } from '../../diagnostics/text-positions.ts'
import type { Locate } from '../problem.ts'
import { DEEPEST } from './data.ts'
import { parseJson } from './parse-json.ts'
import { finderOf } from './place-table.ts'
import type { Source } from './source.ts'

export const readJson = (path: string, text: string): Source => {
  const span = textPositions(path, text)
  const { data, places, faults } = parseJson(text)
  const find =
    data === undefined ? null : finderOf(places, data, (start, end) => JSON.parse(text.slice(start, end)) as string)
  const locate: Locate = (keys, on = 'value') => {
    const { start, end } = find === null ? { start: 0, end: 0 } : find(keys, on)
    return span(start, end)
  }
  return {
    data,
    unseen: Math.max(0, faults.length - MOST_ERRORS),
    diagnostics: faults.slice(0, MOST_ERRORS).map((fault) => {
      const place = span(fault.place.start, fault.place.end)
      if (fault.kind === 'depth') return diagnose('too-deep', { limit: DEEPEST }, place)
      if (fault.kind === 'syntax') return diagnose('json-syntax', { reason: fault.reason }, place)
      const first = { message: 'The first one stands here.', span: span(fault.first.start, fault.first.end) }
      return diagnose('duplicate-key', { key: fault.key }, place, [first])
    }),
    locate,
    files: [{ path, text }],
  }
}
