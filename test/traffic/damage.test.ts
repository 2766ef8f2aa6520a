// SPDX-License-Identifier: MIT
import test from 'ava'
import { LONGEST_PIECE } from '../../src/formats/traffic-log/cut-pieces.ts'
import { LOG_KINDS } from '../../src/formats/traffic-log/log-formats.ts'
import type { LogKind } from '../../src/formats/traffic-log/log-kind.ts'
import { logKind } from '../../src/formats/traffic-log/log-kind.ts'
import { logRow } from '../../src/formats/traffic-log/log-row.ts'
import { unpack } from '../../src/formats/traffic-log/unpack.ts'
import { samples } from '../support/samples.ts'
import { byteSource } from '../support/traffic/count-logs.ts'
import {
  connectionCsvText,
  connectionJsonText,
  eventCsvText,
  eventXmlText,
  type Happened,
  netstatText,
  nxlogText,
  pfirewallText,
  utf16,
  zeekJsonText,
  zeekTsvText,
} from '../support/traffic/log-texts.ts'
import { dice, randomCalls } from '../support/traffic/random-world.ts'

interface Read {
  readonly rows: readonly string[]
  readonly damaged: number
  readonly others: number
}

/** Everything that a reader of a kind says of some bytes, read in pieces of so many. */
const readAs = async (kind: LogKind, bytes: Uint8Array, size = 65_536): Promise<Read> => {
  const rows: string[] = []
  let damaged = 0
  let others = 0
  const row = logRow()
  const { open, cut } = LOG_KINDS[kind]
  const reader = open({
    row,
    packets: () => void rows.push(row.join(' ')),
    listener: () => others++,
    other: () => others++,
    lost: () => others++,
    damaged: () => damaged++,
    host: () => undefined,
    origin: () => 1,
  })
  const cutter = cut(
    (piece, start, end) => reader.piece(piece, start, end),
    () => damaged++,
    reader.run,
  )
  for await (const chunk of unpack(byteSource(bytes, size))) cutter.push(chunk)
  cutter.end()
  return { rows, damaged, others }
}

const CALLS: readonly Happened[] = randomCalls(dice(3), 120)
const TCP = CALLS.filter(({ protocol }) => protocol === 'tcp')

const LOGS: Readonly<Record<string, readonly [LogKind, Uint8Array]>> = {
  pfirewall: ['pfirewall', Buffer.from(pfirewallText(CALLS))],
  'pfirewall in UTF-16': ['pfirewall', utf16(pfirewallText(CALLS))],
  netstat: ['netstat', Buffer.from(netstatText(TCP, [443]))],
  'connections as CSV': ['connection-csv', Buffer.from(connectionCsvText(TCP, [443]))],
  'connections as JSON': ['connection-json', Buffer.from(connectionJsonText(TCP, [443]))],
  'events as JSON': ['event-json', Buffer.from(nxlogText(CALLS))],
  'events as XML': ['event-xml', Buffer.from(eventXmlText(CALLS, false))],
  'events as XML with a root': ['event-xml', Buffer.from(eventXmlText(CALLS, true))],
  'events as CSV': ['event-csv', Buffer.from(eventCsvText(CALLS))],
  'Zeek’s table': ['zeek-tsv', Buffer.from(zeekTsvText(CALLS))],
  'Zeek’s JSON': ['zeek-json', Buffer.from(zeekJsonText(CALLS))],
}

for (const [name, [kind, bytes]] of Object.entries(LOGS))
  test(`where the pieces of ${name} end changes nothing`, async (t) => {
    const whole = await readAs(kind, bytes)
    t.true(whole.rows.length > 50)
    t.is(whole.damaged, 0)
    // The beginning is read at once; behind it every size of piece meets every place of a row.
    const far = Buffer.concat([bytes, ...Array.from({ length: 4 }, () => bytes)])
    const once = await readAs(kind, far, 1 << 20)
    for (const size of [1021, 4099]) t.deepEqual(await readAs(kind, far, size), once)
  })

const HEAD = 700

const damage = (bytes: Uint8Array, roll: (below: number) => number): Buffer => {
  const copy = Buffer.from(bytes)
  // A damaged header is another matter: all rows below it are counted as damaged.
  const at = HEAD + roll(copy.length - HEAD)
  const length = 1 + roll(40)
  switch (roll(5)) {
    case 0:
      copy[at] = roll(256)
      return copy
    case 1:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(at + length)])
    case 2:
      return Buffer.concat([
        copy.subarray(0, at),
        Buffer.from(Array.from({ length }, () => roll(256))),
        copy.subarray(at),
      ])
    case 3:
      return copy.subarray(0, at)
    default:
      copy.fill(0, at, Math.min(at + length, copy.length))
      return copy
  }
}

test('a damaged log never ends the reading: most rows are read, the others counted', async (t) => {
  const roll = dice(20_260_103)
  const names = Object.keys(LOGS)
  for (let count = 0; count < samples(300); count++) {
    const name = names[count % names.length] as string
    const [kind, bytes] = LOGS[name] as readonly [LogKind, Uint8Array]
    const damaged = damage(bytes, roll)
    const before = new Set((await readAs(kind, bytes)).rows)
    const after = await readAs(kind, damaged)
    const kept = after.rows.filter((row) => before.has(row)).length
    // A cut takes what stands behind it; UTF-16 out of step takes a block of 4 KiB; Zeek’s second header takes its half.
    const most = before.size * (name === 'Zeek’s table' ? 0.5 : 1)
    const whole = most * (damaged.length / bytes.length) - (name.includes('UTF-16') ? 60 : 8)
    t.true(kept >= whole, `${count}: ${name}, ${kept} of ${whole}`)
    t.true(after.rows.length - kept <= 2, `${count}: ${name} made up ${after.rows.length - kept} rows`)
  }
})

test('rows of the usual form are read as the reader of any row reads them', async (t) => {
  const roll = dice(7)
  const rows = pfirewallText(CALLS).split('\r\n').slice(5, -1)
  // Behind the beginning there has to be more: the last rows of a piece are read one by one.
  const tail = `${rows[0]}\r\n`.repeat(4)
  for (let count = 0; count < samples(150); count++) {
    const text = rows[roll(rows.length)] as string
    const at = roll(text.length)
    const changed =
      roll(4) === 0
        ? text
        : `${text.slice(0, at)}${['', ' ', '-', '9', 'A', '.', ':', '0'][roll(8)]}${text.slice(at + roll(2))}`
    const header =
      '#Fields: date time action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path\r\n'
    const fast = await readAs('pfirewall', Buffer.from(`${header}${changed}\r\n${tail}`))
    // So little is read one by one.
    const slow = await readAs('pfirewall', Buffer.from(`${header}${changed}\r\n`))
    t.is(fast.rows.slice(0, -4).join(), slow.rows.join(), changed)
    t.is(fast.damaged, slow.damaged, changed)
  }
})

test('a row without an end is let go of, and the next is read', async (t) => {
  const row = pfirewallText(TCP.slice(0, 1)).split('\r\n')[5] as string
  const bytes = Buffer.concat([
    Buffer.from(pfirewallText(TCP.slice(0, 1))),
    Buffer.alloc(3 * LONGEST_PIECE, 'x'),
    Buffer.from(`\r\n${row}\r\n`),
  ])
  const read = await readAs('pfirewall', bytes)
  t.is(read.rows.length, 1 + (TCP[0] as Happened).rows)
  t.is(read.damaged, 1)
})

test('zeros, and one quote that is never closed, spoil one row', async (t) => {
  const text = connectionCsvText(TCP, [])
  const lines = text.split('\r\n')
  lines[5] = (lines[5] as string).replace(/"(?=[^"]*$)/, '')
  const quote = await readAs('connection-csv', Buffer.from(lines.join('\r\n')))
  const whole = await readAs('connection-csv', Buffer.from(text))
  t.is(quote.rows.length, whole.rows.length - 1)
  t.is(quote.damaged, 1)
  const zeros = await readAs('pfirewall', Buffer.concat([Buffer.from(pfirewallText(TCP)), Buffer.alloc(4096)]))
  t.is(zeros.damaged, 1)
})

test('what is no log is told apart from logs', (t) => {
  for (const [text, kind] of [
    ['', 'empty'],
    ['\r\n \0', 'empty'],
    ['hello\n', 'unknown'],
    ['{"a": 1}', 'unknown'],
    ['<root/>', 'unknown'],
    ['a,b\n1,2\n', 'unknown'],
    [
      '#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Fields: date time s-ip cs-method\r\n',
      'unknown',
    ],
    ['PK\u0003\u0004…', 'archive'],
    ['ElfFile\0', 'evtx'],
    [
      'Event[0]:\r\n  Log Name: Security\r\n  Source: Microsoft-Windows-Security-Auditing\r\n  Event ID: 5156\r\n',
      'words',
    ],
    [
      '"Message","Id","ProviderName","LogName"\r\n"Die Windows-Filterplattform hat eine Verbindung zugelassen.","5156","Microsoft-Windows-Security-Auditing","Security"\r\n',
      'words',
    ],
  ] as const)
    t.is(logKind(text), kind, JSON.stringify(text))
})
