// SPDX-License-Identifier: MIT
import { join, resolve } from 'node:path'
import type { ExecutionContext } from 'ava'

const ROOT = resolve(import.meta.dirname, '../..')

/** Where the Windows-made files lie: PORTWRIGHT_CORPUS, else beside the checkout. */
export const corpusFolder = (): string => process.env.PORTWRIGHT_CORPUS ?? join(ROOT, '../shared/corpus')

/** Where the port documents lie: PORTWRIGHT_DOCUMENTS, else beside the corpus. */
export const documentsFolder = (): string => process.env.PORTWRIGHT_DOCUMENTS ?? join(corpusFolder(), '../seeds')

/** Whether PORTWRIGHT_REQUIRE names a tool or corpus: then it must be there. */
export const required = (_: ExecutionContext, name: string): boolean =>
  (process.env.PORTWRIGHT_REQUIRE ?? '').split(',').includes(name)

/** Leaves a test out, visibly: the runner counts the lines that begin so. */
export const skip = (t: ExecutionContext, why: string): void => {
  t.log(`SKIP ${why}`)
  t.pass()
}
