// SPDX-License-Identifier: MIT
import type { CanSide } from '../analysis/can.ts'
import { findSides } from '../analysis/find-side.ts'
import { nearName } from '../diagnostics/near-name.ts'
import { UsageError } from '../diagnostics/usage-error.ts'
import { ANY_ADDRESS, parseAddress } from '../formats/address/address-set.ts'
import type { QuestionBook } from './question-book.ts'

/** Finds whom a word of a question means in an estate or an output. */
export const sideFinder =
  ({ of, names, talkers }: QuestionBook) =>
  (word: string): readonly CanSide[] => {
    const sides = findSides(names, talkers, word)
    if (sides.length > 0)
      return sides.map(({ addresses, party }) => ({ addresses, name: party?.name ?? word, kind: party?.kind ?? null }))
    const near = nearName(word, [...talkers.map(({ name }) => name), ...names.networks.keys()])
    throw new UsageError(`the ${of} knows no “${word}”`, near === null ? null : `did you mean “${near}”?`)
  }

/** Whom a word means in a file of rules: an address. */
export const addressSide = (word: string): CanSide => {
  const addresses = word.toLowerCase() === 'any' ? ANY_ADDRESS : parseAddress(word)
  if (addresses === null || addresses.keywords.length > 0)
    throw new UsageError(
      `“${word}” is no address`,
      'a file knows no names: write an address, a network, a range, or any',
    )
  return { name: word, kind: null, addresses }
}
