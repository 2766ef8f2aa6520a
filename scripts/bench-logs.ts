// SPDX-License-Identifier: MIT
import { closeSync, openSync, writeSync } from 'node:fs'

/** What a server of a hierarchy sees in a day, as rows of each form of log: callers, ports of theirs that differ, some repeats. */
interface Row {
  readonly from: string
  readonly to: string
  readonly fromPort: number
  readonly port: number
  readonly isTcp: boolean
  readonly isDrop: boolean
  readonly time: number
}

const PORTS = [443, 443, 443, 80, 445, 135, 8530, 10123, 1433, 53]

const rowOf = (index: number): Row => {
  // Every fifth row repeats the one before; every eighth is IPv6.
  const n = index % 5 === 4 ? index - 1 : index
  const mixed = Math.imul(n, 0x9e3779b1) >>> 0
  const caller = mixed % 997
  const isV6 = mixed % 8 === 0
  const port = PORTS[mixed % PORTS.length] as number
  return {
    from: isV6 ? `2001:db8:10::${(caller + 1).toString(16)}` : `10.10.${caller >>> 8}.${caller & 255}`,
    to: isV6 ? '2001:db8:1::21' : '10.0.1.21',
    fromPort: 49_152 + (Math.floor(n / 3) % 16_384),
    port,
    isTcp: port !== 53,
    isDrop: mixed % 10 === 0,
    time: 1_767_225_600 + Math.floor(index / 40),
  }
}

/** What a list says of those that listen. */
const listening = (row: (port: number) => string): string => [...new Set(PORTS)].map(row).join('')

const clock = (time: number): string => new Date(time * 1000).toISOString().slice(0, 19)
let lastTime = 0
let lastClock = ''
const clockOf = (time: number): string => {
  if (time !== lastTime) {
    lastTime = time
    lastClock = clock(time)
  }
  return lastClock
}

const end = (address: string, port: number): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`

const event = ({ from, to, fromPort, port, isTcp, isDrop }: Row) => ({
  ProcessID: '1208',
  Application: '\\device\\harddiskvolume2\\windows\\system32\\svchost.exe',
  Direction: '%%14592',
  SourceAddress: from,
  SourcePort: `${fromPort}`,
  DestAddress: to,
  DestPort: `${port}`,
  Protocol: isTcp ? '6' : '17',
  FilterRTID: '69424',
  LayerName: '%%14610',
  LayerRTID: '44',
  RemoteUserID: 'S-1-0-0',
  RemoteMachineID: 'S-1-0-0',
  ...(isDrop && { FilterOrigin: 'Unknown' }),
})

const MESSAGE =
  'The Windows Filtering Platform has permitted a connection.\r\n\r\nApplication Information:\r\n\tProcess ID:\t\t1208\r\n\tApplication Name:\t\\device\\harddiskvolume2\\windows\\system32\\svchost.exe\r\n\r\nNetwork Information:\r\n\tDirection:\t\tInbound'

const zeek = (row: Row, index: number) => ({
  ts: row.time + 0.5,
  uid: `C${(index * 2654435761).toString(36)}`,
  'id.orig_h': row.from,
  'id.orig_p': row.fromPort,
  'id.resp_h': row.to,
  'id.resp_p': row.port,
  proto: row.isTcp ? 'tcp' : 'udp',
  service: '-',
  duration: 0.025753,
  orig_bytes: 248,
  resp_bytes: 583,
  conn_state: row.isDrop ? 'REJ' : 'SF',
  local_orig: 'T',
  local_resp: 'T',
  missed_bytes: 0,
  history: 'ShADad',
  orig_pkts: 10,
  orig_ip_bytes: 776,
  resp_pkts: 9,
  resp_ip_bytes: 1059,
  tunnel_parents: '-',
})

interface Form {
  readonly head: string
  readonly row: (row: Row, index: number) => string
  readonly foot: string
}

const ZEEK_NAMES = Object.keys(zeek(rowOf(0), 0))

export const FORMS: Readonly<Record<string, Form>> = {
  'pfirewall.log': {
    head: '#Version: 1.5\r\n#Software: Microsoft Windows Firewall\r\n#Time Format: Local\r\n#Fields: date time action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path pid\r\n\r\n',
    row: ({ from, to, fromPort, port, isTcp, isDrop, time }) =>
      `${clockOf(time).replace('T', ' ')} ${isDrop ? 'DROP' : 'ALLOW'} ${isTcp ? 'TCP' : 'UDP'} ${from} ${to} ${fromPort} ${port} ${isDrop ? 52 : 0} ${isTcp ? (isDrop ? 'S 2351482979 0 64240' : '- 0 0 0') : '- - - -'} - - - RECEIVE 4\r\n`,
    foot: '',
  },
  'netstat -ano': {
    head: `\r\nActive Connections\r\n\r\n  Proto  Local Address          Foreign Address        State           PID\r\n${listening((port) => `  TCP    ${`0.0.0.0:${port}`.padEnd(22)} 0.0.0.0:0              LISTENING       4\r\n`)}`,
    row: ({ from, to, fromPort, port }) =>
      `  TCP    ${end(to, port).padEnd(22)} ${end(from, fromPort).padEnd(22)} ESTABLISHED     1208\r\n`,
    foot: '',
  },
  'Get-NetTCPConnection, CSV': {
    head: `#TYPE Microsoft.Management.Infrastructure.CimInstance#root/standardcimv2/MSFT_NetTCPConnection\r\n"State","AppliedSetting","OwningProcess","CreationTime","OffloadState","Caption","LocalAddress","LocalPort","RemoteAddress","RemotePort","PSComputerName"\r\n${listening((port) => `"Listen",,"4",,,,"::","${port}","::","0",\r\n`)}`,
    row: ({ from, to, fromPort, port }) =>
      `"Established","Internet","1208","6/1/2026 8:00:00 AM","InHost",,"${to}","${port}","${from}","${fromPort}",\r\n`,
    foot: '',
  },
  'Get-NetTCPConnection, JSON': {
    head: `[\r\n${listening((port) => `    {\r\n        "State":  2,\r\n        "LocalAddress":  "::",\r\n        "LocalPort":  ${port},\r\n        "RemoteAddress":  "::",\r\n        "RemotePort":  0\r\n    },\r\n`)}`,
    row: ({ from, to, fromPort, port }) =>
      `    {\r\n        "Caption":  null,\r\n        "State":  5,\r\n        "LocalAddress":  "${to}",\r\n        "LocalPort":  ${port},\r\n        "OwningProcess":  1208,\r\n        "RemoteAddress":  "${from}",\r\n        "RemotePort":  ${fromPort},\r\n        "PSComputerName":  null\r\n    },\r\n`,
    foot: '    {\r\n        "State":  2,\r\n        "LocalAddress":  "::",\r\n        "LocalPort":  443,\r\n        "RemoteAddress":  "::",\r\n        "RemotePort":  0\r\n    }\r\n]\r\n',
  },
  'events, JSON lines': {
    head: '',
    row: (row) => {
      const { DestAddress, SourceAddress, Protocol, ...data } = event(row)
      return `${JSON.stringify({ EventType: 'AUDIT_SUCCESS', Version: 1, EventTime: clockOf(row.time).replace('T', ' '), Task: 12810, DestAddress, Channel: 'Security', Hostname: 'ps1mp1.contoso.test', Message: MESSAGE, ...data, EventID: row.isDrop ? 5157 : 5156, SourceAddress, Protocol })}\n`
    },
    foot: '',
  },
  'events, XML': {
    head: '',
    row: (row) =>
      `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-A5BA-3E3B0328C30D}'/><EventID>${row.isDrop ? 5157 : 5156}</EventID><Version>1</Version><Level>0</Level><Task>12810</Task><Opcode>0</Opcode><Keywords>0x8020000000000000</Keywords><TimeCreated SystemTime='${clockOf(row.time)}.1234567Z'/><EventRecordID>81208</EventRecordID><Correlation/><Execution ProcessID='4' ThreadID='5000'/><Channel>Security</Channel><Computer>ps1mp1.contoso.test</Computer><Security/></System><EventData>${Object.entries(
        event(row),
      )
        .map(([name, value]) => `<Data Name='${name}'>${value}</Data>`)
        .join('')}</EventData></Event>\r\n`,
    foot: '',
  },
  'events, CSV': {
    head: `TimeCreated,Id,${Object.keys(event({ ...rowOf(0), isDrop: true })).join(',')}\r\n`,
    row: (row) =>
      `"${clockOf(row.time)}Z","${row.isDrop ? 5157 : 5156}",${Object.values({
        ...event({ ...row, isDrop: true }),
        FilterOrigin: row.isDrop ? 'Unknown' : '',
      })
        .map((value) => `"${value}"`)
        .join(',')}\r\n`,
    foot: '',
  },
  'Zeek conn.log': {
    head: `#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#fields\t${ZEEK_NAMES.join('\t')}\n`,
    row: (row, index) => `${Object.values(zeek(row, index)).join('\t')}\n`,
    foot: '',
  },
  'Zeek conn.log, JSON': {
    head: '',
    row: (row, index) => `${JSON.stringify(zeek(row, index))}\n`,
    foot: '',
  },
}

/** Writes a log of at least so many bytes; gives how many rows. */
export const writeLog = (path: string, { head, row, foot }: Form, bytes: number): number => {
  const file = openSync(path, 'w')
  let written = writeSync(file, head)
  let rows = 0
  while (written < bytes) {
    let block = ''
    for (let count = 0; count < 4096; count++) block += row(rowOf(rows), rows++)
    written += writeSync(file, block)
  }
  writeSync(file, foot)
  closeSync(file)
  return rows
}
