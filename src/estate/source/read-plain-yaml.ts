// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { diagnose } from '../../diagnostics/diagnose.ts'
import { MOST_ERRORS } from '../../diagnostics/first-errors.ts'
import { textPositions } from '../../diagnostics/text-positions.ts'
import type { Locate } from '../problem.ts'
import { DEEPEST } from './data.ts'
import { parsePlainYaml } from './parse-plain-yaml.ts'
import { finderOf, keysIn } from './place-table.ts'
import type { ReadPiece } from './plain-yaml-cursor.ts'
import { keyOf } from './plain-yaml-scalar.ts'
import type { Source } from './source.ts'
import { syntaxError } from './yaml-faults.ts'

/** Reads the plain subset of YAML 1.2 that most estates are written in; null where a file leaves it. */
export const readPlainYaml = (path: string, text: string, readPiece: ReadPiece | null = null): Source | null => {
  const plain = parsePlainYaml(text, readPiece)
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
  if (plain.faults.length > 0) {
    const shown = plain.faults.slice(0, MOST_ERRORS)
    return {
      data: undefined,
      diagnostics: shown.map(({ error, from }) =>
        syntaxError(error, span(from + error.pos[0], Math.min(from + error.pos[1], text.length))),
      ),
      unseen: plain.faults.length - shown.length,
      isPartial: plain.faults.length > shown.length,
      locate: () => span(0, 0),
      files,
    }
  }
  const read = (start: number, end: number): string => keyOf(text, start, end)
  const find = finderOf(plain.places, plain.data, read)
  const locate: Locate = (keys, on = 'value') => {
    const { start, end } = find(keys, on)
    return span(start, end)
  }
  const { oddKeys, places } = plain
  const shown = oddKeys.slice(0, MOST_ERRORS)
  const keys = new Map<number, ReadonlyMap<string, number>>()
  const diagnostics = shown.map(({ isTwice, name, place, holder }) => {
    const at = span(place.start, place.end)
    if (!isTwice) return diagnose('unknown-key', { key: name, where: 'a mapping', nearest: null }, at)
    const first = getOrInsert(keys, holder, () => keysIn(places, holder, places.after(holder), read)).get(
      name,
    ) as number
    const { start, end } = places.keyOf(first)
    return diagnose('duplicate-key', { key: name }, at, [
      { message: 'The first one stands here.', span: span(start, end) },
    ])
  })
  return { data: plain.data, diagnostics, unseen: oddKeys.length - shown.length, locate, files }
}
