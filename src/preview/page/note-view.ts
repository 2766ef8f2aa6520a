// SPDX-License-Identifier: MIT
import type { PreviewNote } from '../preview-note.ts'
import { sourceWord } from '../words.ts'

export interface NoteView {
  readonly text: string
  /** Empty where nothing is cited. */
  readonly source: string
}

export const noteView = ({ text, sources }: PreviewNote): NoteView => ({
  text,
  source: sources.map(sourceWord).join('; '),
})
