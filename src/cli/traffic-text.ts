// SPDX-License-Identifier: MIT
import { count } from '../diagnostics/count.ts'
import { groupDigits } from '../diagnostics/group-digits.ts'
import { visible } from '../diagnostics/visible.ts'
import type { FoldedEntry } from '../traffic/fold-items.ts'
import { NOISE_WORDS } from '../traffic/noise-words.ts'
import { sideText, someOf } from '../traffic/side-text.ts'
import { type LogFile, NOISE, type Traffic, type Uncovered } from '../traffic/traffic.ts'
import { entryText } from '../traffic/traffic-fragment.ts'

export interface TrafficTextOptions {
  readonly verbose: boolean
}

/** What a screen holds. */
const MOST_ENTRIES = 20
const MOST_NAMES = 10

const sides = (items: readonly Uncovered[], which: 'from' | 'to'): string =>
  someOf([...new Set(items.map((item) => sideText(item[which])))], 4)

const when = (first: string | null, last: string | null): string =>
  first === null || last === null ? 'in a snapshot' : first === last ? `at ${first}` : `${first} to ${last}`

const portsText = ({ flow }: FoldedEntry): string =>
  flow.protocol === 'icmp' ? 'icmp echo' : `${flow.protocol} ${someOf((flow.ports ?? []).map(String), 12)}`

const droppedText = ({ dropped, count: all }: FoldedEntry): string =>
  dropped === 0 ? '' : dropped === all ? ', dropped' : `, ${groupDigits(dropped)} of them dropped`

const entryLines = (entry: FoldedEntry): readonly string[] => {
  const [first] = entry.items as readonly [Uncovered]
  const by = [...new Set(entry.items.flatMap(({ droppedBy }) => droppedBy))]
  const evidence = [...new Set(entry.items.map(({ decidedBy }) => decidedBy))].filter((word) => word !== 'log')
  return [
    `${sides(entry.items, 'from')} → ${sides(entry.items, 'to')}, ${portsText(entry)}`,
    `    ${count(entry.count, 'conversation')}${droppedText(entry)}, ${when(entry.first, entry.last)}`,
    ...(by.length === 0 ? [] : [`    dropped by ${someOf(by, 4)}`]),
    ...(evidence.length === 0 ? [] : [`    who called is not in the log: decided by ${evidence.join(', ')}`]),
    `    nearest: ${first.nearest}`,
    ...entryText(entry)
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
    '',
  ].map(visible)
}

const section = (title: string, entries: readonly FoldedEntry[], verbose: boolean): readonly string[] => {
  if (entries.length === 0) return []
  const shown = verbose ? entries : entries.slice(0, MOST_ENTRIES)
  const left = entries.length - shown.length
  return [
    `${title} (${groupDigits(entries.length)})`,
    '',
    ...shown.flatMap(entryLines),
    ...(left === 0 ? [] : [`and ${groupDigits(left)} more; --verbose, --html and --flows have all`, '']),
  ]
}

const fileLine = ({ path, format, lines, skipped, duplicates, other, before, lost, first, last }: LogFile): string => {
  const parts = [
    `${count(lines, 'row')}`,
    ...(duplicates === 0 ? [] : [`${groupDigits(duplicates)} repeated`]),
    ...(other === 0 ? [] : [`${groupDigits(other)} of other things`]),
    ...(before === 0 ? [] : [`${groupDigits(before)} before --since`]),
    ...(skipped === 0 ? [] : [`${groupDigits(skipped)} damaged`]),
    ...(lost === 0 ? [] : [`${groupDigits(lost)} events lost`]),
  ]
  const span = first === null || last === null ? '' : `, ${first} to ${last}`
  return visible(`  ${path}: ${format}, ${parts.join(', ')}${span}`)
}

/** What the logs say about the flows, for people. */
export const trafficText = (
  traffic: Traffic,
  entries: readonly FoldedEntry[],
  { verbose }: TrafficTextOptions,
): string => {
  const { files, seen, unseen, unlogged, noise, beyond } = traffic
  const listed = NOISE.filter((kind) => noise[kind] > 0)
  const total = listed.reduce((sum, kind) => sum + noise[kind], 0)
  const most = verbose ? Number.POSITIVE_INFINITY : MOST_NAMES
  const names = (title: string, ids: readonly string[]): readonly string[] =>
    ids.length === 0 ? [] : [`${title} (${groupDigits(ids.length)})`, `  ${visible(someOf(ids, most))}`, '']
  return `${[
    ...section(
      'No flow covers these, and a policy of the estate decides about them',
      entries.filter(({ items }) => items[0]?.policy !== null),
      verbose,
    ),
    ...section(
      'No flow covers these, and no policy of the estate decides about them',
      entries.filter(({ items }) => items[0]?.policy === null),
      verbose,
    ),
    ...(verbose && seen.length > 0
      ? [
          'Flows that were seen',
          ...seen.map(({ flow, count: times, first, last }) =>
            visible(`  ${flow}: ${groupDigits(times)}, ${when(first, last)}`),
          ),
          '',
        ]
      : []),
    ...names('Not seen, though a log of one end was given', unseen),
    ...(unlogged.length === 0
      ? []
      : verbose
        ? names('No log of either end was given', unlogged)
        : [`No log of either end was given: ${count(unlogged.length, 'flow')}; --verbose names them`, '']),
    ...(total === 0
      ? []
      : ['Counted and not listed', ...listed.map((kind) => `  ${groupDigits(noise[kind])} ${NOISE_WORDS[kind]}`), '']),
    ...(beyond === 0
      ? []
      : [`${groupDigits(beyond)} more conversations without a flow are counted and not listed`, '']),
    'Read',
    ...files.map(fileLine),
    '',
    `${count(entries.length, 'entry', 'entries')} for flows, ${groupDigits(seen.length)} flows seen, ${groupDigits(unseen.length)} not seen, ${groupDigits(unlogged.length)} without a log`,
  ].join('\n')}\n`
}
