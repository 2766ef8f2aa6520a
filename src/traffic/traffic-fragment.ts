// SPDX-License-Identifier: MIT
import { isScalar, visit } from 'yaml'
import type { FlowEntry } from '../adopt/adoption.ts'
import { carefulDocument } from '../adopt/careful-document.ts'
import type { FoldedEntry } from './fold-items.ts'

/** As many addresses or ports as a line holds. */
const SHORT = 8

const HEAD = `# Calls that logs tell of and no flow of the estate covers, most frequent first. Give each a reason in place of TODO, and put
# what is wanted under flows: of the estate; portwright check refuses the others. What is not wanted stays blocked.
`

/** Lists of few stand on one line, as people write them. */
const asPeopleWrite = (flows: readonly FlowEntry[]): string => {
  const document = carefulDocument(flows.length === 0 ? [] : flows)
  visit(document, {
    Seq: (key, node) => {
      if (key !== null && node.items.length <= SHORT && node.items.every(isScalar)) node.flow = true
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

/** The missing flows as a piece of an estate file. */
export const trafficFragment = (entries: readonly FoldedEntry[]): string => {
  const text = asPeopleWrite(entries.map(({ flow }) => flow))
  return `${HEAD}flows:${entries.length === 0 ? ' []\n' : `\n${text.replace(/^(?=.)/gm, '  ')}`}`
}

/** One entry as it stands under `flows:`. */
export const entryText = ({ flow }: FoldedEntry): string => asPeopleWrite([flow])
