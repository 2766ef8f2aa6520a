// SPDX-License-Identifier: MIT
import { gzipSync } from 'node:zlib'

/** A conversation that happened, as a test knows it. Of ICMP the port is the type. */
export interface Happened {
  readonly from: string
  readonly to: string
  readonly fromPort: number
  readonly port: number
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  readonly dropped: boolean
  /** Seconds since 1970. */
  readonly time: number
  /** How many rows tell of it. */
  readonly rows: number
  /** Whose log tells of it. */
  readonly at: 'from' | 'to'
}

const isV6 = (address: string): boolean => address.includes(':')

const stamp = (time: number, between: string): string =>
  new Date(time * 1000).toISOString().slice(0, 19).replace('T', between)

const rowsOf = (all: readonly Happened[], row: (one: Happened) => string): readonly string[] =>
  all.flatMap((one) => Array.from({ length: one.rows }, () => row(one)))

const FIELDS =
  'date time action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path'

const pfirewallValues = (one: Happened): Readonly<Record<string, string>> => {
  const [date, time] = stamp(one.time, ' ').split(' ') as [string, string]
  const isIcmp = one.protocol === 'icmp'
  const isDrop = one.dropped && one.at === 'to'
  return {
    date,
    time,
    action: one.dropped ? 'DROP' : 'ALLOW',
    protocol: one.protocol.toUpperCase(),
    'src-ip': one.from,
    'dst-ip': one.to,
    'src-port': isIcmp ? '-' : `${one.fromPort}`,
    'dst-port': isIcmp ? '-' : `${one.port}`,
    size: isDrop ? '52' : '0',
    tcpflags: isDrop && one.protocol === 'tcp' ? 'S' : '-',
    tcpsyn: one.protocol === 'tcp' ? '0' : '-',
    tcpack: one.protocol === 'tcp' ? '0' : '-',
    tcpwin: one.protocol === 'tcp' ? '0' : '-',
    icmptype: isIcmp ? `${one.port}` : '-',
    icmpcode: isIcmp ? '0' : '-',
    info: '-',
    path: one.at === 'from' ? 'SEND' : 'RECEIVE',
    pid: '4',
  }
}

export const pfirewallText = (all: readonly Happened[], fields: string = FIELDS, header = true): string => {
  const head = `#Version: 1.5\r\n#Software: Microsoft Windows Firewall\r\n#Time Format: Local\r\n#Fields: ${fields}\r\n\r\n`
  const names = fields.split(' ')
  const rows = rowsOf(all, (one) => {
    const values = pfirewallValues(one)
    return `${names.map((name) => values[name]).join(' ')}\r\n`
  })
  return `${header ? head : ''}${rows.join('')}`
}

const end = (address: string, port: number): string => (isV6(address) ? `[${address}]:${port}` : `${address}:${port}`)

const localEnds = (one: Happened): readonly [string, number, string, number] =>
  one.at === 'to' ? [one.to, one.port, one.from, one.fromPort] : [one.from, one.fromPort, one.to, one.port]

/** A list of one computer: its listeners and the connections that it has a part in. */
/** On these every computer that runs Windows listens at every address. */
const ALWAYS = [135, 445]
/** A list with listeners has those; one without is somebody's filter. */
const withAlways = (listening: readonly number[]): readonly number[] =>
  listening.length === 0 ? [] : [...new Set([...ALWAYS, ...listening])]

export const netstatText = (all: readonly Happened[], listening: readonly number[]): string =>
  [
    '',
    'Aktive Verbindungen',
    '',
    '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
    ...withAlways(listening).map(
      (port) => `  TCP    0.0.0.0:${port}            0.0.0.0:0              ABHÖREN         4`,
    ),
    ...withAlways(listening).map(
      (port) => `  TCP    [::]:${port}               [::]:0                 ABHÖREN         4`,
    ),
    ...rowsOf(all, (one) => {
      const [local, localPort, remote, remotePort] = localEnds(one)
      return `  TCP    ${end(local, localPort)}    ${end(remote, remotePort)}    HERGESTELLT     1208`
    }),
    '  UDP    0.0.0.0:123            *:*                                    1044',
    '',
  ].join('\r\n')

export const connectionCsvText = (all: readonly Happened[], listening: readonly number[], separator = ','): string => {
  const names = ['Caption', 'State', 'LocalAddress', 'LocalPort', 'RemoteAddress', 'RemotePort', 'OwningProcess']
  const line = (cells: readonly (string | number)[]): string => cells.map((cell) => `"${cell}"`).join(separator)
  return [
    '#TYPE Microsoft.Management.Infrastructure.CimInstance#root/standardcimv2/MSFT_NetTCPConnection',
    line(names),
    ...withAlways(listening).map((port) => line(['', 'Listen', '::', port, '::', 0, 4])),
    line(['', 'Bound', '0.0.0.0', 50_001, '0.0.0.0', 0, 99]),
    ...rowsOf(all, (one) => line(['', 'Established', ...localEnds(one), 7])),
    '',
  ].join('\r\n')
}

export const connectionJsonText = (all: readonly Happened[], listening: readonly number[], indent = 2): string =>
  JSON.stringify(
    [
      ...withAlways(listening).map((port) => ({
        State: 2,
        LocalAddress: '::',
        LocalPort: port,
        RemoteAddress: '::',
        RemotePort: 0,
      })),
      ...all.flatMap((one) => {
        const [LocalAddress, LocalPort, RemoteAddress, RemotePort] = localEnds(one)
        return Array.from({ length: one.rows }, () => ({
          State: 5,
          CimClass: { CimSystemProperties: { Namespace: 'root/standardcimv2' }, Names: ['{', '"'] },
          LocalAddress,
          LocalPort,
          RemoteAddress,
          RemotePort,
        }))
      }),
    ],
    null,
    indent,
  )

/** The source calls in both directions; of ICMP the local end's port is the type. */
const eventData = (one: Happened): Readonly<Record<string, string>> => {
  const isIcmp = one.protocol === 'icmp'
  const type = `${one.port}`
  return {
    ProcessID: '4',
    Application: '\\device\\harddiskvolume2\\windows\\system32\\svchost.exe',
    Direction: one.at === 'to' ? '%%14592' : '%%14593',
    SourceAddress: one.from,
    SourcePort: isIcmp ? (one.at === 'from' ? type : '0') : `${one.fromPort}`,
    DestAddress: one.to,
    DestPort: isIcmp ? (one.at === 'to' ? type : '0') : type,
    Protocol: one.protocol === 'tcp' ? '6' : one.protocol === 'udp' ? '17' : isV6(one.to) ? '58' : '1',
    FilterRTID: '69424',
    LayerName: one.at === 'to' ? '%%14610' : '%%14611',
    LayerRTID: '44',
  }
}

const idOf = (one: Happened): number => (one.dropped ? 5157 : 5156)

export const nxlogText = (all: readonly Happened[]): string =>
  `${rowsOf(all, (one) => {
    const { DestAddress, SourcePort, SourceAddress, Protocol, ...data } = eventData(one)
    return JSON.stringify({
      tags: ['x'],
      DestAddress,
      SourcePort,
      EventTime: stamp(one.time, ' '),
      Message: `Source Address:\t\t${SourceAddress}\r\n"EventID":4`,
      ...data,
      EventID: idOf(one),
      SourceAddress,
      Protocol,
    })
  }).join('\n')}\n`

/** The lines of a log as one array, with indents. */
export const arrayOf = (
  lines: string,
  change: (line: Readonly<Record<string, unknown>>) => unknown = (line) => line,
): string =>
  JSON.stringify(
    lines
      .trimEnd()
      .split('\n')
      .map((line) => change(JSON.parse(line))),
    null,
    2,
  )

/** As EvtxECmd writes events: their data as JSON in a text. */
export const evtxECmdText = (all: readonly Happened[]): string =>
  `${rowsOf(all, (one) =>
    JSON.stringify({
      PayloadData1: 'x',
      Computer: 'somebody',
      Payload: JSON.stringify({
        EventData: { Data: Object.entries(eventData(one)).map(([name, text]) => ({ '@Name': name, '#text': text })) },
      }),
      EventId: idOf(one),
      TimeCreated: `${stamp(one.time, 'T')}.1234567+00:00`,
    }),
  ).join('\n')}\n`

const stampOf = (seconds: unknown): string => new Date(Number(seconds) * 1000).toISOString()

/** As Zeek’s JSON becomes in an index: ends in an object, times in words or in milliseconds. */
export const zeekObjectsText = (all: readonly Happened[]): string =>
  arrayOf(zeekJsonText(all), (line) => ({
    ...Object.fromEntries(Object.entries(line).filter(([name]) => !name.startsWith('id.'))),
    ts: Math.floor(Number(line.ts)) % 2 === 0 ? Number(line.ts) * 1000 : stampOf(line.ts),
    id: Object.fromEntries(
      Object.entries(line).flatMap(([name, value]) => (name.startsWith('id.') ? [[name.slice(3), value]] : [])),
    ),
  }))

export const winlogbeatText = (all: readonly Happened[]): string =>
  `${rowsOf(all, (one) =>
    JSON.stringify({
      '@timestamp': `${stamp(one.time, 'T')}.123Z`,
      winlog: {
        event_id: `${idOf(one)}`,
        event_data: eventData(one),
        provider_name: 'Microsoft-Windows-Security-Auditing',
      },
    }),
  ).join('\n')}\n`

const eventElement = (one: Happened, quote: string): string => {
  const data = Object.entries(eventData(one)).map(
    ([name, value]) => `<Data Name=${quote}${name}${quote}>${value}</Data>`,
  )
  return `<Event xmlns=${quote}http://schemas.microsoft.com/win/2004/08/events/event${quote}><System><Provider Name=${quote}Microsoft-Windows-Security-Auditing${quote}/><EventID>${idOf(one)}</EventID><Version>1</Version><TimeCreated SystemTime=${quote}${stamp(one.time, 'T')}.1234567Z${quote}/><Computer>a.test</Computer></System><EventData>${data.join('')}</EventData></Event>`
}

/** As `wevtutil` writes them, or with a root and broken into lines. */
export const eventXmlText = (all: readonly Happened[], root: boolean): string =>
  root
    ? `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n<Events>${rowsOf(all, (one) => eventElement(one, '"').replaceAll('><', '>\r\n<')).join('')}</Events>`
    : `${rowsOf(all, (one) => eventElement(one, "'")).join('\r\n')}\r\n`

export const eventCsvText = (all: readonly Happened[]): string => {
  const names = ['TimeCreated', 'Id', ...Object.keys(eventData(all[0] ?? ({} as Happened)))]
  return `${[
    names.join(','),
    ...rowsOf(all, (one) =>
      [`${stamp(one.time, 'T')}Z`, `${idOf(one)}`, ...Object.values(eventData(one))]
        .map((cell) => `"${cell}"`)
        .join(','),
    ),
  ].join('\r\n')}\r\n`
}

const zeekValues = (one: Happened): Readonly<Record<string, string | number>> => ({
  ts: `${one.time}.123456`,
  uid: 'CLexample',
  'id.orig_h': one.from,
  'id.orig_p': one.protocol === 'icmp' ? one.port : one.fromPort,
  'id.resp_h': one.to,
  'id.resp_p': one.protocol === 'icmp' ? 0 : one.port,
  proto: one.protocol,
  service: '-',
  duration: '0.1',
  orig_bytes: 1,
  resp_bytes: 1,
  // Zeek knows states of TCP and UDP alone.
  conn_state: one.protocol === 'icmp' ? 'OTH' : one.dropped ? 'REJ' : 'SF',
  local_orig: 'T',
})

export const zeekTsvText = (all: readonly Happened[]): string => {
  const names = Object.keys(zeekValues(all[0] ?? ({} as Happened)))
  const rows = rowsOf(all, (one) => `${Object.values(zeekValues(one)).join('\t')}\n`)
  const head = `#separator \\x09\n#unset_field\t-\n#path\tconn\n#fields\t${names.join('\t')}\n#types\t${names.map(() => 'string').join('\t')}\n`
  const half = Math.ceil(rows.length / 2)
  // A rotated folder that was put together has several headers.
  return `${head}${rows.slice(0, half).join('')}#close\t2026-01-01\n${head}${rows.slice(half).join('')}#close\t2026-01-01\n`
}

export const zeekJsonText = (all: readonly Happened[]): string =>
  `${rowsOf(all, (one) => JSON.stringify({ ...zeekValues(one), ts: one.time + 0.25 })).join('\n')}\n`

export const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le')
export const utf16be = (text: string): Buffer => Buffer.from(utf16(text)).swap16()
export const gzip = (text: string | Buffer): Buffer => gzipSync(text)
