// SPDX-License-Identifier: MIT
import test from 'ava'
import { type AddressBook, addressBook } from '../../src/formats/traffic-log/address-book.ts'
import { cutObjects } from '../../src/formats/traffic-log/cut-objects.ts'
import { LONGEST_PIECE } from '../../src/formats/traffic-log/cut-pieces.ts'
import { LOG_KINDS } from '../../src/formats/traffic-log/log-formats.ts'
import type { LogKind } from '../../src/formats/traffic-log/log-kind.ts'
import { logKind } from '../../src/formats/traffic-log/log-kind.ts'
import { type LogRow, logRow, ROW } from '../../src/formats/traffic-log/log-row.ts'
import { unpack } from '../../src/formats/traffic-log/unpack.ts'
import { growth, LINEAR } from '../support/growth.ts'
import { samples } from '../support/samples.ts'
import { byteSource } from '../support/traffic/count-logs.ts'
import {
  arrayOf,
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
  zeekObjectsText,
  zeekTsvText,
} from '../support/traffic/log-texts.ts'
import { dice, randomCalls } from '../support/traffic/random-world.ts'

interface Read {
  readonly rows: readonly string[]
  /** What the rows say of the computers that they come from, each with the number of rows before it. */
  readonly hosts: readonly string[]
  readonly damaged: number
  readonly others: number
}

const textOf = (row: LogRow, { words }: AddressBook): string =>
  [
    ...row.slice(ROW.fromPort),
    ...[ROW.from, ROW.to].flatMap((end) => [...words.slice((row[end] as number) * 4, (row[end] as number) * 4 + 4)]),
  ].join(' ')

/** Everything that a reader of a kind says of some bytes, read in pieces of so many. */
const readAs = async (
  kind: LogKind,
  bytes: Uint8Array,
  size = 65_536,
  which: 'open' | 'exact' = 'open',
): Promise<Read> => {
  const rows: string[] = []
  const hosts: string[] = []
  let damaged = 0
  let others = 0
  const row = logRow()
  const book = addressBook(4096)
  const { cut, ...readers } = LOG_KINDS[kind]
  const reader = readers[which]({
    row,
    book,
    packets: () => void rows.push(textOf(row, book)),
    again: () => rows.push(rows.at(-1) as string) > 0,
    listener: () => others++,
    other: () => others++,
    lost: () => others++,
    damaged: () => damaged++,
    host: (name) => void hosts.push(`${rows.length} ${name}`),
    origin: () => 1,
  })
  const cutter = cut(
    (piece, start, end) => reader.piece(piece, start, end),
    () => damaged++,
    reader.run,
  )
  for await (const chunk of unpack(byteSource(bytes, size))) cutter.push(chunk)
  cutter.end()
  return { rows, hosts, damaged, others }
}

/** Other damages than those of every run; another number each week. */
const SHIFT = 7919 * Number(process.env.PORTWRIGHT_DAMAGE_SEED ?? 0)

const CALLS: readonly Happened[] = randomCalls(dice(3), 120)
const TCP = CALLS.filter(({ protocol }) => protocol === 'tcp')

const LOGS: Readonly<Record<string, readonly [LogKind, Uint8Array]>> = {
  pfirewall: ['pfirewall', Buffer.from(pfirewallText(CALLS))],
  'pfirewall in UTF-16': ['pfirewall', utf16(pfirewallText(CALLS))],
  netstat: ['netstat', Buffer.from(netstatText(TCP, [443]))],
  'connections as CSV': ['connection-csv', Buffer.from(connectionCsvText(TCP, [443]))],
  'connections as JSON': ['connection-json', Buffer.from(connectionJsonText(TCP, [443]))],
  'events as JSON': ['event-json', Buffer.from(nxlogText(CALLS))],
  'events as JSON in an array': ['event-objects', Buffer.from(arrayOf(nxlogText(CALLS)))],
  'events as XML': ['event-xml', Buffer.from(eventXmlText(CALLS, false))],
  'events as XML with a root': ['event-xml', Buffer.from(eventXmlText(CALLS, true))],
  'events as CSV': ['event-csv', Buffer.from(eventCsvText(CALLS))],
  'Zeek’s table': ['zeek-tsv', Buffer.from(zeekTsvText(CALLS))],
  'Zeek’s JSON': ['zeek-json', Buffer.from(zeekJsonText(CALLS))],
  'Zeek’s JSON in an array': ['zeek-objects', Buffer.from(zeekObjectsText(CALLS))],
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

/** A second header that names other columns says nothing of whether a connection was refused. */
const sameMeaning = (bytes: Uint8Array, damaged: Uint8Array): ((row: string) => string) => {
  const headers = (one: Uint8Array): string =>
    Buffer.from(one)
      .toString('latin1')
      .match(/^#fields.*/gm)
      ?.join('\n') ?? ''
  return headers(bytes) === headers(damaged) ? (row) => row : (row) => row.split(' ').with(4, '').join(' ')
}

test('a damaged log never ends the reading: most rows are read, the others counted', async (t) => {
  const roll = dice(20_260_103 + SHIFT)
  const names = Object.keys(LOGS)
  for (let count = 0; count < samples(300); count++) {
    const name = names[count % names.length] as string
    const [kind, bytes] = LOGS[name] as readonly [LogKind, Uint8Array]
    const damaged = damage(bytes, roll)
    const meaning = sameMeaning(bytes, damaged)
    const before = new Set((await readAs(kind, bytes)).rows.map(meaning))
    const after = await readAs(kind, damaged)
    const kept = after.rows.filter((row) => before.has(meaning(row))).length
    // A cut takes what stands behind it; UTF-16 out of step takes a block of 4 KiB; Zeek’s second header takes its half.
    const most = before.size * (name === 'Zeek’s table' ? 0.5 : 1)
    const whole = most * (damaged.length / bytes.length) - (name.includes('UTF-16') ? 60 : 8)
    t.true(kept >= whole, `${count}: ${name}, ${kept} of ${whole}`)
    t.true(after.rows.length - kept <= 2, `${count}: ${name} made up ${after.rows.length - kept} rows`)
  }
})

test('a row with fewer columns than its header says nothing of the row before, and another header makes another row', async (t) => {
  const rows = `#Fields: date time action protocol src-ip dst-ip src-port dst-port size tcpflags a b c d e f g h path
2026-01-16 20:57:51 ALLOW TCP 2001:db8:10:: 2001:db8::11 53115 10123 52 S 0 0 0 - - - - - RECEIVE
2026-01-16 20:57:51 DROP TCP 10.0.0.111111 10.0.0.2 53116 10123 52 S 0 0 0 - - - - - RECEIVE
2026-01-16 20:57:51 ALLOW TCP 10.10.0.6 10.20.0.200 53117 135 52 S 0 0 0 - - - RECEIVE
2026-01-16 20:57:51 ALLOW TCP 10.10.0.6 10.20.0.200 53118 135 52 S 0 0 0 - - - RECEIVE
`
  for (const which of ['open', 'exact'] as const) {
    const read = await readAs('pfirewall', Buffer.from(rows), 1 << 20, which)
    t.deepEqual(
      read.rows.map((row) => row.split(' ').slice(0, 7).join(' ')),
      // The first says which way it went; the others have no column for it.
      ['53115 10123 1768597071 6 1 1 2', '53117 135 1768597071 6 1 0 0', '53118 135 1768597071 6 1 0 0'],
    )
    t.is(read.damaged, 1)
  }
  const fields = '#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice'
  const row = (port: number): string => `1768549115.1\tC\t10.20.0.3\t${port}\t10.0.0.10\t443\ttcp\t-\n`
  // Names that nobody can have written, or that stand twice, leave nobody who knows what the columns are.
  for (const damaged of ['conn_stat\u00b4e', 'conn\0state', 'ts', 'id.resp_h', ''])
    for (const which of ['open', 'exact'] as const) {
      const text = `${fields}\tconn_state\n${row(1024).replace('\n', '\tREJ\n')}${fields}\t${damaged}\n${row(1025).replace('\n', '\tREJ\n')}`
      const read = await readAs('zeek-tsv', Buffer.from(text, 'latin1'), 1 << 20, which)
      t.deepEqual([read.rows.length, read.damaged], [1, 1], JSON.stringify(damaged))
    }
  // A column more is announced than the rows behind it have.
  const table = `${fields}\n${row(1024)}${row(1025)}${fields}\tmore\n${row(1026)}${row(1027)}${fields}\n${row(1028)}`
  for (const which of ['open', 'exact'] as const) {
    const read = await readAs('zeek-tsv', Buffer.from(table), 1 << 20, which)
    t.deepEqual(
      read.rows.map((one) => one.split(' ')[0]),
      ['1024', '1025', '1028'],
    )
    t.is(read.damaged, 2)
  }
})

test('an event that was never closed is counted as damaged, whatever stands between it and the one before', async (t) => {
  const [one = '', two = '', three = ''] = eventXmlText(CALLS, false)
    .split(/(?<=<\/Event>)/)
    .map((event) => event.trim())
  for (const gap of ['', ' ', '\r\n', 'x'])
    for (const which of ['open', 'exact'] as const) {
      const text = [one, one, one, two.slice(0, 300), three].join(gap)
      const { rows, damaged } = await readAs('event-xml', Buffer.from(text), 1 << 20, which)
      t.deepEqual([rows.length, damaged], [4, 1], JSON.stringify([gap, which]))
    }
})

test('an event that was never closed and says everything is a row, and no shape for those behind it', async (t) => {
  const [one] = TCP
  const events = Array.from({ length: 40 }, (_, port) => ({ ...(one as Happened), fromPort: 50_000 + port, rows: 1 }))
  const [first = '', ...others] = eventXmlText(events, false)
    .split(/(?<=<\/Event>)/)
    .map((event) => event.trim())
    .filter((event) => event !== '')
  for (const which of ['open', 'exact'] as const) {
    const text = [first.replace('</Event>', ''), ...others].join('')
    const { rows, damaged } = await readAs('event-xml', Buffer.from(text), 1 << 20, which)
    t.deepEqual([rows.length, damaged], [40, 0], which)
  }
})

const LETTERS = [
  '',
  ' ',
  '-',
  '9',
  '0',
  'A',
  '.',
  ':',
  ',',
  '"',
  "'",
  '<',
  '>',
  '\\',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '\0',
  'é',
  '{',
  '}',
  '[',
  '%1',
]

/** A text with a letter changed, taken away or put in, a piece doubled, or a digit that becomes another. */
const mutate = (text: string, roll: (below: number) => number): string => {
  const at = roll(text.length)
  const kind = roll(4)
  if (kind === 0) {
    const digit = text.slice(at).search(/\d/)
    return digit < 0 ? text : `${text.slice(0, at + digit)}${roll(10)}${text.slice(at + digit + 1)}`
  }
  if (kind === 1) return `${text.slice(0, at)}${text.slice(at - roll(30), at + roll(30))}${text.slice(at)}`
  return `${text.slice(0, at)}${LETTERS[roll(LETTERS.length)]}${text.slice(at + roll(3))}`
}

for (const [name, [kind, bytes]] of Object.entries(LOGS))
  test(`most rows of ${name} are read by their shape, and mean what the reader of any row says`, async (t) => {
    const roll = dice(7 + SHIFT)
    const text = name.includes('UTF-16') ? Buffer.from(bytes).toString('utf16le') : Buffer.from(bytes).toString()
    const pieces = text.split(
      kind === 'connection-json' || kind.endsWith('-objects')
        ? /(?<=\n {2}\},?)/
        : kind === 'event-xml'
          ? /(?<=<\/Event>)/
          : /(?<=\n)/,
    )
    for (let count = 0; count < samples(12); count++) {
      // The header stays, and so do most rows: only behind some of a shape there is one to be mistaken.
      const mixed = Array.from({ length: 3 }, () => pieces)
        .flat()
        .map((piece, index) => (index > 12 && piece !== '' && roll(4) === 0 ? mutate(piece, roll) : piece))
      const whole = Buffer.from(mixed.join(''))
      const exact = await readAs(kind, whole, 1 << 20, 'exact')
      t.true(exact.rows.length > 100)
      const read = await readAs(kind, whole, 1 << 20)
      t.is(
        read.rows.find((row, index) => row !== exact.rows[index]),
        undefined,
      )
      t.deepEqual(read, exact)
    }
    let asked = 0
    const { open, cut } = LOG_KINDS[kind]
    const book = addressBook(4096)
    const nothing = () => undefined
    const sink = {
      row: logRow(),
      book,
      packets: nothing,
      again: () => true,
      listener: nothing,
      other: nothing,
      lost: nothing,
      damaged: nothing,
      host: nothing,
      origin: () => 1,
    }
    const reader = open(sink)
    const cutter = cut(
      (...piece) => {
        asked++
        reader.piece(...piece)
      },
      nothing,
      reader.run,
    )
    cutter.push(Buffer.from(text.repeat(20)))
    cutter.end()
    t.true(asked < pieces.length * 8, `${asked} of ${pieces.length * 20} were read one by one`)
  })

test('columns in another order behind a second header are read in that order', async (t) => {
  const usual = pfirewallText(CALLS)
  const other = pfirewallText(
    CALLS,
    'date time action protocol dst-ip src-ip dst-port src-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path',
  )
  const zeek = zeekTsvText(CALLS)
  const turned = zeek.replace(
    /id\.orig_h\tid\.orig_p\tid\.resp_h\tid\.resp_p/g,
    'id.resp_h\tid.resp_p\tid.orig_h\tid.orig_p',
  )
  for (const [kind, text] of [
    ['pfirewall', `${usual}${other}${usual}`],
    ['zeek-tsv', `${zeek}${turned}${zeek}`],
    // One column more at the end: the same places, and rows of another length.
    ['zeek-tsv', `${zeek}${zeek.replace(/^#fields.*/gm, '$&\tmore')}${zeek}`],
  ] as const)
    t.deepEqual(await readAs(kind, Buffer.from(text)), await readAs(kind, Buffer.from(text), 1 << 20, 'exact'))
})

test('a row without a time has none, though those of other shapes around it have one', async (t) => {
  const row = (more: string, port: number): string =>
    `{"EventID":5156,${more}"Direction":"%%14592","SourceAddress":"10.0.0.9","SourcePort":${port},"DestAddress":"10.0.0.1","DestPort":443,"Protocol":6}\n`
  const text = Array.from({ length: 80 }, (_, index) =>
    row(index % 2 === 0 ? '"EventTime":"2026-01-01 08:00:00",' : '', 50_000 + index),
  ).join('')
  const exact = await readAs('event-json', Buffer.from(text), 1 << 20, 'exact')
  t.is(new Set(exact.rows.map((one) => one.split(' ')[2])).size, 2)
  t.deepEqual(await readAs('event-json', Buffer.from(text), 1 << 20), exact)
})

test('rows of many shapes that begin alike mean what the reader of any row says, wherever the shapes part', async (t) => {
  const roll = dice(20_261_201 + SHIFT)
  const pick = <T>(...list: readonly T[]): T => list[roll(list.length)] as T
  /** What is read and what is not stand in turns, so that shapes part in both, and within what is left out where it repeats. */
  const json = (): string =>
    `${JSON.stringify({
      EventType: pick('AUDIT_SUCCESS', 'AUDIT_SUCCESS', 'AUDIT_FAILURE'),
      ...(roll(3) === 0 && { Task: pick(12_810, 7) }),
      DestAddress: pick('10.0.0.1', '10.0.0.21', '2001:db8::1'),
      ...(roll(4) > 0 && { Channel: 'Security' }),
      EventTime: `2026-01-01 08:00:0${roll(10)}`,
      Direction: pick('%%14592', '%%14592', '%%14593'),
      SourcePort: `${pick(5, 50_000, 50_001, 51_234)}`,
      Layer: { Name: pick('%%14610', '%%14611'), [pick('Id', 'No')]: pick<string | number>(44, 45, 'x') },
      DestPort: pick<string | number>('443', '80', 443),
      Application: pick('\\device\\a.exe', '\\device\\svchost.exe'),
      ...(roll(3) === 0 && { FilterOrigin: pick('Unknown', 'Default', 'Stealth') }),
      EventID: pick(5156, 5156, 5157, 5158),
      SourceAddress: pick('10.0.0.9', '10.10.10.100', '2001:db8::9'),
      Protocol: pick('6', '6', '17', '1'),
    })}\n`
  const names = 'ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration conn_state'.split(' ')
  const zeek = (): string =>
    `${[
      pick('1767225600.5', '1767225601.25', '1767225602'),
      pick('C1', 'Cxyz12'),
      pick('10.0.0.9', '10.10.10.100', '2001:db8::9'),
      pick(5, 50_000),
      pick('10.0.0.1', '2001:db8::1'),
      pick(443, 80),
      pick('tcp', 'tcp', 'udp', 'icmp'),
      pick('-', 'ssl'),
      pick('-', '0.25'),
      pick('SF', 'REJ', 'S0', 'RSTO'),
    ].join('\t')}\n`
  const table = `#separator \\x09\n#path\tconn\n#fields\t${names.join('\t')}\n`
  for (let count = 0; count < samples(12); count++)
    for (const [kind, head, row] of [
      ['event-json', '', json],
      ['zeek-tsv', table, zeek],
    ] as const) {
      const rows = Array.from({ length: 400 }, row)
      // Most come again: a shape pays where it does.
      const mixed = Array.from({ length: 1200 }, (_, index) => rows[index < 400 ? index : roll(roll(2) ? 400 : 40)])
      const text = Buffer.from(`${head}${mixed.join('')}`)
      const exact = await readAs(kind, text, 1 << 20, 'exact')
      t.true(exact.rows.length > 300)
      t.deepEqual(await readAs(kind, text, 1 << 20), exact)
    }
})

test('an event as JSON is read whatever its time is, and milliseconds, an offset and UTC that goes without saying are', async (t) => {
  const data = { SourceAddress: '10.0.0.9', SourcePort: '5', DestAddress: '10.0.0.1', DestPort: '443', Protocol: '6' }
  const list = Object.entries(data).map(([name, text]) => ({ '@Name': name, '#text': text }))
  const flat = (time: object): string => JSON.stringify({ EventID: 5156, ...time, ...data })
  const xml = (time: string): string =>
    JSON.stringify({ System: { EventID: 5156, TimeCreated: { '@SystemTime': time } }, EventData: { Data: list } })
  const eight = Date.UTC(2026, 0, 10, 8) / 1000
  for (const [event, time, utc] of [
    [flat({ TimeCreated: '03.04.2026 08:00:00' }), 0, 0],
    [flat({ TimeCreated: '03.04.2026 08:00:00', '@timestamp': '2026-01-10T08:00:00Z' }), eight, 1],
    [flat({ TimeCreated: `/Date(${eight}000)/` }).replace(/\/(?=Date|")/g, '\\/'), eight, 1],
    [flat({ TimeCreated: `/Date(${eight}999+0200)/` }), eight, 1],
    [flat({ TimeCreated: '/Date(99999999999999)/' }), 0, 0],
    [xml('2026-01-10T08:00:00'), eight, 1],
    [xml('2026-01-10 08:00:00.1234567'), eight, 1],
    [xml('2026-01-10T08:00:00Z'), eight, 1],
    [xml('2026-01-10T10:00:00+02:00'), eight, 1],
    [xml('2026-01-10T06:00:00.5-0200'), eight, 1],
    [`{"kind":"evtx","data":{"Event":${xml('2026-01-10T08:00:00Z')}}}`, eight, 1],
    [`{"name":"x","document":{"kind":"evtx","data":{"Event":${xml('2026-01-10T08:00:00Z')}}}}`, eight, 1],
    [`{"_index":"x","_source":${xml('2026-01-10T08:00:00Z')}}`, eight, 1],
  ] as const) {
    const { rows, damaged } = await readAs('event-json', Buffer.from(`${event}\n`))
    const [fromPort, port, read, , , , , clock] = (rows[0] ?? '').split(' ').map(Number)
    t.deepEqual([rows.length, damaged, fromPort, port, read, clock], [1, 0, 5, 443, time, utc], event)
  }
})

test('an address that was cut behind the mark of its zone takes nothing of the next row, by shape or singly', async (t) => {
  const row = (port: number): string => `  TCP    [fd00::10]:${port}   [fd00::11]:1433   ESTABLISHED     4\n`
  const cut = '  TCP    [fd00::10%\n  TCP    [fd00::11]:49999   [fd00::99]:4444   ESTABLISHED     4\n'
  for (const before of [3, 40]) {
    const text = `${Array.from({ length: before }, (_, index) => row(49_151 + index)).join('')}${cut}${row(49_500)}`
    const log = text.replaceAll('\n', '\r\n')
    const exact = await readAs('netstat', Buffer.from(log), 65_536, 'exact')
    t.deepEqual([exact.rows.length, exact.damaged], [before + 2, 1])
    t.deepEqual(await readAs('netstat', Buffer.from(log)), exact)
  }
})

test('an event as XML is read with the offset of its time, singly and by its shape, and without a zone it is UTC', async (t) => {
  const event = (time: string, port = 5): string =>
    `<Event><System><EventID>5156</EventID><TimeCreated SystemTime='${time}'/></System><EventData><Data Name='SourceAddress'>10.0.0.9</Data><Data Name='SourcePort'>${port}</Data><Data Name='DestAddress'>10.0.0.1</Data><Data Name='DestPort'>443</Data><Data Name='Protocol'>6</Data></EventData></Event>\n`
  const eight = Date.UTC(2026, 0, 10, 8) / 1000
  for (const time of [
    '2026-01-10T08:00:00Z',
    '2026-01-10T08:00:00.1234567Z',
    '2026-01-10T08:00:00',
    '2026-01-10T10:00:00+02:00',
    '2026-01-10T06:00:00.5-0200',
  ]) {
    const many = Array.from({ length: 400 }, (_, index) => event(time, 1000 + index)).join('')
    for (const way of ['exact', undefined] as const) {
      const { rows, damaged } = await readAs('event-xml', Buffer.from(many), 1 << 20, way)
      const read = rows.map((row) => row.split(' ').map(Number))
      t.deepEqual([rows.length, damaged], [400, 0], time)
      t.true(
        read.every(([, , at, , , , , utc]) => at === eight && utc === 1),
        `${time} ${rows[0]}`,
      )
    }
  }
})

test('an event whose number is an object, because it has an attribute beside it, is read as any other', async (t) => {
  const data = { SourceAddress: '10.0.0.9', SourcePort: '5', DestAddress: '10.0.0.1', DestPort: '443', Protocol: '6' }
  const event = (number: unknown, values: object): string =>
    JSON.stringify({
      Event: {
        System: { EventID: number, TimeCreated: { '#attributes': { SystemTime: '2026-01-10T08:00:00Z' } } },
        ...values,
      },
    })
  const numbers = (id: number | string): readonly unknown[] => [
    id,
    { '#text': id },
    { '#attributes': { Qualifiers: 0 }, '#text': id },
    { '@Qualifiers': '', '#text': `${id}` },
    { Qualifiers: '', Value: id },
  ]
  const eight = Date.UTC(2026, 0, 10, 8) / 1000
  for (const [id, values, expected] of [
    [5156, { EventData: data }, [1, 0, 0]],
    [4624, { EventData: data }, [0, 0, 1]],
    [1102, { UserData: { LogFileCleared: { SubjectUserName: 'x' } } }, [0, 0, 1]],
    [5156, { EventData: { ...data, SourceAddress: undefined } }, [0, 1, 0]],
    ['x', { EventData: data }, [0, 1, 0]],
  ] as const)
    for (const number of numbers(id)) {
      const { rows, damaged, others } = await readAs('event-json', Buffer.from(`${event(number, values)}\n`))
      t.deepEqual([rows.length, damaged, others], expected, JSON.stringify([number, values]))
      const [fromPort, port, read, , , , , clock] = (rows[0] ?? '').split(' ').map(Number)
      if (rows.length > 0) t.deepEqual([fromPort, port, read, clock], [5, 443, eight, 1], JSON.stringify(number))
    }
  // Rows that look alike are read by their shape; what passed and what was dropped look alike but for the number.
  const mixed = Array.from({ length: 200 }, (_, index) =>
    [5156, 5157].map((id) =>
      event(numbers(id)[index % 2 === 0 ? 2 : 3], { EventData: { ...data, SourcePort: `${index}` } }),
    ),
  ).flat()
  const text = Buffer.from(mixed.map((line) => `${line}\n`).join(''))
  const shaped = await readAs('event-json', text)
  t.deepEqual(shaped, await readAs('event-json', text, 1 << 20, 'exact'))
  const actionOf = (event: string): Promise<Read> => readAs('event-json', Buffer.from(`${event}\n`))
  const single = await Promise.all(mixed.map(actionOf))
  t.deepEqual(
    shaped.rows,
    single.flatMap(({ rows }) => rows),
  )
  for (const number of numbers(5156)) {
    const twice = event(number, { EventData: data }).replace('"Protocol"', '"SourceAddress":"10.0.0.8","Protocol"')
    t.deepEqual((await readAs('event-json', Buffer.from(`${twice}\n`))).damaged, 1, twice)
  }
})

/** The rows of an array with something around them, as those write it whose answer is not the rows alone. */
const FRAMES: readonly ((rows: readonly object[]) => object)[] = [
  (value) => ({ value, Count: value.length }),
  (events) => ({ events }),
  (rows) => ({ rows, next: { is: '{"' }, more: [] }),
  (rows) => ({ took: 3, hits: { total: { value: 3 }, hits: rows.map((_source) => ({ _index: 'a {', _source })) } }),
  (documents) => [
    { name: '}', documents: documents.slice(0, 7).map((data) => ({ kind: 'evtx', data })) },
    documents.slice(7),
  ],
  (rows) => ({ pages: [{ rows: rows.slice(0, 1) }, { rows: rows.slice(1, 40) }], rest: rows.slice(40) }),
]

for (const name of ['connections as JSON', 'events as JSON in an array', 'Zeek’s JSON in an array'])
  test(`${name} are the same rows with a frame around it`, async (t) => {
    const [kind, bytes] = LOGS[name] as readonly [LogKind, Uint8Array]
    const rows: readonly object[] = JSON.parse(Buffer.from(bytes).toString())
    const told = await readAs(kind, bytes)
    for (const [index, frame] of FRAMES.entries()) {
      // Connections are read by their own names alone.
      if (kind === 'connection-json' && (index === 3 || index === 4)) continue
      for (const [indent, size] of [
        [0, 997],
        [2, 65_536],
      ] as const) {
        const text = JSON.stringify(frame(rows), null, indent)
        t.is(logKind(text.slice(0, 65_536)), kind)
        for (const which of ['open', 'exact'] as const)
          t.deepEqual(await readAs(kind, Buffer.from(text), size, which), told, `${index} ${indent} ${which}`)
      }
    }
  })

test('a frame may be longer than any row, and what of it is no row is told of', async (t) => {
  const [row = {}, next = {}] = JSON.parse(arrayOf(nxlogText(TCP.slice(0, 2).map((call) => ({ ...call, rows: 1 })))))
  const count = 4000
  const long = JSON.stringify({ events: Array.from({ length: count }, () => row) })
  t.true(long.length > LONGEST_PIECE)
  const { rows, damaged } = await readAs('event-objects', Buffer.from(long))
  t.deepEqual([rows.length, damaged], [count, 0])
  const text = JSON.stringify([row, next])
  for (const [frame, read, lost] of [
    [{ a: row, b: next }, 0, 1],
    [{ ...row, events: [next, next] }, 2, 1],
    [{ events: [{ EventTime: 'x' }, row, { EventTime: 'x' }, next] }, 2, 2],
    [[{ events: [row] }, { events: [] }], 1, 1],
    [{ padding: 'x'.repeat(2 * LONGEST_PIECE), events: [row] }, 1, 1],
  ] as const)
    for (const which of ['open', 'exact'] as const) {
      const { rows, damaged } = await readAs('event-objects', Buffer.from(JSON.stringify(frame)), 1 << 16, which)
      t.deepEqual([rows.length, damaged], [read, lost], JSON.stringify(frame).slice(0, 80))
    }
  // A brace that is missing takes the row that it ends, not those behind it.
  const open = await readAs('event-objects', Buffer.from(text.replace('},', ',')))
  t.deepEqual([open.rows.length, open.damaged], [1, 1])
  const merged = '[{"LocalAddress":"10.0.0.1","LocalPort":1,"LocalAddress":"10.0.0.2","LocalPort":2}]'
  t.is((await readAs('connection-json', Buffer.from(merged))).damaged, 1)
  // One row a line, and then a frame on one.
  const lines = await readAs('event-json', Buffer.from(`${JSON.stringify(row)}\n{"events":${text}}\n`))
  t.deepEqual([lines.rows.length, lines.damaged], [1, 1])
  const [zeek, other] = zeekJsonText(TCP).split('\n')
  const zeeks = await readAs('zeek-json', Buffer.from(`${zeek}\n{"rows":[${zeek},${other}]}\n`))
  t.deepEqual([zeeks.rows.length, zeeks.damaged], [1, 1])
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

test('objects that nest without end are cut in the time that their length asks for', (t) => {
  const ratio = growth((size) => {
    const cutter = cutObjects(
      () => undefined,
      () => undefined,
    )
    cutter.push(Buffer.from(`{"a":${'[{"a":'.repeat(size)}1${'}]'.repeat(size)}}`))
    cutter.end()
  }, 4_000)
  t.true(ratio < LINEAR, `${ratio}`)
})
