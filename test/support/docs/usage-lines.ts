// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fencesOf } from './page.ts'

const DOCS = resolve(import.meta.dirname, '../../../docs')
/** A line of a block without a language; what stands behind two blanks says what it does. */
const USAGE = /^portwright ([a-z].*?)(?:\s{2,}.*)?$/

/** The words behind `portwright` of each line that a page shows, with other names in place of the page's. */
export const usageLines = (
  page: string,
  fits: RegExp,
  names: Readonly<Record<string, string>>,
): readonly (readonly string[])[] =>
  fencesOf(readFileSync(join(DOCS, page), 'utf8').replaceAll('\r\n', '\n'))
    .filter(({ language }) => language === '')
    .flatMap(({ text }) => text.split('\n'))
    .flatMap((line) => USAGE.exec(line)?.[1] ?? [])
    .filter((line) => fits.test(line))
    .map((line) => line.split(' ').map((word) => names[word] ?? word))

/** The one line of a page that begins so; throws where the page has another number of them. */
export const usageLine = (page: string, fits: RegExp, names: Readonly<Record<string, string>>): readonly string[] => {
  const [line, ...more] = usageLines(page, fits, names)
  if (line === undefined || more.length > 0) throw new Error(`${page} has not one line that fits ${fits}`)
  return line
}
