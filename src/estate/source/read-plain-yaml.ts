// SPDX-License-Identifier: MIT
import { diagnose } from '../../diagnostics/diagnose.ts'
import { textPositions } from '../../diagnostics/text-positions.ts'
import type { Locate } from '../problem.ts'
import { DEEPEST } from './data.ts'
import { parsePlainYaml } from './parse-plain-yaml.ts'
import type { Source } from './source.ts'
import { dataOf, locateIn } from './source-node.ts'

/** Reads the plain subset of YAML 1.2 that most estates are written in; null where a file leaves it. */
export const readPlainYaml = (path: string, text: string): Source | null => {
  const plain = parsePlainYaml(text)
  if (plain === null) return null
  const span = textPositions(path, text)
  const files = [{ path, text }]
  if (plain.kind === 'too-deep') {
    const place = span(plain.at, plain.at + 1)
    return {
      data: undefined,
      diagnostics: [diagnose('too-deep', { limit: DEEPEST }, place)],
      locate: () => place,
      files,
    }
  }
  const data = dataOf(plain)
  let located: Locate | null = null
  const locate: Locate = (keys, on) => {
    if (located === null) {
      const again = parsePlainYaml(text)
      located =
        again === null || again.kind === 'too-deep'
          ? () => span(0, 0)
          : locateIn(again, ({ start, end }) => span(start, end))
    }
    return located(keys, on)
  }
  return { data, diagnostics: [], locate, files }
}
