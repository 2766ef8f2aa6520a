// SPDX-License-Identifier: MIT
import { type CanAnswer, canPass } from '../analysis/can.ts'
import type { AnsweringSet } from '../analysis/verdict.ts'
import type { Catalog } from '../catalog/catalog-flow.ts'
import { compileEstate } from '../compile/compile-estate.ts'
import { estateSource } from '../compile/estate-source.ts'
import { nearName } from '../diagnostics/near-name.ts'
import { UsageError } from '../diagnostics/usage-error.ts'
import type { Estate } from '../estate/estate.ts'
import { type FixQuestion, smallestFix } from '../explain/smallest-fix.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { askBook } from './ask-book.ts'
import type { AskedQuestion, FoundAnswer } from './asked-question.ts'
import { addressSide } from './can-sides.ts'
import type { LoadedSource } from './loaded-source.ts'
import { packetOf } from './packet-of.ts'
import { bookOf, type QuestionBook } from './question-book.ts'

export interface Answerer {
  readonly answer: (question: AskedQuestion) => FoundAnswer
  /** Null where a file of rules answers. */
  readonly book: QuestionBook | null
}

/** Answers questions about an estate, an output, or one policy of a file. */
export const answerer = async (
  loaded: LoadedSource,
  policy: string | null,
  openCatalog: () => Promise<Catalog>,
): Promise<Answerer> => {
  if (loaded.source.estate === null) return { answer: ofFile(oneSet(loaded.source.sets, policy)), book: null }
  const book = await bookOf(loaded, openCatalog)
  const ask = askBook(book, policy)
  const answer = (question: AskedQuestion): FoundAnswer => {
    const { found, asked, again } = ask(question)
    return { found, fix: asked === null ? null : fixOf(loaded, asked, again) }
  }
  return { answer, book }
}

const fixOf = (
  { source, compiled }: LoadedSource,
  question: FixQuestion,
  again: (sets: readonly AnsweringSet[]) => CanAnswer,
): string | null => {
  if (compiled === null) return smallestFix(question, null)
  const { estate, catalog } = compiled
  const isYes = (changed: Estate): boolean => {
    const facts = { version: '', inputs: [], diagnostics: [] }
    const { sets } = estateSource(source.path, compileEstate(changed, catalog, facts))
    return again(sets).answer === 'yes'
  }
  return smallestFix(question, { estate, catalog, parties: compiled.compiled.parties, isYes })
}

const ofFile =
  (set: RuleSet): ((question: AskedQuestion) => FoundAnswer) =>
  ({ from, to, packet, direction, profile }) => ({
    found: canPass(set, addressSide(from), addressSide(to), packetOf(packet), direction ?? 'in', profile),
    fix: null,
  })

/** Rules of several policies never stand on one computer by one file: which one is asked about, the user says. */
const oneSet = (sets: readonly RuleSet[], policy: string | null): RuleSet => {
  const names = sets.flatMap(({ id, name }) => id ?? name ?? [])
  if (policy !== null) {
    const found = sets.find(({ id, name }) => id === policy || name === policy)
    if (found !== undefined) return found
    const near = nearName(policy, names)
    throw new UsageError(
      `the file has no policy “${policy}”`,
      near === null ? `it has ${names.join(', ')}` : `did you mean “${near}”?`,
    )
  }
  const [first, ...more] = sets
  if (first === undefined || more.length > 0)
    throw new UsageError(
      `the file holds ${sets.length} policies`,
      `name one of them with --policy: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''}`,
    )
  return first
}
