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
  const notes = [
    ...estate.notes,
    ...estate.sites.flatMap((site) => site.notes.map((note) => `${site.code}: ${note}`)),
    ...estate.hosts.flatMap((host) => host.notes.map((note) => `${host.name}: ${note}`)),
    ...estate.networks.flatMap((network) => network.notes.map((note) => `${yamlLine(network.name)}: ${note}`)),
    ...estate.clients.flatMap((group) => group.notes.map((note) => `${yamlLine(group.name)}: ${note}`)),
  ]
  const having = (word: string): readonly string[] => notes.filter((note) => note.includes(`not ${word}:`))
  const sections: readonly (readonly [title: string, entries: readonly string[]])[] = [
    ['No estate is written', conflicts.map((conflict) => `${conflict}.`)],
    ['Unknown role names', of('unknown').map(rowText)],
    ['Role rows left out', of('left out').map(rowText)],
    [
      'Not imported',
      having('imported').filter((note) => !estate.notes.includes(note) || !rows.some(({ row }) => note.includes(row))),
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
    ['Not readable', having('readable').filter((note) => note !== CUT_NOTE)],
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
