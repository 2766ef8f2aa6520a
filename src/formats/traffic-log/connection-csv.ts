// SPDX-License-Identifier: MIT
import { type CellKind, cellShape } from './cell-shape.ts'
import { columns, cutCsv } from './columns.ts'
import { connectionRow } from './connection-row.ts'
import { ROW, TCP, UDP } from './log-row.ts'
import type { OpenLogReader } from './log-sink.ts'
import { readPort } from './read-number.ts'

const SEPARATORS = [',', ';', '\t']

/** Names of the columns of a line of CSV in lower case, and what separates them. */
export const csvHeader = (line: string): { readonly names: readonly string[]; readonly separator: string } => {
  const separator = SEPARATORS.find((one) => line.includes(one)) ?? ','
  return {
    separator,
    names: line.split(separator).map((name) =>
      name
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .toLowerCase(),
    ),
  }
}

/** `Get-NetTCPConnection | Export-Csv`, with or without #TYPE, whatever separates; `Get-NetUDPEndpoint` has no remote end. */
export const connectionCsv: OpenLogReader = (sink) => {
  const cut = columns()
  const { row, book } = sink
  let header = ''
  let separator = 44
  let names: readonly string[] = []
  let [local, localPort, remote, remotePort, state] = [-1, -1, -1, -1, -1]
  const take = (line: string): void => {
    header = line
    const read = csvHeader(line)
    names = read.names
    separator = read.separator.charCodeAt(0)
    ;[local, localPort, remote, remotePort, state] = [
      'localaddress',
      'localport',
      'remoteaddress',
      'remoteport',
      'state',
    ].map((name) => names.indexOf(name)) as [number, number, number, number, number]
  }
  const address = (bytes: Uint8Array, column: number, word: number): boolean =>
    book.read(bytes, cut.starts[column] as number, cut.ends[column] as number, row, word)
  const port = (bytes: Uint8Array, column: number): number =>
    readPort(bytes, cut.starts[column] as number, cut.ends[column] as number)
  const kindOf = (column: number): CellKind =>
    column === local
      ? 'from'
      : column === localPort
        ? 'fromPort'
        : column === remote
          ? 'to'
          : column === remotePort
            ? 'toPort'
            : column === state
              ? 'same'
              : null
  return {
    layout: () => names,
    shapeOf: (line) => cellShape(line, String.fromCharCode(separator), true, kindOf),
    piece: (bytes, start, end) => {
      if (bytes[start] === 35) return
      if (names.length === 0) return take(bytes.toString('latin1', start, end))
      if (end - start === header.length && bytes.toString('latin1', start, end) === header) return
      if (cutCsv(bytes, start, end, separator, cut) !== names.length || local < 0 || localPort < 0)
        return sink.damaged()
      const hasRemote = remote >= 0 && remotePort >= 0
      const from = port(bytes, localPort)
      const to = hasRemote ? port(bytes, remotePort) : 0
      if (from < 0 || to < 0 || !address(bytes, local, ROW.from)) return sink.damaged()
      if (hasRemote && !address(bytes, remote, ROW.to)) return sink.damaged()
      row[ROW.fromPort] = from
      row[ROW.toPort] = to
      row[ROW.protocol] = hasRemote ? TCP : UDP
      const word = state < 0 ? '' : bytes.toString('latin1', cut.starts[state] as number, cut.ends[state] as number)
      return connectionRow(sink, hasRemote ? word || (to === 0 ? 'listen' : '') : 'listen')
    },
  }
}
