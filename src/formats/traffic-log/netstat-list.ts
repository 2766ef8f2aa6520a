// SPDX-License-Identifier: MIT
import { columns, cutAtBlanks } from './columns.ts'
import { isWord } from './is-word.ts'
import { ACTION, DIRECTION, LOCAL, ROW, TCP, UDP } from './log-row.ts'
import type { OpenLogReader } from './log-sink.ts'
import { netstatShape } from './netstat-shape.ts'
import { readEnd } from './read-end.ts'

/**
 * `netstat -ano` in whatever language: a row begins with TCP or UDP and two ends. Nobody at the other end, `:0` or `*:*`,
 * is a listener. State words are not looked at, and every other line is a heading or the name of a program.
 */
export const netstatList: OpenLogReader = (sink) => {
  const cut = columns()
  const { row } = sink
  return {
    shapeOf: netstatShape,
    piece: (bytes, start, end) => {
      const count = cutAtBlanks(bytes, start, end, cut)
      if (count < 3) {
        const isRow = count > 0 && protocolOf(bytes, cut.starts[0] as number, cut.ends[0] as number) > 0
        return isRow ? sink.damaged() : undefined
      }
      const protocol = protocolOf(bytes, cut.starts[0] as number, cut.ends[0] as number)
      const local = [cut.starts[1] as number, cut.ends[1] as number] as const
      const foreign = [cut.starts[2] as number, cut.ends[2] as number] as const
      if (protocol < 0) {
        const looksLikeRow = readEnd(bytes, ...local, sink, 'from') && readEnd(bytes, ...foreign, sink, 'to')
        return looksLikeRow ? sink.damaged() : undefined
      }
      row[ROW.protocol] = protocol
      const isUnnamed = isStars(bytes, ...foreign)
      if (isUnnamed || isListening(bytes, ...foreign)) {
        if (!readEnd(bytes, ...local, sink, 'to')) return sink.damaged()
        return sink.listener()
      }
      if (!readEnd(bytes, ...local, sink, 'from') || !readEnd(bytes, ...foreign, sink, 'to')) return sink.damaged()
      row[ROW.action] = ACTION.passed
      row[ROW.direction] = DIRECTION.unknown
      row[ROW.local] = LOCAL.from
      row[ROW.time] = 0
      row[ROW.utc] = 0
      row[ROW.origin] = 0
      return sink.packets()
    },
  }
}

const protocolOf = (bytes: Uint8Array, start: number, end: number): number =>
  isWord(bytes, start, end, 'tcp') ? TCP : isWord(bytes, start, end, 'udp') ? UDP : -1

const isStars = (bytes: Uint8Array, start: number, end: number): boolean =>
  end - start === 3 && bytes[start] === 42 && bytes[start + 1] === 58 && bytes[start + 2] === 42

const isListening = (bytes: Uint8Array, start: number, end: number): boolean =>
  end - start >= 4 && bytes[end - 1] === 48 && bytes[end - 2] === 58
