// SPDX-License-Identifier: MIT
import { connectionRow } from './connection-row.ts'
import { jsonShape } from './json-shape.ts'
import { ROW, TCP, UDP } from './log-row.ts'
import type { OpenLogReader } from './log-sink.ts'
import type { ValueKind } from './row-shape.ts'

/** A port as a number, or as the text that a way through CSV makes of it; -1 for anything else. */
const portOf = (value: unknown): number => {
  const port = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value
  return typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= 65535 ? port : -1
}

const OWN_END = /"LocalAddress"\s*:/g

const VALUES = new Map<string, ValueKind | 'same'>([
  ['LocalAddress', 'from'],
  ['LocalPort', 'fromPort'],
  ['RemoteAddress', 'to'],
  ['RemotePort', 'toPort'],
  ['State', 'same'],
])

/** `Get-NetTCPConnection | ConvertTo-Json`: one object a connection. */
export const connectionJson: OpenLogReader = (sink) => {
  const { row, book } = sink
  const address = (value: unknown, word: number): boolean => {
    if (typeof value !== 'string') return false
    const bytes = Buffer.from(value, 'latin1')
    return book.read(bytes, 0, bytes.length, row, word)
  }
  return {
    shapeOf: (piece) => jsonShape(piece, (key) => VALUES.get(key) ?? null, false),
    piece: (bytes, start, end) => {
      const text = bytes.toString('utf8', start, end)
      // Of two rows in one the second would cover the first.
      if ((text.match(OWN_END)?.length ?? 0) > 1) return sink.damaged()
      let value: unknown
      try {
        value = JSON.parse(text)
      } catch {
        return sink.damaged()
      }
      const { LocalAddress, LocalPort, RemoteAddress, RemotePort, State } = value as Record<string, unknown>
      const [localPort, remotePort] = [portOf(LocalPort), portOf(RemotePort)]
      if (localPort < 0 || !address(LocalAddress, ROW.from)) return sink.damaged()
      const hasRemote = RemoteAddress !== undefined || RemotePort !== undefined
      if (hasRemote && !(remotePort >= 0 && address(RemoteAddress, ROW.to))) return sink.damaged()
      row[ROW.fromPort] = localPort
      row[ROW.toPort] = hasRemote ? remotePort : 0
      row[ROW.protocol] = hasRemote ? TCP : UDP
      return connectionRow(sink, hasRemote ? String(State ?? (remotePort === 0 ? 'listen' : '')) : 'listen')
    },
  }
}
