// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Acknowledgement, Estate } from '../estate/estate.ts'
import { spansAround } from './spans-around.ts'

const LETTER = /[\p{L}\p{N}_-]/u

/** What a message names of these texts as a whole word. A message is short, and the texts may be many. */
const namedIn = <T>(
  message: string,
  byName: ReadonlyMap<string, readonly T[]>,
  lengths: ReadonlySet<number>,
): readonly T[] => {
  const named: T[] = []
  const isLetter = (at: number): boolean => LETTER.test(message[at] ?? '')
  for (let at = 0; at < message.length; at++) {
    if (isLetter(at - 1)) continue
    for (const length of lengths) {
      if (at + length > message.length || isLetter(at + length)) continue
      named.push(...(byName.get(message.slice(at, at + length)) ?? []))
    }
  }
  return named
}

type Fitting = (diagnostic: Diagnostic) => readonly Acknowledgement[]

/** Finds the entries of one code that fit a warning: they name what its message names, or the place where it stands. */
const fitter = (estate: Estate, entries: readonly Acknowledgement[]): Fitting => {
  const byName = Map.groupBy(entries, ({ about }) => about)
  const lengths = new Set(entries.map(({ about }) => about.length))
  const around = spansAround(
    entries.flatMap((of) => {
      const { aboutPath: path } = of
      if (path === null || path.length === 0) return []
      return { of, key: estate.locate(path, 'key'), value: estate.locate(path) }
    }),
  )
  return (diagnostic) => {
    if (diagnostic.severity === 'error') return []
    const fitting = new Set([...namedIn(diagnostic.message, byName, lengths), ...around(diagnostic)])
    return [...fitting].sort((a, b) => entryNumber(a) - entryNumber(b))
  }
}

/** The place of an entry in its list. */
const entryNumber = ({ path }: Acknowledgement): number => Number(path[1])

/** Marks the warnings that somebody answers for, and reports entries that fit none. */
export const acknowledge = (estate: Estate, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  if (estate.acknowledge.length === 0) return diagnostics
  const fitters = new Map(
    [...Map.groupBy(estate.acknowledge, ({ code }) => code)].map(([code, entries]) => [code, fitter(estate, entries)]),
  )
  const used = new Set<Acknowledgement>()
  const marked = diagnostics.map((diagnostic): Diagnostic => {
    const fitting = fitters.get(diagnostic.code)?.(diagnostic) ?? []
    for (const entry of fitting) used.add(entry)
    const entry = fitting.find(({ inForce }) => inForce) ?? fitting[0]
    if (entry === undefined) return diagnostic
    const { reason, owner, until, inForce } = entry
    return { ...diagnostic, acknowledged: { reason, owner, until, inForce } }
  })
  const unused = estate.acknowledge.filter((entry) => !used.has(entry))
  return [
    ...marked,
    ...unused.map(({ code, about, path }) =>
      diagnose('acknowledgement-without-match', { code, about }, estate.locate(path)),
    ),
  ]
}
