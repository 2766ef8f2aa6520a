// SPDX-License-Identifier: MIT
import { diagnose } from '../../diagnostics/diagnose.ts'
import { textPositions } from '../../diagnostics/text-positions.ts'
import type { Locate } from '../problem.ts'
import { DEEPEST } from './data.ts'
import { parsePlainYaml } from './parse-plain-yaml.ts'
import { finderOf } from './place-table.ts'
import { keyOf } from './plain-yaml-scalar.ts'
import type { Source } from './source.ts'

/** Reads the plain subset of YAML 1.2 that most estates are written in; null where a file leaves it. */
export const readPlainYaml = (path: string, text: string): Source | null => {
  const plain = parsePlainYaml(text)
  if (plain === null) return null
  const span = textPositions(path, text)
  const files = [{ path, text }]
  if ('tooDeep' in plain) {
    const place = span(plain.tooDeep, plain.tooDeep + 1)
    return {
      data: undefined,
      diagnostics: [diagnose('too-deep', { limit: DEEPEST }, place)],
      locate: () => place,
      files,
    }
  }
  const find = finderOf(plain.places, plain.data, (start, end) => keyOf(text, start, end))
  const locate: Locate = (keys, on = 'value') => {
    const { start, end } = find(keys, on)
    return span(start, end)
  }
  return { data: plain.data, diagnostics: [], locate, files }
}
