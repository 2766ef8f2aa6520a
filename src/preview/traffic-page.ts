// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { count } from '../diagnostics/count.ts'
import { groupDigits } from '../diagnostics/group-digits.ts'
import { visible } from '../diagnostics/visible.ts'
import { createRenderer } from '../formats/template/create-renderer.ts'
import { loadTemplate } from '../formats/template/load-template.ts'
import type { FoldedEntry } from '../traffic/fold-items.ts'
import { NOISE_WORDS } from '../traffic/noise-words.ts'
import { sideText } from '../traffic/side-text.ts'
import { type LogFile, NOISE, type Side, type Traffic, type Uncovered } from '../traffic/traffic.ts'
import { entryText } from '../traffic/traffic-fragment.ts'
import { htmlLanguage } from './page/html-language.ts'
import { nameList } from './page/name-list.ts'

const render = createRenderer(htmlLanguage, loadTemplate)

const clock = (text: string | null): string => (text ?? '').replace('T', ' ')

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)]

const names = (items: readonly Uncovered[], side: (item: Uncovered) => Side) =>
  nameList(unique(items.map((item) => visible(sideText(side(item))))))

const roles = (items: readonly Uncovered[], side: (item: Uncovered) => Side): string =>
  unique(items.flatMap((item) => side(item).roles)).join(', ')

const rowOf = (entry: FoldedEntry) => {
  const { items, flow } = entry
  const by = unique(items.flatMap(({ droppedBy }) => droppedBy))
  const evidence = unique(items.map(({ decidedBy }) => decidedBy)).filter((word) => word !== 'log')
  return {
    from: names(items, ({ from }) => from),
    fromRoles: roles(items, ({ from }) => from),
    to: names(items, ({ to }) => to),
    toRoles: roles(items, ({ to }) => to),
    ports: nameList(
      flow.protocol === 'icmp' ? ['icmp echo'] : (flow.ports ?? []).map((port) => `${flow.protocol} ${port}`),
      6,
    ),
    count: groupDigits(entry.count),
    dropped:
      entry.dropped === 0
        ? ''
        : visible(
            `${entry.dropped === entry.count ? 'all' : groupDigits(entry.dropped)} dropped${by.length === 0 ? '' : ` by ${by.join(', ')}`}`,
          ),
    first: clock(entry.first),
    last: clock(entry.last),
    nearest: visible((items[0] as Uncovered).nearest),
    evidence: evidence.length === 0 ? '' : `who called: ${evidence.join(', ')}`,
    entry: entryText(entry).split('\n').map(visible).join('\n'),
  }
}

const fileOf = (file: LogFile) => ({
  path: visible(file.path),
  format: file.format,
  lines: groupDigits(file.lines),
  first: clock(file.first),
  last: clock(file.last),
  more: [
    [file.duplicates, 'repeated'],
    [file.other, 'of other things'],
    [file.before, 'before the time asked for'],
    [file.skipped, 'damaged'],
    [file.lost, 'events lost'],
  ]
    .flatMap(([number, words]) => (number === 0 ? [] : [`${groupDigits(number as number)} ${words}`]))
    .concat(file.fault === null ? [] : [file.fault])
    .join(', '),
})

export interface TrafficPageInput {
  readonly estate: string
  readonly version: string
  readonly traffic: Traffic
  readonly entries: readonly FoldedEntry[]
}

/** One self-contained page about what logs tell, in the style of the preview. It needs no script. */
export const trafficPage = ({ estate, version, traffic, entries }: TrafficPageInput): string => {
  const { files, seen, unseen, unlogged, noise, beyond } = traffic
  const foot = `${estate}, traffic`
  const style = render('preview/page.css', { foot }) + render('preview/traffic.css', {})
  const hash = createHash('sha256').update(style).digest('base64')
  const decided = entries.filter(({ items }) => items[0]?.policy !== null)
  const others = entries.filter(({ items }) => items[0]?.policy === null)
  const counted = NOISE.filter((kind) => noise[kind] > 0)
  const times = files
    .flatMap(({ first, last }) => [first ?? [], last ?? []])
    .flat()
    .sort()
  const span = times.length === 0 ? '' : `, from ${clock(times[0] as string)} to ${clock(times.at(-1) as string)}`
  const sections = [
    { anchor: 'uncovered', name: 'Not covered', count: groupDigits(entries.length) },
    { anchor: 'seen', name: 'Seen', count: groupDigits(seen.length) },
    { anchor: 'unseen', name: 'Not seen', count: groupDigits(unseen.length) },
    { anchor: 'unlogged', name: 'Without a log', count: groupDigits(unlogged.length) },
    { anchor: 'noise', name: 'Not listed', count: groupDigits(counted.reduce((sum, kind) => sum + noise[kind], 0)) },
    { anchor: 'logs', name: 'Logs', count: groupDigits(files.length) },
  ]
  const words = ['calls without a flow', 'flows seen', 'flows not seen', 'flows without a log']
  return render('preview/traffic.html', {
    policy: `default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    version,
    foot,
    title: `${estate}: traffic`,
    heading: estate,
    scope: `${count(files.length, 'log')}, ${count(
      files.reduce((sum, { lines }) => sum + lines, 0),
      'row',
    )}${span}.`,
    figures: words.map((text, index) => ({
      number: sections[index]?.count ?? '',
      words: text,
      anchor: sections[index]?.anchor ?? '',
      alarm: index === 0 && entries.length > 0,
    })),
    nav: sections,
    calls: [
      { caption: 'A policy of the estate decides about these', rows: decided.map(rowOf) },
      { caption: 'No policy of the estate decides about these', rows: others.map(rowOf) },
    ].filter(({ rows }) => rows.length > 0),
    beyond: beyond === 0 ? '' : `${count(beyond, 'more conversation')} without a flow are counted and not listed.`,
    seen: seen.map((flow) => ({
      flow: visible(flow.flow),
      count: groupDigits(flow.count),
      first: clock(flow.first),
      last: clock(flow.last),
    })),
    unseen: unseen.map(visible),
    unlogged: unlogged.map(visible),
    unloggedCount: count(unlogged.length, 'flow'),
    noise: counted.map((kind) => ({ count: groupDigits(noise[kind]), words: NOISE_WORDS[kind] })),
    files: files.map(fileOf),
  })
}
