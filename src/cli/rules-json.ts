// SPDX-License-Identifier: MIT
import type { ReadResult } from '../read/read-result.ts'
import type { StartedRead } from '../read/started-read.ts'

/** The first rule comes alone; then more and more at once, so that many rules take few calls. */
const MOST_AT_ONCE = 256

const itemText = (item: unknown): string => JSON.stringify(item, null, 2).replaceAll('\n', '\n    ')

/** The answer as JSON in pieces, a call each: rules as they are read. Gives what it has printed. */
export function* rulesJson({ format, steps }: StartedRead): Generator<string, ReadResult> {
  let texts = [`{\n  "format": ${JSON.stringify(format)},\n  "rules": [`]
  let between = '\n    '
  let most = 1
  let step = steps.next()
  for (; step.done !== true; step = steps.next()) {
    texts.push(between, itemText(step.value))
    between = ',\n    '
    if (texts.length < 2 * most) continue
    yield texts.join('')
    texts = []
    most = Math.min(most * 2, MOST_AT_ONCE)
  }
  const { rules, registry, losses } = step.value
  const end = `${rules.length === 0 ? '' : '\n  '}],`
  yield `${texts.join('')}${end}${JSON.stringify({ registry, losses }, null, 2).slice(1)}\n`
  return { format, rules, registry, losses }
}
