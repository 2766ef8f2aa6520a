// SPDX-License-Identifier: MIT
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import test from 'ava'
import { openPartReaders } from '../../src/cli/open-part-readers.ts'
import { LOG_KINDS } from '../../src/formats/traffic-log/log-formats.ts'
import type { LogKind } from '../../src/formats/traffic-log/log-kind.ts'
import { partReader, type ReadAt } from '../../src/formats/traffic-log/read-part.ts'
import { type PartReaders, readLogInParts } from '../../src/traffic/read-log-in-parts.ts'
import type { Traffic } from '../../src/traffic/traffic.ts'
import { compiled, estateOf } from '../support/compile.ts'
import { samples } from '../support/samples.ts'
import { counterFor } from '../support/traffic/count-logs.ts'
import {
  connectionCsvText,
  eventCsvText,
  eventXmlText,
  netstatText,
  nxlogText,
  pfirewallText,
  zeekJsonText,
  zeekTsvText,
} from '../support/traffic/log-texts.ts'
import { dice, randomCalls } from '../support/traffic/random-world.ts'

const ESTATE = `name: a
product: cmcb
sites: { PS1: { type: primary } }
hosts:
  cm01.a.test: { addresses: [10.0.0.10], site: PS1, roles: [site-server] }
  mp01.a.test: { addresses: [10.0.0.11], site: PS1, roles: [management-point] }
`
const worldOf = async () => ({ estate: await estateOf(ESTATE), compiled: await compiled(ESTATE) })
type World = Awaited<ReturnType<typeof worldOf>>
const world = worldOf()

const CALLS = randomCalls(dice(23), 120)
const TCP = CALLS.filter(({ protocol }) => protocol === 'tcp')
const LOGS: readonly (readonly [LogKind, string])[] = [
  ['pfirewall', pfirewallText(CALLS)],
  ['netstat', netstatText(TCP, [443])],
  ['connection-csv', connectionCsvText(TCP, [443])],
  ['event-json', nxlogText(CALLS)],
  ['event-xml', eventXmlText(CALLS, true)],
  ['event-csv', eventCsvText(CALLS)],
  ['zeek-tsv', zeekTsvText(CALLS)],
  ['zeek-json', zeekJsonText(CALLS)],
]

const readerOf =
  (bytes: Buffer): ReadAt =>
  (into, position) =>
    bytes.copy(into, 0, position)

/** Whoever reads parts, in this thread. */
const readersOf = (kind: LogKind, bytes: Buffer, count: number, chunk: number): PartReaders => {
  const all = Array.from({ length: count }, () => partReader(kind, readerOf(bytes), Buffer.alloc(chunk)))
  let turn = 0
  return { most: count * 2, read: async (part) => (all[turn++ % count] as (typeof all)[0])(part) }
}

const inParts = async (
  given: World,
  kind: LogKind,
  bytes: Buffer,
  part: number,
  readers: PartReaders,
): Promise<Traffic> => {
  const counter = counterFor(given)
  const log = { path: 'log', kind, start: 0, size: bytes.length, readAt: readerOf(bytes), part }
  await readLogInParts(log, readers, counter)
  return counter.finish()
}

const whole = (given: World, kind: LogKind, bytes: Buffer): Traffic => {
  const { format, open, cut } = LOG_KINDS[kind]
  const counter = counterFor(given)
  const file = counter.open('log', format)
  const reader = open(file.sink)
  const cutter = cut(
    (piece, start, end) => reader.piece(piece, start, end),
    () => file.sink.damaged(),
    reader.run,
  )
  cutter.push(bytes)
  cutter.end()
  file.end(null)
  return counter.finish()
}

/** Some rows are damaged, some stand there several times, some lines are long or empty, and the last is cut off. */
const mixed = (text: string, roll: (below: number) => number): Buffer => {
  const rows = text.split(/(?<=\n)/)
  const more = rows.flatMap((row, index) => {
    if (index < 8) return [row]
    const at = roll(row.length)
    const damaged = [
      row.slice(0, at),
      `${row.slice(0, at)}\n${row.slice(at)}`,
      `${'x'.repeat(roll(3000))}${row}`,
      '\r\n',
    ]
    return roll(6) === 0 ? [damaged[roll(4)] as string] : Array.from({ length: 1 + roll(3) }, () => row)
  })
  const all = more.join('')
  return Buffer.from(`${all}${more.slice(8).join('')}${all}`.slice(0, -1 - roll(20)))
}

test('a log says the same in however many parts it is read, and by however many readers', async (t) => {
  const given = await world
  const roll = dice(31)
  for (let count = 0; count < samples(1); count++)
    for (const [kind, text] of LOGS) {
      const bytes = mixed(text, roll)
      const once = whole(given, kind, bytes)
      t.true((once.files[0]?.lines ?? 0) > 300, kind)
      for (const [part, readers, chunk] of [
        [bytes.length * 5, 1, 1 << 20],
        [1000 + roll(9000), 1, 4099],
        [1000 + roll(9000), 3, 65_536],
      ] as const)
        t.true(
          isDeepStrictEqual(await inParts(given, kind, bytes, part, readersOf(kind, bytes, readers, chunk)), once),
          `${kind}, ${readers} readers of parts of ${part}`,
        )
    }
})

test('parts are read as the lines say that stand before them, also where columns change', async (t) => {
  const given = await world
  const turned = pfirewallText(
    CALLS,
    'date time action protocol dst-ip src-ip dst-port src-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path',
  )
  const zeek = zeekTsvText(CALLS)
  const turnedZeek = zeek.replace(
    /id\.orig_h\tid\.orig_p\tid\.resp_h\tid\.resp_p/g,
    'id.resp_h\tid.resp_p\tid.orig_h\tid.orig_p',
  )
  const commas = zeek.replace('\\x09', '\\x2c').replaceAll('\t', ',')
  const usual = pfirewallText(CALLS)
  for (const [kind, text] of [
    ['pfirewall', `${usual}${turned}${usual}`],
    ['zeek-tsv', `${zeek}${turnedZeek}${commas}${zeek}`],
  ] as const) {
    const bytes = Buffer.from(text)
    const once = whole(given, kind, bytes)
    t.true(
      (once.files[0]?.lines ?? 0) >
        (whole(given, kind, Buffer.from(kind === 'pfirewall' ? usual : zeek)).files[0]?.lines ?? 0),
    )
    for (const part of [2000, 7001])
      t.true(
        isDeepStrictEqual(await inParts(given, kind, bytes, part, readersOf(kind, bytes, 2, 4096)), once),
        `${kind} ${part}`,
      )
  }
})

test('more addresses than a table of them has room for say the same in parts', async (t) => {
  const given = await world
  const rows = Array.from(
    { length: 33_500 },
    (_, index) =>
      `2026-01-01 00:00:00 ALLOW TCP 10.${index % 251}.${index >>> 8}.${index & 255} 10.0.0.1${index % 2} 50123 443 0 - 0 0 0 - - - RECEIVE\r\n`,
  )
  const bytes = Buffer.from(`${pfirewallText([])}${rows.join('')}`)
  t.true(
    isDeepStrictEqual(
      await inParts(given, 'pfirewall', bytes, 3_000_000, readersOf('pfirewall', bytes, 1, 1 << 20)),
      whole(given, 'pfirewall', bytes),
    ),
  )
})

test('threads read the parts of a file, and say so where they cannot', async (t) => {
  const given = await world
  const folder = mkdtempSync(join(tmpdir(), 'parts-'))
  const path = join(folder, 'pfirewall.log')
  const bytes = mixed(pfirewallText(CALLS), dice(5))
  writeFileSync(path, bytes)
  const file = openSync(path, 'r')
  const readers = openPartReaders(file, 'pfirewall', 2)
  t.true(isDeepStrictEqual(await inParts(given, 'pfirewall', bytes, 8192, readers), whole(given, 'pfirewall', bytes)))
  await readers.close()
  closeSync(file)
  const none = openSync(folder, 'r')
  const broken = openPartReaders(none, 'pfirewall', 1)
  // Asked when it still runs, and when it has ended.
  for (let time = 0; time < 2; time++)
    t.regex(String(await broken.read({ start: 0, end: 100, head: [] }).catch((fault: unknown) => fault)), /EISDIR/)
  await broken.close()
  closeSync(none)
  rmSync(folder, { recursive: true })
})
