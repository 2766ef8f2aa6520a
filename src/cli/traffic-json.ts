// SPDX-License-Identifier: MIT
import type { Traffic } from '../traffic/traffic.ts'

/** The answer as JSON in pieces, a call each: the whole text would take more memory than the reading. */
export function* trafficJson(traffic: Traffic): Generator<string> {
  const { files, uncovered, ...rest } = traffic
  const text = JSON.stringify({ files, uncovered: [], ...rest }, null, 2)
  // No text has a line break of its own in it, so this stands there once.
  const mark = '\n  "uncovered": ['
  const cut = text.indexOf(mark) + mark.length
  yield text.slice(0, cut)
  for (const [index, item] of uncovered.entries())
    yield `${index === 0 ? '\n' : ',\n'}    ${JSON.stringify(item, null, 2).replaceAll('\n', '\n    ')}`
  yield `${uncovered.length === 0 ? '' : '\n  '}${text.slice(cut)}\n`
}
