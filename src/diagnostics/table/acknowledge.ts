// SPDX-License-Identifier: MIT
import { didYouMean, type Entry, error, warning } from '../entry.ts'
import { quote } from '../quote.ts'

/** Mistakes in `acknowledge`: warnings that somebody answers for. */
export const ACKNOWLEDGE = {
  'unknown-code': error<{ word: string; nearest: string | null }>({
    message: ({ word }) => `${quote(word)} is not the code of a diagnostic.`,
    hint: didYouMean,
    help: 'The code of a warning stands in square brackets before its text.',
  }),
  'error-acknowledged': error<{ code: string }>({
    message: ({ code }) => `${quote(code)} is an error, and errors cannot be acknowledged.`,
    hint: () => 'Mend what it is about, and delete this entry.',
    help: '`acknowledge` keeps warnings out of the way that somebody answers for. An error is never passed over.',
  }),
  'acknowledgement-without-match': warning<{ code: string; about: string }>({
    message: ({ code, about }) => `No ${quote(code)} is about ${quote(about)}.`,
    hint: () => 'Delete the entry if what it was about is mended, or correct `code` and `about`.',
    help: 'An acknowledgement that fits nothing would hide a misspelling, or a warning that comes back for another reason.',
  }),
} as const satisfies Record<string, Entry<never>>
