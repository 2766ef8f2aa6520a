// SPDX-License-Identifier: MIT
import { LISTING_LABELS, type ListingLabel, type ListingLanguage } from './language.ts'

/** A rule as its lines say it. */
export interface ListedRule {
  readonly values: ReadonlyMap<ListingLabel, string>
  /** Lines below a protocol: types and codes of ICMP. */
  readonly rows: readonly string[]
  readonly faults: readonly { readonly field: string; readonly reason: string }[]
  readonly text: string
}

const LINE = /^[ \t]*([^\s:][^:]{0,60}?)\s?:(?:[ \t]+(.*))?$/
const LONGEST = 4_000

const labelOf = (language: ListingLanguage, text: string): ListingLabel | undefined =>
  LISTING_LABELS.find((label) => language.labels[label].includes(text.trim().toLowerCase()))

const ruleOf = (language: ListingLanguage, lines: readonly string[]): ListedRule => {
  const values = new Map<ListingLabel, string>()
  const rows: string[] = []
  const faults: { field: string; reason: string }[] = []
  let last: ListingLabel | null = null
  for (const line of lines) {
    if (line.trim() === '' || /^[ \t]*-{50,}[ \t]*$/.test(line)) continue
    const [, name = '', value = ''] = LINE.exec(line) ?? []
    const label = labelOf(language, name)
    if (label !== undefined) {
      if (values.has(label)) faults.push({ field: label, reason: 'stands twice' })
      values.set(label, value.trim())
      last = label
    } else if (last === 'protocol' && /^\s{8,}/.test(line)) rows.push(line.trim())
    // A description may have lines of its own.
    else if (last === 'description') values.set(last, `${values.get(last)}\n${line.trim()}`)
    else if (!/^\s*ok\.\s*$/i.test(line))
      faults.push({ field: name.trim() || 'rule', reason: `was not understood: ${JSON.stringify(line.trim())}` })
  }
  return { values, rows, faults, text: lines.join('\n').trim().slice(0, LONGEST) }
}

/** The rules of a listing, and what stands before the first. */
export const splitNetshListing = (
  language: ListingLanguage,
  text: string,
): { readonly before: string; readonly rules: readonly ListedRule[] } => {
  const lines = text.split(/\r\n|\r|\n/)
  const isHead = (index: number): boolean => labelOf(language, LINE.exec(lines[index] as string)?.[1] ?? '') === 'name'
  // A name whose label is damaged still stands above a line of dashes.
  const isRuler = (index: number): boolean => /^[ \t]*-{50,}[ \t]*$/.test(lines[index] ?? '')
  const starts = lines.flatMap((_, index) =>
    isHead(index) || (isRuler(index + 1) && (lines[index] as string).trim() !== '') ? [index] : [],
  )
  return {
    before: lines
      .slice(0, starts[0] ?? lines.length)
      .join('\n')
      .trim(),
    rules: starts.map((start, index) => ruleOf(language, lines.slice(start, starts[index + 1] ?? lines.length))),
  }
}
