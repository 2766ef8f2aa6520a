// SPDX-License-Identifier: MIT
import type { Rule } from '../../formats/rule/rule.ts'

/** The value of `edge=`; empty for none, null where netsh has no word. */
export const edgeWord = ({ other }: Rule): string | null => {
  const edge = String(other?.Edge ?? 'FALSE').toUpperCase() === 'TRUE'
  const defer = other?.Defer === undefined ? '' : String(other.Defer).toLowerCase()
  if (defer === '') return edge ? 'yes' : ''
  if (defer === 'app' && edge) return 'deferapp'
  return defer === 'user' ? 'deferuser' : null
}
