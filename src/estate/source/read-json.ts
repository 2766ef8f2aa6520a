// SPDX-License-Identifier: MIT
import { diagnose } from '../../diagnostics/diagnose.ts'
import { MOST_ERRORS } from '../../diagnostics/first-errors.ts'
import { textPositions } from '../../diagnostics/text-positions.ts'
import type { Locate } from '../problem.ts'
import { DEEPEST } from './data.ts'
import { parseJson } from './parse-json.ts'
import type { Source } from './source.ts'
import { dataOf, locateIn } from './source-node.ts'

export const readJson = (path: string, text: string): Source => {
  const span = textPositions(path, text)
  const { root, faults } = parseJson(text)
  let located: Locate | null = null
  const locate: Locate = (keys, on) => {
    if (located === null) {
      const again = parseJson(text).root
      located = again === null ? () => span(0, 0) : locateIn(again, ({ start, end }) => span(start, end))
    }
    return located(keys, on)
  }
  return {
    data: root === null ? undefined : dataOf(root),
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
