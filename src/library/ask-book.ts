// SPDX-License-Identifier: MIT
import { type CanAnswer, canBetween } from '../analysis/can.ts'
import type { AnsweringSet } from '../analysis/verdict.ts'
import { UsageError } from '../diagnostics/usage-error.ts'
import type { FixQuestion } from '../explain/smallest-fix.ts'
import type { AskedQuestion } from './asked-question.ts'
import { sideFinder } from './can-sides.ts'
import { packetOf } from './packet-of.ts'
import type { QuestionBook } from './question-book.ts'

export interface BookAnswer {
  readonly found: CanAnswer
  /** What a remedy is looked for with; null where it passes. */
  readonly asked: FixQuestion | null
  /** The same question to other policies. */
  readonly again: (sets: readonly AnsweringSet[]) => CanAnswer
}

/** Answers questions about an estate or an output, the remedy left aside. `policy` is what files alone know. */
export const askBook = (book: QuestionBook, policy: string | null): ((question: AskedQuestion) => BookAnswer) => {
  if (policy !== null)
    throw new UsageError(
      '--policy is for files of several policies',
      'the names of a question say which policies decide',
    )
  const sidesOf = sideFinder(book)
  return ({ from, to, packet: text, profile, direction }) => {
    if (direction !== null)
      throw new UsageError('--direction is for files of rules', 'of an estate or an output both ends decide')
    const packet = packetOf(text)
    const again = (sets: readonly AnsweringSet[]): CanAnswer => {
      const found = canBetween(sets, sidesOf(from), sidesOf(to), packet, profile)
      if (found === null)
        throw new UsageError(`nobody is left who asks “${to}” from “${from}”`, 'a host does not talk to itself')
      return found
    }
    const found = again(book.sets)
    const isSite = (word: string): boolean => book.talkers.some(({ site }) => site === word)
    const asked = { from, to, packet, profile, answer: found, isEnd: (word: string) => !isSite(word) }
    return { found, asked: found.answer === 'yes' ? null : asked, again }
  }
}
