// SPDX-License-Identifier: MIT
import { count } from '../../diagnostics/count.ts'
import { shortLine, yamlLine } from '../../formats/yaml/yaml-text.ts'
import { type BuiltEstate, CUT_NOTE } from './build-live-estate.ts'
import { distinct, ordinal } from './live-row.ts'
import type { LiveFacts } from './read-live.ts'
import type { RowFate } from './role-rows.ts'

/** Each row once, however often the files say it. */
const oncePerRow = (fates: readonly RowFate[]): readonly RowFate[] =>
  [...new Map(fates.map((one) => [`${one.row} ${one.fate}`, one])).values()].sort((a, b) => ordinal(a.row, b.row))

interface Note {
  /** Empty where it is about the file. */
  readonly subject: string
  readonly text: string
}

/** One entry a text, with those that it is about. */
const together = (notes: readonly Note[]): readonly string[] =>
  [...Map.groupBy(notes, ({ text }) => text)].map(([text, same]) => {
    const subjects = same.map(({ subject }) => subject).filter((subject) => subject !== '')
    const more = subjects.length > 5 ? ` and ${subjects.length - 5} more` : ''
    return subjects.length === 0 ? text : `${subjects.slice(0, 5).join(', ')}${more}: ${text}`
  })

/** The report of an import as plain text for a terminal. */
export const liveReport = (
  files: number,
  facts: LiveFacts,
  built: BuiltEstate,
  conflicts: readonly string[],
): string => {
  const { estate, fates } = built
  const rows = oncePerRow(fates)
  const of = (fate: RowFate['fate']): readonly RowFate[] => rows.filter((one) => one.fate === fate)
  const places = (row: string): string =>
    distinct(fates.filter((one) => one.row === row).map(({ place }) => place))[0] ?? ''
  const rowText = ({ row, why }: RowFate): string =>
    shortLine(`${places(row)}: ${row}${why === '' ? '' : `: ${why}`}`, 400)
  const notes: readonly Note[] = [
    ...estate.notes.map((text) => ({ subject: '', text })),
    ...[
      ...estate.sites.map((site) => ({ name: site.code, notes: site.notes })),
      ...estate.hosts,
      ...estate.networks,
      ...estate.clients,
    ].flatMap(({ name, notes: own }) => own.map((text) => ({ subject: yamlLine(name), text }))),
  ]
  const having = (word: string): readonly Note[] => notes.filter(({ text }) => text.startsWith(`not ${word}:`))
  const sections: readonly (readonly [title: string, entries: readonly string[]])[] = [
    ['No estate is written', conflicts.map((conflict) => `${conflict}.`)],
    ['Unknown role names', of('unknown').map(rowText)],
    ['Role rows left out', of('left out').map(rowText)],
    [
      'Not imported',
      together(
        having('imported').filter(({ subject, text }) => subject !== '' || !rows.some(({ row }) => text.includes(row))),
      ),
    ],
    [
      'Left out: no facts that an estate comes from',
      facts.strangers.map(({ place, says }) => `${place}: ${shortLine(says)}`),
    ],
    [
      'Cut short',
      facts.cut.length === 0
        ? []
        : [
            `${count(facts.cut.length, 'row')}, the first at ${facts.cut[0]?.place}: ${CUT_NOTE.replace(/^not readable: /, '')}`,
          ],
    ],
    ['Not readable', together(having('readable').filter(({ text }) => text !== CUT_NOTE))],
  ]
  const head = [
    `Read ${count(files, 'file')}: ${count(estate.sites.length, 'site')}, ${count(estate.hosts.length, 'host')}, ${count(estate.networks.length, 'boundary group')}; ${count(rows.length, 'role row')}:`,
    `${of('imported').length} imported, ${of('without meaning').length} without a firewall meaning of their own,`,
    `${of('left out').length} left out, ${of('unknown').length} unknown.`,
  ].join(' ')
  return `${[
    head,
    ...sections
      .filter(([, entries]) => entries.length > 0)
      .map(([title, entries]) => [`${title} (${entries.length})`, ...entries.map((entry) => `  ${entry}`)].join('\n')),
  ].join('\n\n')}\n`
}
