// SPDX-License-Identifier: MIT
import { TARGET_NAMES } from '../src/targets/target-names.ts'

/** Rooms of src/ that know targets by what they declare alone. */
const ROOMS = ['catalog', 'estate', 'flows', 'rules', 'packets', 'compile', 'output', 'preview']

/** Words that are something else here. */
const ORDINARY: Readonly<Record<string, readonly string[]>> = {
  // What keeps a computer on its network and in its domain.
  baseline: ['catalog/', 'flows/', 'preview/', 'estate/resolve/'],
}

const COMMENT = /^\s*(?:\/\/|\*|\/\*)/

/** Targets that a file of these rooms decides by: as a text of its own, as a property, or as a key. `file` is below src/. */
export const targetWords = (file: string, text: string): readonly string[] => {
  if (!ROOMS.includes(file.split('/')[0] ?? '')) return []
  const code = text
    .split('\n')
    .filter((line) => !COMMENT.test(line) && !/^(?:import|export) .* from '/.test(line))
    .join('\n')
  return TARGET_NAMES.filter(
    (name) =>
      !ORDINARY[name]?.some((place) => file.startsWith(place)) &&
      new RegExp(`(['"\`])${name}\\1|\\.${name}\\b|\\b${name}\\??:`).test(code),
  )
}
