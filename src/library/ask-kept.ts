// SPDX-License-Identifier: MIT
import { joins, smallestFix } from '../explain/smallest-fix.ts'
import { askBook } from './ask-book.ts'
import type { AskedQuestion, FoundAnswer } from './asked-question.ts'
import type { KeptBook } from './kept-book.ts'

/** Answers questions from what was kept of an estate or an output; null where the remedy asks for the estate itself. */
export const askKept = (
  { book, waiting }: KeptBook,
  policy: string | null,
): ((question: AskedQuestion) => FoundAnswer | null) => {
  const ask = askBook(book, policy)
  return (question) => {
    const { found, asked } = ask(question)
    if (asked === null) return { found, fix: null }
    const failing = found.pairs.find(({ answer }) => answer === 'no')
    const holder = (name: string | undefined) => book.talkers.find((talker) => talker.name === name)
    const [from, to] = [holder(failing?.from), holder(failing?.to)]
    if (from !== undefined && to !== undefined && waiting.some((row) => joins(row, from, to))) return null
    return { found, fix: smallestFix(asked, null) }
  }
}
