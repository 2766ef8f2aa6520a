// SPDX-License-Identifier: MIT
import type { Cell, CellMap } from './cell-map.ts'

/** What the parts of the reader share. */
export interface HiveReader {
  readonly hive: Buffer
  readonly minorVersion: number
  readonly cells: CellMap
  /** Notes a fault at an offset of the file. */
  readonly fail: (offset: number, reason: string) => void
}

/** The two letters that a record begins with; null where the cell is too short. */
export const signature = ({ hive }: HiveReader, cell: Cell): string | null =>
  cell.end - cell.start < 2 ? null : hive.toString('latin1', cell.start, cell.start + 2)

/** Takes a record of one kind and at least so many bytes; otherwise a fault at the place that refers to it. */
export const claimRecord = (
  reader: HiveReader,
  offset: number,
  from: number,
  kind: string,
  length: number,
): Cell | null => {
  const cell = reader.cells.claim(offset)
  if (cell === null) reader.fail(from, `no cell at 0x${offset.toString(16)} that is free to be ${kind}`)
  else if (signature(reader, cell) !== kind) reader.fail(cell.start, `not the record ${kind}`)
  else if (cell.end - cell.start < length) reader.fail(cell.start, `the record ${kind} is too short`)
  else return cell
  return null
}

/** A name that is stored a byte a character, or in UTF-16. */
export const readName = (hive: Buffer, start: number, length: number, packed: boolean): string =>
  hive.toString(packed ? 'latin1' : 'utf16le', start, start + length)
