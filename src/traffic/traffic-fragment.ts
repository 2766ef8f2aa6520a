// SPDX-License-Identifier: MIT
import { stringify } from 'yaml'
import type { FoldedEntry } from './fold-items.ts'

const HEAD = `# Calls that logs tell of and no flow of the estate covers, most frequent first. Give each a reason in place of TODO, and put
# what is wanted under flows: of the estate; portwright check refuses the others. What is not wanted stays blocked.
`

/** The missing flows as a piece of an estate file. */
export const trafficFragment = (entries: readonly FoldedEntry[]): string =>
  `${HEAD}${stringify({ flows: entries.map(({ flow }) => flow) }, { lineWidth: 0 })}`

/** One entry as it stands under `flows:`. */
export const entryText = ({ flow }: FoldedEntry): string =>
  stringify([flow], { lineWidth: 0, flowCollectionPadding: false })
