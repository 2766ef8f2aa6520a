// SPDX-License-Identifier: MIT
import { lstatSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { AskedQuestion, FoundAnswer } from '../library/asked-question.ts'
import type { QuestionBook } from '../library/question-book.ts'
import { OUTPUT_INDEX } from '../output/own-files.ts'
import { builtFile } from './built-file.ts'
import { DamagedPiece, keptAnswers } from './kept-answers.ts'
import { loadRuleSource } from './load-rule-source.ts'
import { openCatalog } from './open-catalog.ts'
import type { Streams } from './streams.ts'

export interface Answer extends FoundAnswer {
  readonly flowsOf: QuestionBook['flowsOf']
}

/** Null where what is wrong with the rules was printed. */
export type Answers = (question: AskedQuestion) => Promise<Answer | null>

/** With fewer rules and computers everything is read as fast as what was kept of it. */
const FEW = 500

/**
 * Answers questions about an estate, an output or a file: of a large one from what the first question has kept for the next
 * (src/cli/kept-answers.ts), and where that does not tell from all of it. Null where what is wrong with it was printed.
 */
export const openAnswers = async (
  path: string,
  policy: string | null,
  streams: Streams,
  program: string | null = programHash(),
): Promise<Answers | null> => {
  const cache = path === '-' ? null : keptAnswers(streams, program)
  const kept = cache === null ? null : await fromKept(cache, path, policy)
  let whole: Promise<Whole | null> | undefined
  const load = (): Promise<Whole | null> => {
    whole ??= fromWhole(path, policy, streams, cache)
    return whole
  }
  // What is wrong with the rules is said before the first question.
  if (kept === null && (await load()) === null) return null
  return async (question) => kept?.(question) ?? (await load())?.(question) ?? null
}

const programHash = (): string | null => {
  const path = builtFile('program.sha256')
  return path === null ? null : readFileSync(path, 'utf8')
}

type Whole = (question: AskedQuestion) => Answer
type Cache = NonNullable<ReturnType<typeof keptAnswers>>

/** The file that stands for a path: of an output its index. */
const fileOf = (path: string): string => {
  const index = join(path, OUTPUT_INDEX)
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() &&
    lstatSync(index, { throwIfNoEntry: false })?.isFile()
    ? index
    : path
}

const fromKept = async (
  cache: Cache,
  path: string,
  policy: string | null,
): Promise<((question: AskedQuestion) => Answer | null) | null> => {
  const pieces = cache.find(fileOf(path))
  if (pieces === null) return null
  const { bookOfPieces } = await import('../library/kept-book.ts')
  const { askKept } = await import('../library/ask-kept.ts')
  const undamaged = <T>(read: () => T): T | null => {
    try {
      return read()
    } catch (error) {
      if (error instanceof DamagedPiece) return null
      throw error
    }
  }
  const kept = undamaged(() => bookOfPieces(pieces.count, pieces.piece))
  if (kept === null) return null
  const ask = askKept(kept, policy)
  return (question) =>
    undamaged(() => {
      const answer = ask(question)
      return answer === null ? null : { ...answer, flowsOf: kept.book.flowsOf }
    })
}

const fromWhole = async (
  path: string,
  policy: string | null,
  streams: Streams,
  cache: Cache | null,
): Promise<Whole | null> => {
  const loaded = await loadRuleSource(path, streams)
  if (loaded === null) return null
  const { answerer } = await import('../library/can-answerer.ts')
  const { answer, book } = await answerer(loaded, policy, openCatalog)
  const { source, compiled, inputs } = loaded
  const size = source.sets.reduce((sum, { rules }) => sum + rules.length, source.parties.length)
  if (cache !== null && inputs !== undefined && book !== null && size >= FEW) {
    const { bookPieces } = await import('../library/kept-book.ts')
    const { waitingRows } = await import('../explain/smallest-fix.ts')
    const waiting = compiled === null ? [] : waitingRows(compiled.estate, compiled.catalog)
    cache.keep(inputs, bookPieces({ book, waiting }))
  }
  return (question) => ({ ...answer(question), flowsOf: book?.flowsOf ?? (() => []) })
}
